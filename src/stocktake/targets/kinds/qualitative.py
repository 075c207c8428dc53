"""A target in words: dated levels, evidence for each, judged by two people."""

from __future__ import annotations

from datetime import date

from stocktake.targets.finding import Finding
from stocktake.targets.saying import quote
from stocktake.targets.schema import Judged, Target

JUDGES = 2


def qualitative(target: Target, by: date) -> Finding:
    """Whether two people, each with evidence, judged that the level was reached by a day.

    Parameters
    ----------
    target : Target
        ``descriptor``: the levels in words, lowest first; ``level``: the one promised (the
        highest where none is named); ``judgement``: who judged what, when and on what evidence.
    by : date
        Judgements after it do not count.

    Returns
    -------
    Finding
        Cannot tell with fewer than two judges, or where they disagree about the level promised.

    Examples
    --------
    >>> from stocktake.targets.schema import Descriptor
    >>> target = Target(
    ...     id="strategy", title="A strategy", kind="qualitative",
    ...     descriptor=(Descriptor(level=1, words="drafted"), Descriptor(level=2, words="used")),
    ... )
    >>> qualitative(target, date(2020, 7, 31)).why
    'nobody has judged it'
    """
    levels = {descriptor.level: descriptor.words for descriptor in target.descriptor}
    needed = int(target.level) if target.level is not None else max(levels)
    asked = quote(levels.get(needed, str(needed)))
    latest: dict[str, Judged] = {}
    for judged in sorted(target.judgement, key=lambda each: each.on):
        if judged.on <= by:
            latest[judged.by_role] = judged
    if not latest:
        return Finding(
            None, "no_local_data", why="nobody has judged it", required=needed, asked=asked
        )
    reached = {judged.level >= needed for judged in latest.values()}
    lowest = float(min(judged.level for judged in latest.values()))
    if len(latest) < JUDGES:
        why = "only one person has judged it"
    elif len(reached) > 1:
        why = "the judges disagree about the level promised"
    else:
        return Finding(reached.pop(), value=lowest, required=needed, asked=asked)
    return Finding(None, "no_local_data", why=why, value=lowest, required=needed, asked=asked)
