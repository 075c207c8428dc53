"""Targets made of parts: how the parts' answers make one."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.targets.schema import Target
from stocktake.targets.verdict import Reason, Status

Answer = tuple[Status, Reason | None]

_ALL_OF: tuple[Status, ...] = ("not_met", "off_track", "cannot_tell", "not_yet_due", "on_track")
_ANY_OF: tuple[Status, ...] = ("met", "on_track", "cannot_tell", "not_yet_due", "off_track")


def combine_parts(kind: str, answers: Sequence[Answer]) -> Answer:
    """The answer of the whole from the answers of the parts.

    All of: any part not met is not met, else any off track, cannot tell or not yet due is that;
    met when every part is. Any of: one part met is met; not met when every part is not.

    Parameters
    ----------
    kind : str
        ``all_of`` or ``any_of``.
    answers : sequence of (status, reason)

    Returns
    -------
    (status, reason)
        The reason is ``parts`` where it cannot be told.

    Examples
    --------
    >>> combine_parts("all_of", [("cannot_tell", "not_published"), ("not_met", None)])
    ('not_met', None)
    >>> combine_parts("all_of", [("cannot_tell", "not_published"), ("met", None)])
    ('cannot_tell', 'parts')
    """
    order = _ALL_OF if kind == "all_of" else _ANY_OF
    statuses = {status for status, _ in answers}
    for status in order:
        if status in statuses:
            return status, "parts" if status == "cannot_tell" else None
    return ("met" if kind == "all_of" else "not_met"), None


def inherit(part: Target, whole: Target) -> Target:
    """A part with what the whole says for it: due date, baseline, readings, trajectory."""
    update = {
        key: getattr(whole, key)
        for key in ("due", "due_date", "baseline", "reading", "priority", "neighbours_vintage")
        if not getattr(part, key) and getattr(whole, key)
    }
    return part.model_copy(update=update)
