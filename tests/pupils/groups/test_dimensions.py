"""By what pupils may be grouped, and where that is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.pupils.early_support.schema import NEVER_ASKED
from stocktake.pupils.groups import by_groups, gaps, group_dimensions, who_would_benefit
from stocktake.standards.code_lists import code_list
from stocktake.standards.errors import DefinitionError, UsageError

SMALL = (
    "sen_primary_need",
    "ethnicity",
    "child_in_need",
    "protection_plan",
    "looked_after",
    "previously_looked_after",
    "young_carer",
)
ROWS = pl.DataFrame({"pupil": ["a", "b"], "school_urn": [1, 1], "met": [True, False]})


def with_column(name: str) -> pl.DataFrame:
    return pl.DataFrame({"pupil": ["a", "b"], "school_urn": [1, 1], name: ["x", "y"]})


@pytest.mark.parametrize("name", SMALL)
def test_a_schools_few_are_never_counted_by_school(name: str) -> None:
    message = f"^{name} is grouped for the area only.*leave out school_urn or {name}"
    groups = with_column(name)
    with pytest.raises(UsageError, match=message):
        by_groups(ROWS, groups, dimensions=["school_urn", name], measure="met")
    with pytest.raises(UsageError, match=message):
        gaps(ROWS, groups, dimension=name, by=["school_urn"], measure="met")
    with pytest.raises(UsageError, match=message):
        who_would_benefit(ROWS, groups, dimensions=[("school_urn", name)], measure="met")
    area = by_groups(ROWS, groups, dimensions=[name], measure="met")
    assert area.content.height == 2


def test_small_groups_are_those_and_no_others() -> None:
    small = {name for name, dimension in group_dimensions().items() if dimension.area_level_only}
    assert small == set(SMALL)
    assert all(group_dimensions()[name].sensitive for name in small)


def test_ethnicity_is_looked_at_and_never_an_input_to_early_support() -> None:
    barred = {
        name for name, dimension in group_dimensions().items() if dimension.never_for_early_support
    }
    assert barred == {"ethnicity", "ethnic_group"}
    assert barred <= set(NEVER_ASKED)


def test_every_ethnicity_code_belongs_to_one_major_group() -> None:
    groups = group_dimensions()["ethnic_group"].group_of_code()
    assert set(groups) == set(code_list("ethnicity", date(2024, 1, 18)))


def test_every_language_code_says_whether_english_is_additional() -> None:
    groups = group_dimensions()["eal"].group_of_code()
    assert set(groups) == set(code_list("first_language", date(2024, 1, 18)))


def test_a_misspelt_dimension_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="cannot be grouped by 'disadvantage'; did you mean"):
        by_groups(ROWS, ROWS, dimensions=["disadvantage"], measure="met")
    with pytest.raises(UsageError, match="named twice in ward, ward"):
        by_groups(ROWS, ROWS, dimensions=["ward", "ward"], measure="met")


def test_a_place_may_replace_a_dimension_but_not_put_a_code_in_two_groups(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "src/stocktake/pupils/definitions/groups"
    text = (shipped / "ethnic_group.toml").read_text(encoding="utf-8")
    (tmp_path / "groups").mkdir()
    own_file = tmp_path / "groups" / "ethnic_group.toml"
    own_file.write_text(text.replace('"CHNE"', '"CHNE", "AIND"'), encoding="utf-8")
    with pytest.raises(DefinitionError, match="a code stands in two groups"):
        group_dimensions(own_folder=tmp_path)
