"""How far each programme got: schools and people to whom it was offered, who started, completed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stocktake.programmes.programme import Programme
from stocktake.programmes.tables import DeliveryRow


@dataclass(frozen=True)
class Uptake:
    """One programme's deliveries together.

    Parameters
    ----------
    schools_counts : dict of str to int
        Schools by the furthest state that any of its terms reached.
    offered_count, started_count, completed_count : int or None
        People in all deliveries; None where no delivery says. By the programme's rule of dose.
    unknown_count : int
        Deliveries that do not say how many started.
    vacancies : tuple of int
        Schools in which nobody is named as contact, in their latest term.
    """

    programme: Programme
    schools_counts: dict[str, int]
    offered_count: int | None
    started_count: int | None
    completed_count: int | None
    unknown_count: int
    vacancies: tuple[int, ...]


_ORDER = ("declined", "offered", "agreed", "delivered")


def measure_uptake(
    programmes: Sequence[Programme], deliveries: Sequence[DeliveryRow]
) -> list[Uptake]:
    """Each programme's uptake, in the order of the programmes."""
    rows: dict[str, list[DeliveryRow]] = {}
    for row in deliveries:
        rows.setdefault(row.programme, []).append(row)
    return [_uptake(programme, rows.get(programme.id, [])) for programme in programmes]


def _uptake(programme: Programme, rows: Sequence[DeliveryRow]) -> Uptake:
    furthest: dict[int, str] = {}
    latest: dict[int, DeliveryRow] = {}
    for row in rows:
        state = furthest.get(row.school_urn, row.state)
        furthest[row.school_urn] = max(state, row.state, key=_ORDER.index)
        if row.school_urn not in latest or latest[row.school_urn].term < row.term:
            latest[row.school_urn] = row
    states = list(furthest.values())
    return Uptake(
        programme,
        {state: states.count(state) for state in _ORDER if state in states},
        _sum(row.offered_count for row in rows),
        _sum(row.started_count for row in rows),
        _sum(row.completed_count for row in rows),
        sum(row.state == "delivered" and row.started_count is None for row in rows),
        tuple(
            sorted(
                urn
                for urn, row in latest.items()
                if row.state in ("agreed", "delivered") and not row.contact_role
            )
        ),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known_counts = [count for count in counts if count is not None]
    return sum(known_counts) if known_counts else None
