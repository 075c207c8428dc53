"""The invented place's programmes, brought onto the web, say what they say in the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from stocktake.examples import invented_country
from stocktake.examples.country.borough import schools_file
from stocktake.plan import parse_plan
from stocktake.programmes import read_programme_map
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.register import SchoolRow
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.programmes.area_map.queries import map_of
from stocktake_web.programmes.imports.actions import load_map
from stocktake_web.services import PlanText

pytestmark = pytest.mark.slow


@pytest.fixture
def eastmere(area: Area, tmp_path: Path) -> Area:
    """The area with the invented plan, schools and programmes."""
    country = invented_country(1)
    (tmp_path / "programmes").mkdir()
    texts = {**country.programmes, "schools.csv": schools_file(country.schools)}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    add_revision(area=area, actor=None, text=PlanText(country.plan), reason="first")
    schools = [
        SchoolRow(str(s.school_urn), s.school_name, area.name, closed_on=None, phase=s.phase)
        for s in country.schools
    ]
    load_schools(area=area, actor=None, rows=schools)
    plan = parse_plan(country.plan)
    organisations = {item.id: item.name for item in (*plan.partner, *plan.body)}
    programme_map = read_programme_map(tmp_path, organisations=organisations)
    load_map(area, actor=None, programme_map=programme_map)
    load_map(area, actor=None, programme_map=programme_map)
    return area


def test_the_planted_overlaps_and_gap_and_nothing_else(eastmere: Area) -> None:
    answers = map_of(eastmere)
    assert {(item.first.id, item.second.id) for item in answers.overlaps} == {
        ("long-summer", "steady-course"),
        ("reading-programme", "story-boat"),
    }
    gaps = [gap.text for gap in answers.gaps if gap.kind == "uncovered"]
    assert gaps == [
        "Mental health and resilience: nothing is offered to 140 children aged 5 to 16 of "
        "Breakwater"
    ]
