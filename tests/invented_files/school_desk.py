"""Invented files of schools of one authority, enough for every command about schools.

Seven secondary and twenty primary schools under numbers of Blackpool's, with results, pupils, a
register, links and inspections that nobody had.
"""

from __future__ import annotations

from pathlib import Path

from school_files import CENSUS, MAIN, write_table

SECONDARY = (137973, 139675, 140021, 140759, 141132, 141257, 142469)
PRIMARY = tuple(range(119240, 119260))
FORMER = {119769: 140021, 119732: 142469}
CENSUS_YEARS = ("2015-16", "2016-17", "2017-18")
RESULT_YEARS = (*CENSUS_YEARS, "2022-23", "2023-24")
REGISTER = (
    *("URN", "LANAME", "LA", "ESTAB", "LAESTAB", "SCHNAME", "POSTCODE", "SCHSTATUS", "OPENDATE"),
    *("CLOSEDATE", "MINORGROUP", "SCHOOLTYPE", "ISPRIMARY", "ISSECONDARY", "ISPOST16", "AGELOW"),
    *("AGEHIGH", "GENDER", "ADMPOL", "OFSTEDRATING", "OFSTEDLASTINSP"),
)
GRADES = ("Good", "Outstanding", "Requires Improvement")
Loads = list[tuple[str, ...]]


def write_school_desk(folder: Path) -> Loads:
    """Write the files; what ``stocktake load schools`` is to be told for each."""
    write_table(folder / "schools.csv", REGISTER, _register())
    links = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")
    write_table(folder / "links.csv", links, _links())
    history = ("URN", "Rating", "Inspection Date")
    write_table(folder / "inspections.csv", history, _history())
    loads: Loads = [
        ("schools.csv", "--published", "2019-01-24", "--describes", "2018-08-31"),
        ("links.csv", "--published", "2019-01-24"),
        ("inspections.csv", "--published", "2019-01-24"),
    ]
    for index, year in enumerate(CENSUS_YEARS):
        write_table(folder / f"census-{year}.csv", CENSUS, _census(index))
        loads.append((f"census-{year}.csv", "--year", year, "--published", _published(year)))
    for index, year in enumerate(RESULT_YEARS):
        write_table(folder / f"results-{year}.csv", MAIN, _results(index, int(year[:4]) + 1))
        loads.append((f"results-{year}.csv", "--published", _published(year)))
    return loads


def _published(year: str) -> str:
    return f"{int(year[:4]) + 2}-01-25"


def _register() -> list[list[object]]:
    rows: list[list[object]] = []
    for number, urn in enumerate((*SECONDARY, *PRIMARY)):
        is_secondary = urn in SECONDARY
        estab = 4000 + number if is_secondary else 2000 + number
        kind = ("Academy", "Academy sponsor led") if is_secondary else (
            "Maintained school", "Community school")  # fmt: skip
        rows.append(
            [
                *(urn, "Blackpool", 890, estab, f"890{estab}", f"Invented School {number + 1}"),
                *("FY1 1AA", "Open", "", "", *kind, int(not is_secondary), int(is_secondary), 0),
                *(11 if is_secondary else 4, 16 if is_secondary else 11, "Mixed"),
                *("Non-selective", "", ""),
            ]
        )
    return rows


def _links() -> list[list[object]]:
    return [[old, new, "Invented School", "Successor", "01-09-2013"] for old, new in FORMER.items()]


def _history() -> list[list[object]]:
    schools = enumerate((*SECONDARY, *PRIMARY))
    return [[urn, GRADES[number % 3], f"2016{1 + number % 9:02}14"] for number, urn in schools]


def _census(index: int) -> list[list[object]]:
    rows: list[list[object]] = []
    for number, urn in enumerate((*SECONDARY, *PRIMARY)):
        estab = 4000 + number if urn in SECONDARY else 2000 + number
        pupils = 900 + number if urn in SECONDARY else 300 + number
        pupils += 7 * index
        cells = {
            **{"URN": urn, "LA": 890, "ESTAB": estab, "NOR": pupils, "NUMEAL": 20 + index},
            **{
                "NUMENGFL": pupils - 20 - index,
                "NUMUNCFL": 0,
                "PNUMEAL": 3 + index,
                "PNUMFSM": 20 + number + index,
            },
            **{"PNUMFSMEVER": 40 + number + index, "PSENELSE": 2 + index, "PSENELK": 11 - index},
        }
        rows.append([cells[name] for name in CENSUS])
    return rows


def _results(index: int, year: int) -> list[list[object]]:
    rows: list[list[object]] = []
    for number, urn in enumerate(SECONDARY):
        attainment = 38 + 2 * number + (number % 3) * index
        cells = {
            **{"URN": urn, "KS4 Pupils": 150 + number, "KS4 Boys": 75, "KS4 Girls": 75 + number},
            **{"Progress 8": round(-0.9 + 0.15 * number, 2), "Attainment 8": attainment},
            **{"Attainment 8 Boys": attainment - 2, "Eng Maths Grade 5": "31%"},
            **{"Academic Year": year},
        }
        rows.append([cells[name] for name in MAIN])
    return rows
