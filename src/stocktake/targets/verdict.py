"""What a judgement says: a status, the figures behind it and the sentence a person would say.

A ``Verdict`` is the contract: terminal, pages, documents, workbook and API render it, and none
copies it into a shape of its own. Its JSON Schema is ``docs/reference/verdict.schema.json``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from stocktake.statistics.indicator_figures import FigureSource
from stocktake.statistics.schema import Flatters

ENGINE_VERSION = 2
"""Raised by one when the same figures on the same day give another verdict than before, so that a
difference that comes of an upgrade is never taken for news of a place, and no verdict that was
kept from before it is shown."""

Status = Literal[
    "met",
    "not_met",
    "on_track",
    "off_track",
    "not_yet_due",
    "awaiting_figures",
    "cannot_tell",
]
Reason = Literal[
    "not_published",
    "suppressed",
    "not_comparable",
    "no_local_data",
    "no_indicator",
    "proxy",
    "parts",
    "promise_fault",
]
RequiredIs = Literal["level", "comparator", "line", "gap", "none"]
Measure = Literal["value", "gap", "distance", "rank_percent"]

WatchStatus = Literal["worsened", "improved", "unchanged", "cannot_tell"]

STATUS_WORDS: dict[Status, str] = {
    "met": "Met",
    "not_met": "Not met",
    "on_track": "On track",
    "off_track": "Off track",
    "not_yet_due": "Not yet due",
    "awaiting_figures": "Awaiting figures",
    "cannot_tell": "Cannot tell",
}


class VerdictPart(BaseModel):
    """Base of what a verdict is made of: frozen, finite numbers only, no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Comparator(VerdictPart):
    """What the figure is compared with: its name, and its level where it has one."""

    name: str
    value: float | None


class Level(VerdictPart):
    """A level in a period (``time_period`` as ``202021``)."""

    period: str
    value: float | None


class EvidencePoint(VerdictPart):
    """A published figure near the due year, with its rank where there is one."""

    period: str
    value: float
    rank: int | None
    n: int | None


class Comparability(VerdictPart):
    """Why a period cannot be compared with others, and which way it flatters."""

    reason: str
    flatters: Flatters


class WatchResult(VerdictPart):
    """What a watch indicator did between the baseline and the judged period.

    ``status`` is ``worsened``, ``improved``, ``unchanged`` or ``cannot_tell``.
    """

    indicator: str
    title: str
    status: WatchStatus
    before: Level | None
    after: Level | None
    sentence: str


class ReadingResult(VerdictPart):
    """The result under one reading of the words."""

    id: str
    words: str
    status: Status
    reason: Reason | None
    value: float | None
    required: float | None
    baseline: Level | None


class Trajectory(VerdictPart):
    """A trajectory drawn: its level in each period.

    Parameters
    ----------
    points : tuple of Level
        From the baseline to the due period, one a year.
    stated : bool
        False where the plan states none and a straight line is drawn for the eye alone.
    tolerance : float
    level_now : float or None
        Its level in the judged period.
    change_needed : float or None
        Change a year needed from the judged figure to be there when due.
    change_achieved : float or None
        Change a year from the baseline to the judged figure.
    measure : str
        What it is a trajectory of: ``value``; ``gap``; ``distance`` to a comparator, in the
        direction of the promise; or ``rank_percent`` (100 x rank / n).
    """

    points: tuple[Level, ...]
    stated: bool
    tolerance: float
    level_now: float | None
    change_needed: float | None
    change_achieved: float | None
    measure: Measure = "value"


class Verdict(VerdictPart):
    """One target, judged.

    Parameters
    ----------
    kind : str
        The kind of target, as the plan names it.
    status : str
        ``met``, ``not_met``, ``on_track``, ``off_track``, ``not_yet_due``, ``awaiting_figures``
        (the due period has ended and its figure is still to be published) or ``cannot_tell``.
    reason : str or None
        Why there is no verdict; None otherwise.
    due, judged_at : str
        Academic years, six digits.
    sentence : str
        What a person would say.
    value, required, distance : float or None
        In ``unit``; distance is positive beyond the required level and negative short of it,
        whichever direction is promised.
    required_is : str
        What ``required`` is: a ``level`` of the indicator, a ``comparator``'s figure, the figure
        at the ``line`` of a ranking, a ``gap``, or ``none``.
    distance_children : float or None
        The distance as a number of children, where the size of the group is known.
    rank_interval : tuple of int or None
        Best and worst rank that chance alone would allow.
    trajectory : Trajectory or None
        Where two points of it are known.
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
    indicator: str | None = None
    group: str = "all"
    value: float | None = None
    unit: str | None = None
    decimal_places: int = 1
    period: str | None = None
    required: float | None = None
    required_is: RequiredIs = "none"
    comparator: Comparator | None = None
    rank: int | None = None
    n: int | None = None
    rank_interval: tuple[int, int] | None = None
    baseline: Level | None = None
    distance: float | None = None
    distance_children: float | None = None
    proxy: str | None = None
    comparability: Comparability | None = None
    evidence: tuple[EvidencePoint, ...] = ()
    watch: tuple[WatchResult, ...] = ()
    readings: tuple[ReadingResult, ...] = ()
    trajectory: Trajectory | None = None
    sources: tuple[FigureSource, ...] = ()
    released: bool = True
    parts: tuple[Verdict, ...] = ()
