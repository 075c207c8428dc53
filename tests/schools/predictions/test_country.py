"""Estimates are made from mainstream schools alone, each followed through its numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools import held_indications
from stocktake.schools.predictions.early.country import CountryFigures, needed_figures
from stocktake.schools.register import SchoolRegister
from stocktake.sources.schools.register.columns import GROUPS, SCHOOL_GROUPS, SCHOOL_LINKS, SCHOOLS
from stocktake.statistics.schools import SCHOOL_FIGURES
from stocktake.statistics.store import Warehouse

DAY = date(2026, 8, 31)
SCHOOL_ROWS = (
    (100001, "maintained", "Community school", "Closed"),
    (100002, "academy", "Academy converter", "Open"),
    (100003, "independent", "Other independent school", "Open"),
    (100004, "special", "Community special school", "Open"),
    (100005, "academy", "Academy 16-19 converter", "Open"),
    (100006, "maintained", "Foundation school", "Open"),
)


def register_with_a_conversion() -> SchoolRegister:
    """Six schools, of which the second is the first one's new number."""
    schools = pl.DataFrame(
        [
            {"school_urn": urn, "type_group": group, "type": kind, "status": status, "as_of": DAY}
            for urn, group, kind, status in SCHOOL_ROWS
        ],
        schema=SCHOOLS,
    )
    links = pl.DataFrame(
        [
            {
                "school_urn": 100001,
                "linked_urn": 100002,
                "link_type": "Successor",
                "date": date(2018, 9, 1),
            }
        ],
        schema=SCHOOL_LINKS,
    )
    empty = pl.DataFrame(schema=SCHOOL_GROUPS), pl.DataFrame(schema=GROUPS)
    return SchoolRegister(schools, links, *empty)


def figures_of(*rows: tuple[int, str, float]) -> pl.DataFrame:
    """Attainment 8 of schools: school, year, value."""
    return pl.DataFrame(
        [
            {
                "school_urn": urn,
                "time_period": period,
                "measure": "ks4.attainment_8",
                "group": "all",
                "value": value,
                "pupil_count": 100,
                "stage": "final",
                "release": "r",
                "row": number,
            }
            for number, (urn, period, value) in enumerate(rows)
        ],
        schema=SCHOOL_FIGURES,
    )


def test_only_mainstream_schools_count_and_a_converter_is_one_school() -> None:
    figures = figures_of(
        (100001, "201718", 40.0),
        (100002, "201819", 44.0),
        *((urn, period, 50.0) for urn in (100003, 100004, 100005, 100006)
          for period in ("201718", "201819")),
    )  # fmt: skip
    country = CountryFigures(figures, register_with_a_conversion(), on=DAY)
    points = country.points("ks4.attainment_8").sort("school_urn", "year")
    assert points.select("school_urn", "year", "distance").rows() == [
        (100002, 2018, -5.0),
        (100002, 2019, -3.0),
        (100006, 2018, 5.0),
        (100006, 2019, 3.0),
    ]
    assert set(country.figures["school_urn"]) == {100002, 100006}


def test_an_empty_store_has_a_reason(tmp_path: Path) -> None:
    answer = held_indications(
        Warehouse(tmp_path / "none"),
        measure="ks4-attainment-8",
        time_period="202627",
        as_of=date(2026, 11, 30),
    )
    assert answer.schools == ()
    assert answer.reasons == ("no results of the 4 years before are held",)


def test_what_is_read_is_what_is_needed() -> None:
    assert needed_figures(["ks2-rwm-expected"]) == [
        "absence.overall",
        "census.eal",
        "census.ehcp",
        "census.free_meals_ever_6",
        "census.sen_support",
        "ks2.pupils",
        "ks2.rwm_expected",
    ]
