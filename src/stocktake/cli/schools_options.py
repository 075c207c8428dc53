"""What the commands about schools share: their options, and the tables they read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params

if TYPE_CHECKING:
    from stocktake.schools.profile import SchoolProfiles

SchoolNumber = Annotated[
    str,
    typer.Argument(
        metavar="URN", help="The school's number, six digits: 119732.", show_default=False
    ),
]


class SchoolForm(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[SchoolForm, typer.Option("--format", help="Text, or JSON for programs.")]


def profiles_of(
    words: str, warehouse: Path, as_of: date | None, definitions: Path | None
) -> tuple[SchoolProfiles, int]:
    """What is held, limited to the school that the words mean, and its number.

    The school is found before figures are read, so that a wrong number is answered at once.

    Raises
    ------
    UsageError
        They mean no school.
    StoreError
        The store holds no register of schools.
    """
    from stocktake.schools import SchoolProfiles, find_school, held_school_data
    from stocktake.schools.details import school_details
    from stocktake.schools.register import held_register
    from stocktake.standards.errors import Fault, StoreError
    from stocktake.standards.places import place_register
    from stocktake.statistics.store import Warehouse

    day = as_of or params.today()
    own_folder = params.own_folder(definitions)
    store = Warehouse(warehouse)
    register = held_register(store, as_of=day)
    if register.schools.is_empty():
        fault = Fault(
            str(warehouse),
            f"holds no register of schools known on {day.isoformat()}",
            "",
            "load it and tables of results first: stocktake load --help",
        )
        raise StoreError("there is nothing about schools to show", [fault])
    details = school_details(register, day)
    school_urn = find_school(words, register, details, place_register(own_folder))
    data = held_school_data(store, as_of=day, own_folder=own_folder)
    profiles = SchoolProfiles(data, as_of=day, own_folder=own_folder)
    return profiles.limited_to(school_urn), school_urn
