"""One part of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from stocktake.targets.kinds.whole import WholeTarget
from stocktake.targets.verdict import Status, Verdict


class AnyOf(WholeTarget):
    """Whether one part of a target is met.

    One part met is met; else any on track, cannot tell, not yet due, awaiting figures or off
    track is that; not met when every part is not.
    """

    kind: Literal["any_of"]

    strictness: ClassVar[int | None] = 1
    order: ClassVar[tuple[Status, ...]] = (
        "met",
        "on_track",
        "cannot_tell",
        "not_yet_due",
        "awaiting_figures",
        "off_track",
    )
    otherwise: ClassVar[Status] = "not_met"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """For a card."""
        return "Any part"
