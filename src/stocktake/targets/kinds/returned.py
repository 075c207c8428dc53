"""Targets on what local people return: counts, coverage, shares of individuals, members changing.

What has not come in is not zero: an answer that the missing returns could still turn is untold.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stocktake.standards.periods import Period
from stocktake.standards.units import format_value
from stocktake.targets.finding import Finding
from stocktake.targets.kinds.level import HOLDS, PROMISED, level
from stocktake.targets.kinds.missing import untold
from stocktake.targets.look import Look
from stocktake.targets.returns import Returned, covered_by, returned_by
from stocktake.targets.schema import Comparison, Target


def cumulative_count(target: Target, look: Look, period: Period) -> Finding:
    """Whether a count since the plan began has reached a number by a day.

    Parameters
    ----------
    target : Target
        ``level``: the number; ``comparison``: ``at_least`` unless the plan says another;
        ``due_date``: the day, else the last day of the period. A count returned as cumulative
        counts by its latest value for each place, others are summed.
    """
    needed, comparison = target.level or 0.0, target.comparison or "at_least"
    written = format_value(needed, "count")
    asked = Finding(
        None,
        required=needed,
        promise=PROMISED[comparison].format(written),
    )
    back = returned_by(look, _last_day(target, period))
    if back is None:
        return untold(asked, look, period, None)
    return _counted(back, asked, comparison=comparison)


def members_changing_state(target: Target, look: Look, period: Period) -> Finding:
    """Whether enough members of a set have changed state: 25 of 50 schools improved a grade.

    Parameters
    ----------
    target : Target
        ``level``: how many must; ``of``: the size of the set. A member returns 1 where it has
        changed; a return for the whole place gives the number that have.
    """
    needed = target.level or 0.0
    written = format_value(needed, "count")
    asked = Finding(
        None,
        required=needed,
        promise=f"the {written} of {target.of} promised",
    )
    back = returned_by(look, _last_day(target, period))
    if back is None:
        return untold(asked, look, period, None)
    return _counted(back, asked, at_most_each=1)


def coverage(target: Target, look: Look, period: Period) -> Finding:
    """Whether all schools of a set (or a number of them) have received something.

    A school counts as covered with a returned value of 1 or more; a return for the whole place
    gives the number covered and, as ``schools_expected_count`` or denominator, the number of
    schools.

    Parameters
    ----------
    target : Target
        ``of``: ``"all"`` or a number of schools.
    """
    words = "all schools" if target.of == "all" else f"at least {target.of} schools"
    asked = Finding(None, promise=f"the promise to reach {words}")
    back = covered_by(look, _last_day(target, period))
    if back is None:
        return untold(asked, look, period, None)
    needed = back.expected if target.of == "all" else float(target.of or 0)
    if needed is None:
        why = "nobody says how many schools there are"
        return replace(asked, reason="no_local_data", why=why, value=back.total, used=back.used)
    return _counted(back, replace(asked, required=float(needed)), at_most_each=1)


def share_reaching_count(target: Target, look: Look, period: Period) -> Finding:
    """Whether a share of individuals has each reached a count: every young person four times.

    Parameters
    ----------
    target : Target
        ``reach``: the count; ``level``: the share in percent. The indicator returned is that
        share, with numerator and denominator where known. No total of encounters can show it.
    """
    # A share of individuals always means at least that share.
    found = level(target.model_copy(update={"comparison": "at_least"}), look, period)
    words = f"{format_value(target.level, 'percent', 0)} reaching {target.reach}"
    return replace(found, promise=f"the promise of {words}")


def _counted(
    back: Returned,
    asked: Finding,
    *,
    comparison: Comparison = "at_least",
    at_most_each: int | None = None,
) -> Finding:
    """Reached, not reached, or untold where answers still missing could turn it.

    A count only grows: what is reached stays reached, and a ceiling that is broken stays broken.
    """
    needed = asked.required or 0.0
    holds = HOLDS[comparison](back.total, needed)
    found = replace(asked, holds=holds, value=back.total, used=back.used)
    if back.complete:
        return found
    still_possible = None if at_most_each is None else back.total + at_most_each * back.outstanding
    out_of_reach = still_possible is not None and still_possible < needed
    settled = holds if comparison in ("at_least", "above") else not holds
    if settled or out_of_reach:
        return found
    why = f"only {back.said} have answered"
    return replace(found, holds=None, reason="no_local_data", why=why)


def _last_day(target: Target, period: Period) -> date:
    return min(target.due_date, period.ends) if target.due_date else period.ends
