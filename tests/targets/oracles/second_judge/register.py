"""Places and their statistical neighbours, from the definition files and the published lists."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

NEIGHBOUR_LISTS = {2021: "lait/sn_april_2021.xlsx", 2025: "lait/sn_may_2025.xlsx"}

# Abolished authority and successor of which one lies wholly within the other. The county of
# Dorset passed only Christchurch to la-839, so those two are different places.
SAME_PLACE = (
    ("la-835", "la-838"),
    ("la-836", "la-839"),
    ("la-837", "la-839"),
    ("la-909", "la-942"),
    ("la-909", "la-943"),
    ("la-928", "la-940"),
    ("la-928", "la-941"),
)


@dataclass
class Register:
    """What is known about places: one dictionary per fact, by the place's id."""

    level: dict[str, str] = field(default_factory=dict)
    region: dict[str, str] = field(default_factory=dict)
    starts: dict[str, date] = field(default_factory=dict)
    ends: dict[str, date] = field(default_factory=dict)
    by_dfe: dict[str, str] = field(default_factory=dict)
    neighbours: dict[int, dict[str, list[str]]] = field(default_factory=dict)

    def exists(self, place: str, day: date) -> bool:
        """Whether the place exists on a day."""
        return self.starts.get(place, date.min) <= day <= self.ends.get(place, date.max)

    def choose_list(self, due: date, plan_vintage: int | None) -> int:
        """The plan's list; else the latest of a year no later than the due date; else the first."""
        if plan_vintage is not None:
            return plan_vintage
        return max(
            (year for year in self.neighbours if year <= due.year), default=min(self.neighbours)
        )


def read_register(data: Path, places: Path) -> Register:
    """The register of places with both lists of neighbours."""
    register = Register()
    for name in ("local_authorities", "regions", "countries"):
        content = tomllib.loads((places / f"{name}.toml").read_text(encoding="utf-8"))
        for row in content["place"]:
            place = row["id"]
            register.level[place] = content["level"]
            register.by_dfe[row["dfe"]] = place
            register.region[place] = row.get("region", "")
            if "starts" in row:
                register.starts[place] = row["starts"]
            if "ends" in row:
                register.ends[place] = row["ends"]
    for vintage, file in NEIGHBOUR_LISTS.items():
        register.neighbours[vintage] = read_neighbours(data / file)
    return register


def read_neighbours(path: Path) -> dict[str, list[str]]:
    """The ten neighbours of each authority; none where the list holds "-" for them."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("LA SN Groups").to_python()
    header = next(i for i, row in enumerate(sheet) if "SN1" in [str(cell).strip() for cell in row])
    names = [str(cell).strip() for cell in sheet[header]]
    columns = [names.index(f"SN{order}") for order in range(1, 11)]
    lists = {}
    for row in sheet[header + 1 :]:
        number = whole_number(row[0])
        if number is not None:
            cells = [whole_number(row[column]) for column in columns]
            lists[f"la-{number}"] = [f"la-{cell}" for cell in cells if cell is not None]
    return lists


def whole_number(cell: object) -> int | None:
    """A cell's number, or none where it holds something else."""
    try:
        return int(float(str(cell)))
    except ValueError:
        return None
