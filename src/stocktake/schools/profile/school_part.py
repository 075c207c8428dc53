"""What the register says of a school, with the numbers it had and the schools it came from."""

from __future__ import annotations

from typing import Any

import polars as pl

from stocktake.schools.profile.model import SchoolDetails, SchoolNumber
from stocktake.standards.errors import UsageError
from stocktake.standards.places import PlaceRegister

KINDS = {
    "mainstream primary": "primary school",
    "mainstream secondary": "secondary school",
    "mainstream 16 plus": "school for students over 16",
    "special": "special school",
    "alternative provision": "school of alternative provision",
    "nursery": "nursery school",
    "independent": "independent school",
    "college": "college",
}


def school_part(
    details: pl.DataFrame,
    numbers: tuple[SchoolNumber, ...],
    school_urn: int,
    places: PlaceRegister,
) -> SchoolDetails:
    """The register's row of a school as a document.

    Parameters
    ----------
    details : polars.DataFrame
        What each school is, as :func:`stocktake.schools.details.school_details` returns it.
    numbers : tuple of SchoolNumber
        Its other numbers.
    school_urn : int
        Its newest number.
    """
    rows = details.filter(pl.col("school_urn") == school_urn).to_dicts()
    row: dict[str, Any] = rows[0] if rows else {}
    la_name = la_title(row.get("la_code"), places)
    name = row.get("name") or f"URN {school_urn}"
    return SchoolDetails(
        school_urn=school_urn,
        name=name,
        phase=row.get("phase"),
        type=row.get("type"),
        type_group=row.get("type_group"),
        la_code=row.get("la_code"),
        la_name=la_name,
        status=row.get("status"),
        is_open=row.get("is_open"),
        open_date=row.get("open_date"),
        close_date=row.get("close_date"),
        capacity=row.get("capacity"),
        pupils=row.get("pupils"),
        gender=row.get("gender"),
        admissions=row.get("admissions"),
        trust_uid=row.get("trust_uid"),
        trust_name=row.get("trust_name"),
        federation=row.get("federation"),
        ward_code=row.get("ward_code"),
        resourced_provision=row.get("resourced_provision"),
        postcode=row.get("postcode"),
        register_date=row.get("as_of"),
        numbers=numbers,
        sentence=_sentence(name, school_urn, row, la_name),
    )


def la_title(la_code: str | None, places: PlaceRegister) -> str | None:
    """The name of an authority by its three digits; None where it is not known."""
    if not la_code:
        return None
    try:
        return places.get(f"la-{la_code}").name
    except UsageError:
        return None


def _sentence(name: str, school_urn: int, row: dict[str, Any], la_name: str | None) -> str:
    if not row:
        return f"URN {school_urn} is in the published figures, but in no register that is held."
    sector, phase = row.get("sector"), row.get("counted_phase")
    peers = f"mainstream {phase}" if sector == "mainstream" else sector or ""
    kind = KINDS.get(peers, "school")
    article = "an" if kind[0] in "aeiou" else "a"
    description = f"{article} {kind}"
    is_closed = row.get("is_open") is False
    place = f" in {la_name}" if la_name else ""
    text = f"{name} (URN {school_urn}) {'was' if is_closed else 'is'} {description}{place}"
    if row.get("type"):
        text += f", {row['type'].lower()}"
    if row.get("trust_name"):
        text += f", of the trust {row['trust_name']}"
    if row.get("pupils") and not is_closed:
        text += f", with {row['pupils']:,} pupils"
    if is_closed:
        day = row.get("close_date")
        text += f"; it closed on {day.day} {day:%B %Y}" if day else "; it is closed"
    return f"{text}."


def profile_notes(
    asked_urn: int, school_urn: int, numbers: tuple[SchoolNumber, ...]
) -> tuple[str, ...]:
    """What to know of a school's numbers before comparing years."""
    notes = []
    if asked_urn != school_urn:
        notes.append(f"URN {asked_urn} is an earlier number of this school, now URN {school_urn}.")
    joined_numbers = [str(number.school_urn) for number in numbers if number.is_joined]
    if joined_numbers:
        notes.append(f"Figures under its other numbers are joined: {', '.join(joined_numbers)}.")
    notes += [
        f"{number.link_type.capitalize()} {number.name or 'a school'} (URN {number.school_urn}): "
        "the results of the two are not joined."
        for number in numbers
        if not number.is_joined
    ]
    return tuple(notes)
