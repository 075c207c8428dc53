"""By what the list of programmes can be narrowed, with how many rows each choice has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from stocktake.programmes import Absence, value_or_none
from stocktake_web.programmes.descriptions.models import ProgrammeRecord, Stage
from stocktake_web.programmes.descriptions.wording import PHASES
from stocktake_web.services.programme_maps import MapAnswers

OVER = "over"
STATUSES = dict(Stage.choices) | {OVER: "Over"}
ABSENT_CHOICES = {"none": "None", "not-stated": "Not stated"}
Read = Callable[[ProgrammeRecord], Collection[str]]


def facets_of(
    rows: Sequence[ProgrammeRecord], answers: MapAnswers, today: date
) -> Iterator[tuple[str, str, dict[str, str], Counter[str], Read]]:
    """Key of the address, label, choices in words, counts, and which choices a row is in."""
    organisations = dict(sorted(answers.programme_map.organisations.items(), key=lambda p: p[1]))
    for key, label, words, read in (
        ("theme", "Theme", answers.programme_map.themes.titles, lambda row: row.programme.themes),
        (
            "phase",
            "Phase",
            PHASES | ABSENT_CHOICES,
            lambda row: _codes(row.programme.audience.phases),
        ),
        ("status", "Status", STATUSES, lambda row: _statuses(row, today)),
        (
            "provider",
            "Provider",
            organisations | ABSENT_CHOICES,
            lambda row: _codes(row.programme.provider),
        ),
    ):
        yield key, label, words, Counter(code for row in rows for code in set(read(row))), read


def _codes(value: tuple[str, ...] | Absence) -> tuple[str, ...]:
    if isinstance(value, Absence):
        return ("none",) if value is Absence.ABSENT else ("not-stated",)
    return value


def _statuses(row: ProgrammeRecord, today: date) -> tuple[str, ...]:
    """Its stage; one of which the last day has passed is over too."""
    ends = value_or_none(row.programme.ends)
    return (row.stage, OVER) if ends is not None and ends < today else (row.stage,)
