"""Invented schools, in the tables that published files are read into.

Forty mainstream secondary schools (900001 to 900040) with results of 2022/23 and 2023/24 that rise
by one point of Attainment 8 from school to school, and some that are special:

900050  a special school with results
900060  became 900001 on 1 September 2023
900070  merged into 900002
900080  in no register
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from stocktake.schools.register import SchoolRegister
from stocktake.schools.school_data import INSPECTIONS, PLACE_FIGURES, SchoolData
from stocktake.sources.schools.register.columns import SCHOOL_LINKS, SCHOOLS
from stocktake.statistics import SCHOOL_FIGURES

AS_OF = date(2026, 11, 30)
FIRST, COUNT = 900_001, 40
SPECIAL, EARLIER, MERGED_URN, UNLISTED = 900_050, 900_060, 900_070, 900_080
YEARS = ("202223", "202324")


def invented_data(
    figures: list[dict[str, Any]] | None = None,
    places: list[dict[str, Any]] | None = None,
    inspections: list[dict[str, Any]] | None = None,
    links: list[dict[str, Any]] | None = None,
) -> SchoolData:
    """The tables, with further rows."""
    register = SchoolRegister.empty()
    return SchoolData(
        figures=frame([*ordinary_figures(), *(figures or [])], SCHOOL_FIGURES),
        register=SchoolRegister(
            frame(school_rows(), SCHOOLS),
            frame(link_rows() if links is None else links, SCHOOL_LINKS),
            register.memberships,
            register.groups,
        ),
        place_figures=frame(places or [], PLACE_FIGURES),
        inspections=frame(inspections or [], INSPECTIONS),
    )


def frame(rows: list[dict[str, Any]], schema: Any) -> pl.DataFrame:
    """Rows as a table; what a row does not say is null."""
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def figure(urn: int, period: str, measure: str, value: float | None, **more: Any) -> dict[str, Any]:
    """One row of figures; by default of 100 pupils, final."""
    row = {
        "school_urn": urn,
        "time_period": period,
        "measure": measure,
        "group": "all",
        "value": value,
        "symbol": None if value is not None else "-",
        "stage": "final",
        "release": "school-invented-202324/2026-11-01-000000000000-r1",
        "row": 2,
    }
    return row | more


def ordinary_figures() -> list[dict[str, Any]]:
    """Attainment 8 of 31 to 70 points and Progress 8 of -0.95 to 1.00, in both years."""
    rows = []
    for index in range(COUNT):
        urn = FIRST + index
        for period in YEARS:
            rows.append(figure(urn, period, "ks4.attainment_8", 31.0 + index, pupil_count=100))
            rows.append(figure(urn, period, "ks4.progress_8", (index - 19) / 20, pupil_count=100))
            rows.append(figure(urn, period, "ks4.prior_attainment", 100 + index / 10))
            rows.append(figure(urn, period, "ks4.disadvantaged", 20.0 + index % 7))
            rows.append(figure(urn, period, "census.eal", float(index % 5), pupil_count=600))
    rows.append(figure(SPECIAL, "202324", "ks4.attainment_8", 5.0, pupil_count=20))
    rows.append(figure(EARLIER, "201819", "ks4.attainment_8", 29.0, pupil_count=90))
    rows.append(figure(MERGED_URN, "201819", "ks4.attainment_8", 45.0, pupil_count=80))
    rows.append(figure(UNLISTED, "202324", "ks4.attainment_8", 40.0, pupil_count=100))
    return rows


def school_rows() -> list[dict[str, Any]]:
    """The register of August 2026, in two invented authorities."""
    rows = [
        school(FIRST + index, f"School {index + 1}", la_code="001" if index % 2 else "002")
        for index in range(COUNT)
    ]
    rows.append(school(SPECIAL, "Special School", type_group="special", type="Special school"))
    closing = {"status": "Closed", "close_date": date(2023, 8, 31)}
    rows.append(school(EARLIER, "School 1 before", **closing))
    rows.append(school(MERGED_URN, "Merged School", **closing | {"close_date": date(2020, 8, 31)}))
    return rows


def school(urn: int, name: str, **more: Any) -> dict[str, Any]:
    """One row of the register: an open academy."""
    row = {
        "school_urn": urn,
        "la_code": "001",
        "estab": str(urn - 896_000),
        "name": name,
        "phase": "Secondary",
        "type": "Academy converter",
        "type_group": "academy",
        "status": "Open",
        "pupils": 600,
        "as_of": date(2026, 8, 21),
        "row": 2,
    }
    return row | more


def link_rows() -> list[dict[str, Any]]:
    """One change of number, one merger."""
    return [
        link(EARLIER, FIRST, "Successor", date(2023, 9, 1)),
        link(MERGED_URN, FIRST + 1, "Successor - merged", date(2020, 9, 1)),
    ]


def link(urn: int, linked_urn: int, link_type: str, day: date) -> dict[str, Any]:
    """One link of the register."""
    return {
        "school_urn": urn,
        "linked_urn": linked_urn,
        "link_type": link_type,
        "date": day,
        "as_of": date(2026, 8, 21),
        "row": 2,
    }
