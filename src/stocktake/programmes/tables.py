"""The rows of a map's three tables: schools, deliveries to them, and need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from stocktake.programmes.programme import ALL, Phase
from stocktake.programmes.terms import Term

State = Literal["offered", "agreed", "delivered", "declined"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class SchoolRow:
    """One school.

    Parameters
    ----------
    phases : tuple of str
        More than one for an all-through school.
    marks : tuple of str
        Words by which coverage rules name it, such as ``requires-improvement``.
    """

    school_urn: int
    school_name: str
    phases: tuple[Phase, ...]
    ward: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveryRow:
    """One programme in one school in one term.

    Parameters
    ----------
    state : str
        ``offered``, ``agreed``, ``delivered`` or ``declined``.
    offered_count, started_count, completed_count : int or None
        People to whom it was offered, who started and who completed, by its rule of dose.
    visits_count, data_requests_count, days_out_count, minutes : int or None
        What it asked of the school; None where it is what the programme says.
    contact_role : str
        Who is accountable for it at the school, as a role; empty where the place is vacant.
    line : int
        Of the file.
    """

    programme: str
    school_urn: int
    term: Term
    state: State
    offered_count: int | None = None
    started_count: int | None = None
    completed_count: int | None = None
    visits_count: int | None = None
    data_requests_count: int | None = None
    days_out_count: int | None = None
    minutes: int | None = None
    contact_role: str = ""
    line: int = 0


@dataclass(frozen=True)
class NeedRow:
    """How many children need something, from an indicator, a profile or a released measure.

    Parameters
    ----------
    phase : str
        ``all`` for children of any phase.
    youngest, oldest : int or None
        Their ages, where the need says.
    group, ward : str
        ``all`` where it is everybody's.
    source : str
        Indicator or document, with its period.
    """

    theme: str
    need_count: int
    source: str
    phase: str = ALL
    youngest: int | None = None
    oldest: int | None = None
    group: str = ALL
    ward: str = ALL
    line: int = 0
