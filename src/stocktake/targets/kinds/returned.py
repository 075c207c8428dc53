"""Targets on what local people return: counts, coverage, shares of individuals, members changing.

A return may come for the whole place (one row) or from each school (many rows). What has not come
in is not zero: a count that already reaches its level is reached whatever the others say, and one
that does not is untold until all have answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from stocktake.standards.periods import Period
from stocktake.standards.units import format_value
from stocktake.targets.finding import Finding
from stocktake.targets.kinds.level import HOLDS, SAY, level
from stocktake.targets.kinds.missing import untold
from stocktake.targets.look import Look, Observed
from stocktake.targets.schema import Comparison, Target


@dataclass(frozen=True)
class Returned:
    """What has come in by a day.

    Parameters
    ----------
    total : float
        Sum of what was returned, in the indicator's unit.
    members : int
        How many places or schools answered.
    expected : int or None
        How many should have; None where nobody says.
    used : tuple of Observed
    """

    total: float
    members: int
    expected: int | None
    used: tuple[Observed, ...]

    @property
    def complete(self) -> bool:
        """Whether everybody who should has answered."""
        return self.expected is None or self.members >= self.expected

    @property
    def said(self) -> str:
        """``"21 of 38 schools"``, or an empty string where all answered."""
        return "" if self.complete else f"{self.members} of {self.expected} schools"


def cumulative_count(target: Target, look: Look, period: Period) -> Finding:
    """Whether a count since the plan began has reached a number by a day.

    Parameters
    ----------
    target : Target
        ``level``: the number; ``comparison``: ``at_least`` unless the plan says ``above``;
        ``due_date``: the day, else the last day of the period. A count returned as cumulative
        counts by its latest value for each place, others are summed.
    """
    needed, comparison = target.level or 0.0, target.comparison or "at_least"
    asked = f"{SAY[comparison]} {format_value(needed, 'count')}"
    back = _returned(look, _last_day(target, period))
    if back is None:
        return untold(Finding(None, required=needed, asked=asked), look, period, None)
    return _counted(back, needed, asked, comparison=comparison)


def members_changing_state(target: Target, look: Look, period: Period) -> Finding:
    """Whether enough members of a set have changed state: 25 of 50 schools improved a grade.

    Parameters
    ----------
    target : Target
        ``level``: how many must; ``of``: the size of the set.
    """
    needed = target.level or 0.0
    asked = f"at least {format_value(needed, 'count')} of {target.of}"
    back = _returned(look, _last_day(target, period))
    if back is None:
        return untold(Finding(None, required=needed, asked=asked), look, period, None)
    return _counted(back, needed, asked)


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
    back = _covered(look, _last_day(target, period))
    asked = "all schools" if target.of == "all" else f"at least {target.of} schools"
    if back is None:
        return untold(Finding(None, asked=asked), look, period, None)
    needed = back.expected if target.of == "all" else float(target.of or 0)
    if needed is None:
        why = "nobody says how many schools there are"
        return Finding(
            None, "no_local_data", why=why, value=back.total, asked=asked, used=back.used
        )
    still_possible = back.total + max((back.expected or back.members) - back.members, 0)
    return _counted(back, float(needed), asked, still_possible=still_possible)


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
    share = format_value(target.level, "percent", 0)
    return replace(found, asked=f"{share} reaching {target.reach}")


def _counted(
    back: Returned,
    needed: float,
    asked: str,
    *,
    comparison: Comparison = "at_least",
    still_possible: float | None = None,
) -> Finding:
    """Reached, not reached, or (with answers still missing) untold."""
    holds = HOLDS[comparison](back.total, needed)
    found = Finding(holds, value=back.total, required=needed, asked=asked, used=back.used)
    out_of_reach = still_possible is not None and still_possible < needed
    if not found.holds and not back.complete and not out_of_reach:
        return replace(found, holds=None, reason="no_local_data", why=f"only {back.said} answered")
    return found


def _last_day(target: Target, period: Period) -> date:
    return min(target.due_date, period.ends) if target.due_date else period.ends


def _returned(look: Look, by: date) -> Returned | None:
    rows = _rows_by(look, by)
    if rows.is_empty():
        return None
    if rows["cumulative"].fill_null(False).any():
        rows = rows.sort("day").unique("place", keep="last", maintain_order=True)
    return Returned(
        float(rows["value"].sum()),
        rows["place"].n_unique(),
        _expected(look, rows),
        _used(look, rows),
    )


def _covered(look: Look, by: date) -> Returned | None:
    rows = _rows_by(look, by)
    if rows.is_empty():
        return None
    rows = rows.sort("day").unique("place", keep="last", maintain_order=True)
    home = rows.filter(pl.col("place") == look.setting.place)
    if home.height:
        row = home.row(-1, named=True)
        expected = row["denominator"] or row["schools_expected_count"] or _members(look)
        covered = row["numerator"] if row["numerator"] is not None else row["value"]
        answered = row["schools_returned_count"] or expected or 0
        return Returned(
            covered, int(answered), int(expected) if expected else None, _used(look, home)
        )
    total = float(rows.filter(pl.col("value") >= 1).height)
    return Returned(total, rows.height, _expected(look, rows), _used(look, rows))


def _rows_by(look: Look, by: date) -> pl.DataFrame:
    """Rows returned up to a day; the place's own where there are any, else its schools'."""
    table = look.rows().filter(pl.col("value").is_not_null())
    days = [
        row["as_at"] or Period(row["time_period"], row["time_identifier"], row["span_years"]).ends
        for row in table.iter_rows(named=True)
    ]
    rows = table.with_columns(pl.Series("day", days, dtype=pl.Date)).filter(pl.col("day") <= by)
    home = rows.filter(pl.col("place") == look.setting.place)
    return home if home.height else rows


def _expected(look: Look, rows: pl.DataFrame) -> int | None:
    stated = rows["schools_expected_count"].drop_nulls()
    if stated.len():
        return int(str(stated.max()))
    own = look.setting.place in rows["place"].to_list()
    return None if own else _members(look)


def _members(look: Look) -> int | None:
    return look.setting.members.get(look.name)


def _used(look: Look, rows: pl.DataFrame) -> tuple[Observed, ...]:
    return tuple(look.observed(row) for row in rows.iter_rows(named=True))
