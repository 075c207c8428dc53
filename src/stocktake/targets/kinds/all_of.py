"""Every part of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from stocktake.targets.kinds.whole import WholeTarget
from stocktake.targets.verdict import Status, Verdict


class AllOf(WholeTarget):
    """Whether every part of a target is met.

    Any part not met is not met, else any off track, cannot tell, not yet due or awaiting figures
    is that; met when every part is.

    Examples
    --------
    >>> whole = AllOf.model_validate({"kind": "all_of", "id": "a", "title": "A", "part": [
    ...     {"kind": "improvement_each_year", "id": "b", "title": "B"}]})
    >>> whole.combine([("cannot_tell", "not_published"), ("not_met", None)])
    ('not_met', None)
    >>> whole.combine([("cannot_tell", "not_published"), ("met", None)])
    ('cannot_tell', 'parts')
    """

    kind: Literal["all_of"]

    strictness: ClassVar[int | None] = 2
    order: ClassVar[tuple[Status, ...]] = (
        "not_met",
        "off_track",
        "cannot_tell",
        "not_yet_due",
        "awaiting_figures",
        "on_track",
    )
    otherwise: ClassVar[Status] = "met"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """For a card."""
        return "Every part"
