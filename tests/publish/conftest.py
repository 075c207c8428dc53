"""Reports of the shipped example, and of a small plan that rests on local returns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stocktake.examples import example_plan
from stocktake.plan.judge import Judgement, judge
from stocktake.publish import report_content
from stocktake.publish.content import ReportContent
from stocktake.sources.local_returns import read_local_return
from stocktake.statistics.store import Warehouse

AS_OF = date(2026, 11, 22)

PLAN = """
id = "small"
title = "A <small> plan & its figures"
vision = "That it can be read."
figures = "figures.csv"

[place]
id = "la-890"
name = "Blackpool"

[period]
first = "201516"
last = "201718"

[[priority]]
id = "belonging"
title = "Belonging"
why = "Children should be in school."

[[local_indicator]]
id = "home-education"
words = "Children educated at home"
unit = "count"
better = "neither"
returned_by = "Council education officer"
how_often = "yearly"

[[local_indicator]]
id = "encounters"
words = "Encounters with employers"
unit = "count"
better = "higher"
returned_by = "Enterprise coordinator"
how_often = "yearly"
cumulative = true

[[target]]
id = "few-exclusions"
title = "Few permanent exclusions"
words = "At most 0.4 in 100 pupils are permanently excluded."
priority = "belonging"
kind = "level"
indicator = "secondary-permanent-exclusions"
comparison = "at_most"
level = 0.4
due = "201516"

  [[target.watch]]
  indicator = "local:home-education"
  worse_if = "rises"
  words = "Children withdrawn instead"

  [[target.leading]]
  indicator = "local:home-education"
  words = "Withdrawals come first"

[[target]]
id = "many-encounters"
title = "Many encounters"
words = "Eight thousand encounters with employers."
priority = "belonging"
kind = "cumulative_count"
indicator = "local:encounters"
level = 8000
due = "201718"

[[target]]
id = "both"
title = "Both together"
words = "Few exclusions and many encounters."
kind = "all_of"
due = "201718"

  [[target.part]]
  id = "part-exclusions"
  title = "Few permanent exclusions again"
  words = "At most 0.4 in 100."
  kind = "level"
  indicator = "secondary-permanent-exclusions"
  comparison = "at_most"
  level = 0.4

  [[target.part]]
  id = "part-encounters"
  title = "Many encounters again"
  words = "Eight thousand."
  kind = "cumulative_count"
  indicator = "local:encounters"
  level = 8000
"""

RETURNS = """\
indicator,time_period,place,value,cumulative,source,returned_by,returned_on
local:home-education,201415,Blackpool,7031,no,register,education officer,2018-09-01
local:home-education,201516,Blackpool,7177,no,register,education officer,2018-09-01
local:encounters,201617,Blackpool,3359,yes,careers register,coordinator,2018-09-01
local:encounters,201718,Blackpool,8623,yes,careers register,coordinator,2018-09-01
"""


@pytest.fixture(scope="session")
def quoted_judgement() -> Judgement:
    """The example judged on the figures that it carries."""
    return judge(example_plan("blackpool"), as_of=AS_OF, at="202021")


@pytest.fixture(scope="session")
def quoted_content(quoted_judgement: Judgement) -> ReportContent:
    return report_content(quoted_judgement)


@pytest.fixture(scope="session")
def loaded_judgement(real_warehouse: Warehouse) -> Judgement:
    """The example judged on all authorities."""
    return judge(example_plan("blackpool"), real_warehouse, as_of=AS_OF, at="202021")


@pytest.fixture(scope="session")
def loaded_content(loaded_judgement: Judgement) -> ReportContent:
    return report_content(loaded_judgement)


@pytest.fixture(scope="session")
def with_returns(tmp_path_factory: pytest.TempPathFactory) -> Judgement:
    """A small plan that rests in part on local returns, which were returned."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    figures = example_plan("blackpool").with_name("figures.csv").read_text(encoding="utf-8")
    (folder / "figures.csv").write_text(figures, encoding="utf-8")
    returns_file = folder / "returned.csv"
    returns_file.write_text(RETURNS, encoding="utf-8")
    warehouse = Warehouse(folder / "warehouse")
    warehouse.write(
        read_local_return(returns_file, indicators=None, retrieved=date(2018, 9, 2)),
        loaded_at=datetime(2018, 9, 2, tzinfo=UTC),
    )
    return judge(Path(folder), warehouse, as_of=AS_OF, at="201718")
