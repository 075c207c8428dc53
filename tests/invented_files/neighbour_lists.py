"""Invented lists of statistical neighbours, in the department's workbook.

Blackpool's ten are those of the real lists. The others' are the ten that follow by number. The
header is on row three, an authority that is new has "-" throughout, and those that were abolished
keep their rows under a heading of their own.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter
from areas import ABOLISHED, REGIONS, Area, authorities
from figures import HOME, NEIGHBOURS, SMALLEST

CLOSENESS = ("Extremely Close", "Very Close", "Close", "Somewhat close", "Not Close")
MADE_ON = {2021: date(2021, 4, 1), 2025: date(2025, 5, 1)}


def write_neighbours(path: Path, vintage: int) -> None:
    """Write one list as a workbook."""
    heads = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]
    heads += [head for order in range(1, 11) for head in (f"SN{order}", "SNP")]
    areas = authorities()
    standing = [area for area in areas if area.number not in ABOLISHED]
    abolished = [area for area in areas if area.number in ABOLISHED]
    rows = [line(area, standing, vintage) for area in standing]
    rows += [["", "Old SNs:"], *(line(area, standing, vintage) for area in abolished)]
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Notes")
        sheet = workbook.add_worksheet("LA SN Groups")
        for number, cells in enumerate([["Statistical neighbours"], [], heads, *rows]):
            sheet.write_row(number, 0, cells)


def line(area: Area, standing: list[Area], vintage: int) -> list[object]:
    """One authority's row."""
    cells: list[object] = [area.number, area.name, area.number, 1, REGIONS[area.region]]
    if not area.exists_on(MADE_ON[vintage]) and area.number not in ABOLISHED:
        return [*cells, *["-"] * 20]
    ten = NEIGHBOURS[vintage] if area.number == HOME else numbers_after(area, standing, vintage)
    for order, number in enumerate(ten):
        cells += [number, "Not Close" if area.number in SMALLEST else CLOSENESS[order // 3]]
    return cells


def numbers_after(area: Area, standing: list[Area], vintage: int) -> list[int]:
    """The ten authorities that follow one by number, round again after the last."""
    numbers = sorted(
        candidate.number
        for candidate in standing
        if candidate.number not in (area.number, *SMALLEST)
        and candidate.exists_on(MADE_ON[vintage])
    )
    after = [number for number in numbers if number > area.number]
    return [*after, *numbers][:10]
