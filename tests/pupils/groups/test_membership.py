"""Which groups a pupil belongs to, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.groups import characteristics
from stocktake.standards.errors import InputError

ON = date(2024, 1, 18)


def pupils(**changes: Any) -> pl.DataFrame:
    row: dict[str, Any] = {
        "time_period": "202324",
        "pupil": "a",
        "nc_year": "11",
        "sex": "F",
        "ethnicity": "WBRI",
        "first_language": "ENG",
        "date_of_birth": date(2008, 5, 1),
        "sen_provision": "N",
        "sen_primary_need": None,
        "fsm6": False,
        "ward": "Lido",
    }
    table = pl.DataFrame({name: [value] for name, value in (row | changes).items()})
    return table.with_columns(pl.col("sen_primary_need").cast(pl.String), pl.col("fsm6"))


def spells(*rows: tuple[str, date, date | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [("a", *row) for row in rows],
        schema={
            "pupil": pl.String,
            "status": pl.String,
            "start_date": pl.Date,
            "end_date": pl.Date,
        },
        orient="row",
    )


def of(table: pl.DataFrame) -> dict[str, Any]:
    assert table.height == 1
    return table.row(0, named=True)


@pytest.mark.parametrize(
    ("spell", "disadvantaged", "looked_after"),
    [
        (("CLA", date(2024, 1, 18), None), True, True),
        (("CLA", date(2024, 1, 19), None), False, False),
        (("CLA", date(2020, 1, 1), date(2023, 1, 19)), True, False),
        (("CLA", date(2020, 1, 1), date(2023, 1, 18)), False, False),
        (("PLA", date(2015, 1, 1), None), True, False),
        (("CIN", date(2023, 1, 1), None), False, False),
    ],
)
def test_care_makes_disadvantage_for_a_year_and_adoption_for_good(
    spell: tuple[str, date, date | None], disadvantaged: bool, looked_after: bool
) -> None:
    row = of(characteristics(pupils(), spells(spell), on=ON))
    assert row["disadvantaged"] is disadvantaged
    assert row["looked_after"] is looked_after


def test_without_the_care_file_disadvantage_is_known_only_where_meals_say_yes() -> None:
    assert of(characteristics(pupils(fsm6=True), on=ON))["disadvantaged"] is True
    unknown = of(characteristics(pupils(), on=ON))
    assert unknown["disadvantaged"] is None
    assert unknown["looked_after"] is None
    assert unknown["young_carer"] is None


def test_who_is_not_in_an_authorised_file_is_not_in_the_group() -> None:
    carers = spells(("", date(2023, 9, 1), date(2024, 1, 17))).drop("status")
    row = of(characteristics(pupils(), spells(), carers=carers, on=ON))
    assert row["young_carer"] is False
    assert row["child_in_need"] is False
    assert row["disadvantaged"] is False


def test_spells_of_several_kinds_stand_beside_each_other_in_one_row() -> None:
    care = spells(
        ("CIN", date(2023, 1, 1), None),
        ("CIN", date(2020, 1, 1), date(2021, 1, 1)),
        ("CPP", date(2023, 6, 1), date(2024, 1, 18)),
    )
    row = of(characteristics(pupils(), care, on=ON))
    assert (row["child_in_need"], row["protection_plan"]) == (True, True)


@pytest.mark.parametrize(
    ("birth_date", "term"),
    [(date(2007, 9, 1), "autumn"), (date(2008, 1, 1), "spring"), (date(2008, 8, 31), "summer")],
)
def test_term_of_birth(birth_date: date, term: str) -> None:
    assert of(characteristics(pupils(date_of_birth=birth_date), on=ON))["term_of_birth"] == term


def test_language_ethnic_group_and_need() -> None:
    row = of(
        characteristics(
            pupils(
                first_language="OTB",
                ethnicity="MWBC",
                sen_provision="K",
                sen_primary_need="SEMH",
            ),
            on=ON,
        )
    )
    assert (row["eal"], row["ethnic_group"], row["sen_primary_need"]) == (
        True,
        "mixed",
        "SEMH",
    )
    unknown = of(characteristics(pupils(first_language=None, ethnicity=None), on=ON))
    assert (unknown["eal"], unknown["ethnic_group"]) == (None, None)


def test_a_need_left_over_from_earlier_provision_is_no_need_now() -> None:
    left = pupils(sen_provision="N", sen_primary_need="SLCN")
    assert of(characteristics(left, on=ON))["sen_primary_need"] == "none"
    unknown = pupils(sen_provision="K", sen_primary_need=None)
    assert of(characteristics(unknown, on=ON))["sen_primary_need"] is None


def test_a_pupil_who_came_in_november_is_a_mid_year_joiner_of_the_new_school() -> None:
    enrolments = pl.DataFrame(
        {
            "pupil": ["a", "a"],
            "school_urn": [1, 2],
            "enrolment_status": ["C", "C"],
            "entry_date": [date(2019, 9, 1), date(2023, 11, 6)],
            "leaving_date": [date(2023, 11, 3), None],
        }
    )
    prior = pl.DataFrame({"pupil": ["a"], "prior_score": [110.0]})
    row = of(characteristics(pupils(), enrolments=enrolments, prior=prior, on=ON))
    assert (row["school_urn"], row["mid_year_joiner"]) == (2, True)
    assert row["prior_band"] == "high"


def test_only_the_rows_of_the_days_own_year_are_taken() -> None:
    two_years = pl.concat([pupils(), pupils(time_period="202223", ward="Quay")])
    assert of(characteristics(two_years, on=ON))["ward"] == "Lido"
    assert of(characteristics(two_years, on=date(2023, 1, 19)))["ward"] == "Quay"


def test_missing_columns_are_named_together() -> None:
    with pytest.raises(InputError) as raised:
        characteristics(pupils().drop("ward", "fsm6"), on=ON)
    assert "no column 'fsm6'" in str(raised.value)
    assert "no column 'ward'" in str(raised.value)
