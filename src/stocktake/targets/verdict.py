"""What a judgement says: a status, the figures behind it and the sentence a person would say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from stocktake.statistics.figures import Located
from stocktake.statistics.schema import Flatters

Status = Literal["met", "not_met", "on_track", "off_track", "cannot_tell", "not_yet_due"]
Reason = Literal[
    "not_published",
    "suppressed",
    "not_comparable",
    "no_local_data",
    "no_indicator",
    "proxy",
    "parts",
]

STATUS_WORDS: dict[Status, str] = {
    "met": "Met",
    "not_met": "Not met",
    "on_track": "On track",
    "off_track": "Off track",
    "cannot_tell": "Cannot tell",
    "not_yet_due": "Not yet due",
}


@dataclass(frozen=True)
class Comparator:
    """What the figure was set beside: its name, and its level where it has one."""

    name: str
    value: float | None


@dataclass(frozen=True)
class Level:
    """A level in a period (``time_period`` as ``202021``)."""

    period: str
    value: float | None


@dataclass(frozen=True)
class Seen:
    """A published figure near the due year, with its rank where there is one."""

    period: str
    value: float
    rank: int | None
    n: int | None


@dataclass(frozen=True)
class Comparability:
    """Why a period cannot be set beside others, and which way it flatters."""

    reason: str
    flatters: Flatters


@dataclass(frozen=True)
class Watched:
    """What a watch indicator did between the baseline and the judged period.

    ``status`` is ``worsened``, ``improved``, ``unchanged`` or ``cannot_tell``.
    """

    indicator: str
    title: str
    status: str
    before: Level | None
    after: Level | None
    sentence: str


@dataclass(frozen=True)
class Read:
    """The result under one reading of the words."""

    id: str
    words: str
    status: Status
    reason: Reason | None
    value: float | None
    required: float | None
    baseline: Level | None


@dataclass(frozen=True)
class Road:
    """A trajectory drawn: the level it asks for in each period.

    Parameters
    ----------
    points : tuple of Level
        From the baseline to the due period, one a year.
    stated : bool
        False where the plan gives none and a straight line is drawn for the eye alone.
    tolerance : float
    needed_now : float or None
        The level that the road asks for in the judged period.
    change_needed : float or None
        Change a year needed from the judged figure to be there when due.
    change_achieved : float or None
        Change a year from the baseline to the judged figure.
    measure : str
        ``value``, or ``rank_percent`` where the road is one of places passed.
    """

    points: tuple[Level, ...]
    stated: bool
    tolerance: float
    needed_now: float | None
    change_needed: float | None
    change_achieved: float | None
    measure: str = "value"


@dataclass(frozen=True)
class Verdict:
    """One target, judged.

    Parameters
    ----------
    status : str
        ``met``, ``not_met``, ``on_track``, ``off_track``, ``cannot_tell`` or ``not_yet_due``.
    reason : str or None
        Why it cannot be told; None otherwise.
    due, judged_at : str
        Academic years, six digits.
    value, required, distance : float or None
        In ``unit``; distance is positive beyond the required level and negative short of it,
        whichever direction is better.
    distance_children : float or None
        The distance as a number of children, where the size of the group is known.
    rank_interval : tuple of int or None
        Best and worst rank that chance alone would allow.
    released : bool
        False where any figure behind it is a local return, which is for the board.
    """

    id: str
    title: str
    kind: str
    status: Status
    reason: Reason | None
    due: str | None
    judged_at: str | None
    sentence: str
    value: float | None = None
    unit: str | None = None
    period: str | None = None
    required: float | None = None
    comparator: Comparator | None = None
    rank: int | None = None
    n: int | None = None
    baseline: Level | None = None
    distance: float | None = None
    distance_children: float | None = None
    proxy: str | None = None
    comparability: Comparability | None = None
    evidence: tuple[Seen, ...] = ()
    watch: tuple[Watched, ...] = ()
    readings: tuple[Read, ...] = ()
    sources: tuple[Located, ...] = ()
    parts: tuple[Verdict, ...] = ()
    indicator: str | None = None
    group: str = "all"
    decimal_places: int = 1
    rank_interval: tuple[int, int] | None = None
    road: Road | None = None
    released: bool = True
    derivation: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The target as the JSON contract has it: numbers unrounded, absent is null."""
        return {
            "id": self.id,
            "title": self.title,
            "kind": self.kind,
            "status": self.status,
            "reason": self.reason,
            "due": self.due,
            "judged_at": self.judged_at,
            "value": self.value,
            "unit": self.unit,
            "period": self.period,
            "required": self.required,
            "comparator": self.comparator
            and {"name": self.comparator.name, "value": self.comparator.value},
            "rank": self.rank,
            "n": self.n,
            "baseline": _level(self.baseline),
            "distance": self.distance,
            "distance_children": self.distance_children,
            "proxy": self.proxy,
            "comparability": self.comparability
            and {
                "reason": self.comparability.reason,
                "flatters": self.comparability.flatters,
            },
            "sentence": self.sentence,
            "evidence": [
                {"period": seen.period, "value": seen.value, "rank": seen.rank, "n": seen.n}
                for seen in self.evidence
            ],
            "watch": [
                {
                    "indicator": watched.indicator,
                    "title": watched.title,
                    "status": watched.status,
                    "before": _level(watched.before),
                    "after": _level(watched.after),
                    "sentence": watched.sentence,
                }
                for watched in self.watch
            ],
            "readings": [
                {
                    "id": read.id,
                    "words": read.words,
                    "status": read.status,
                    "reason": read.reason,
                    "value": read.value,
                    "required": read.required,
                    "baseline": _level(read.baseline),
                }
                for read in self.readings
            ],
            "sources": [
                {"release": each.release, "sha256": each.sha256, "locator": each.locator}
                for each in self.sources
            ],
            "parts": [part.to_json() for part in self.parts],
        }


def _level(level: Level | None) -> dict[str, Any] | None:
    return None if level is None else {"period": level.period, "value": level.value}
