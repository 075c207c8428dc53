"""Session marks that add up to the termly totals, in the codes of their day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.examples.pupils.attendance import FIRST_WEEKS, half_days
from stocktake.examples.pupils.random_streams import Days, Flags, stream_of
from stocktake.examples.pupils.school_days import TERMS, Calendar, OpenDays
from stocktake.examples.pupils.spell_years import days_of, whole_numbers
from stocktake.examples.pupils.years import start_of

CODES_CHANGED_ON = np.datetime64("2024-08-19")
"""From this day the codes of SI 2024/208 hold."""
_PRESENT, _DOWN, _LATE, _EXCLUDED, _AWAY, _SHUT, _HALF = range(7)


@dataclass(frozen=True)
class Codes:
    """The codes of one time, and how often each is written; the shares are invented."""

    letters: tuple[str, ...]
    authorised: tuple[tuple[str, float], ...]
    unauthorised: tuple[tuple[str, float], ...]
    attending: tuple[tuple[str, float], ...]


_UNAUTHORISED = (("O", 0.72), ("G", 0.15), ("U", 0.12), ("N", 0.01))
BEFORE = Codes(
    ("/", "\\", "L", "E", "D", "Y", "X"),
    (("I", 0.76), ("M", 0.12), ("C", 0.09), ("H", 0.01), ("S", 0.005), ("T", 0.005), ("R", 0.01)),
    _UNAUTHORISED,
    (("B", 0.4), ("P", 0.2), ("V", 0.35), ("W", 0.02), ("J", 0.03)),
)
SINCE = Codes(
    ("/", "\\", "L", "E", "D", "Y4", "X"),
    (("I", 0.75), ("M", 0.12), ("C", 0.08), ("C1", 0.005), ("C2", 0.015), ("J1", 0.005),
     ("S", 0.005), ("T", 0.005), ("R", 0.015)),
    _UNAUTHORISED,
    (("B", 0.4), ("P", 0.2), ("V", 0.35), ("W", 0.02), ("K", 0.03)),
)  # fmt: skip


def school_marks(
    seed: int,
    time_period: str,
    school: int,
    calendar: Calendar,
    terms: pl.DataFrame,
    suspended: pl.DataFrame,
) -> pl.DataFrame:
    """Every mark of one school and academic year.

    Parameters
    ----------
    terms : DataFrame
        As ``invent_attendance`` returns them; the marks of each row add up to its totals.
    suspended : DataFrame
        Days with code E.

    Returns
    -------
    DataFrame
        ``child``, ``date``, ``session``, ``code``.
    """
    start = start_of(time_period)
    chance = stream_of(f"marks {time_period} {school}", seed)
    open_days = calendar.of(time_period, school)
    codes = SINCE if open_days.days[0] >= CODES_CHANGED_ON else BEFORE
    shut = np.zeros(len(open_days.days), dtype=bool)
    if time_period in calendar.closures and school in calendar.closures[time_period][1]:
        shut = open_days.days == np.datetime64(calendar.closures[time_period][0])
    term_rows = terms.filter(pl.col("start") == start, pl.col("school") == school)
    away = suspended.filter(pl.col("start") == start, pl.col("school") == school)
    frames = []
    for term in range(len(TERMS)):
        rows = term_rows.filter(pl.col("term") == term)
        if len(rows):
            frames.append(_term(chance, codes, open_days, shut, rows, away, term, school))
    if not frames:
        return pl.DataFrame(
            schema={"child": pl.Int64, "date": pl.Date, "session": pl.String, "code": pl.String}
        )
    return pl.concat(frames).sort("child", "date", "session")


def _term(
    chance: np.random.Generator,
    codes: Codes,
    open_days: OpenDays,
    shut: Flags,
    rows: pl.DataFrame,
    away: pl.DataFrame,
    term: int,
    school: int,
) -> pl.DataFrame:
    of_term = open_days.term == term
    days = np.repeat(open_days.days[of_term], 2)
    afternoon = np.tile([False, True], int(of_term.sum()))
    count = len(rows)
    is_on_roll = (days[None, :] >= days_of(rows, "first")[:, None]) & (
        days[None, :] <= days_of(rows, "last")[:, None]
    )
    fixed = np.full((count, len(days)), -1)
    if term == 0 and bool(half_days(np.array([school]))[0]):
        half = afternoon & (days <= open_days.days[FIRST_WEEKS - 1])
        fixed[np.ix_(whole_numbers(rows, "nc_year") == 0, half)] = _HALF
    fixed[:, np.repeat(shut[of_term], 2)] = _SHUT
    start_days, ends = days_of(rows, "away_from"), days_of(rows, "away_until")
    elsewhere = (days[None, :] >= start_days[:, None]) & (days[None, :] <= ends[:, None])
    fixed[elsewhere] = _AWAY
    suspended = _suspended(rows, away, days, afternoon) & is_on_roll & (fixed < 0)
    possible = is_on_roll & (fixed < 0)

    order = _order(chance, days, count)
    order[suspended] = -np.inf
    order[~possible] = np.inf
    rank = np.empty((count, len(days)), dtype=np.int64)
    np.put_along_axis(
        rank, np.argsort(order, axis=1, kind="stable"), np.arange(len(days))[None, :], axis=1
    )
    authorised = whole_numbers(rows, "sess_authorised")[:, None]
    unauthorised = authorised + whole_numbers(rows, "sess_unauthorised")[:, None]
    names, mark_texts = _mark_texts(chance, codes, count, len(days), afternoon)
    code = np.where(rank < unauthorised, mark_texts["unauthorised"], mark_texts["present"])
    code = np.where(rank < authorised, mark_texts["authorised"], code)
    code = np.where(suspended & (rank < authorised), _EXCLUDED, code)
    code = np.where(fixed >= 0, fixed, code)
    row, at = np.nonzero(is_on_roll)
    text = pl.Series(list(names))
    return pl.DataFrame(
        {
            "child": whole_numbers(rows, "child")[row],
            "date": days[at],
            "session": pl.Series(["AM", "PM"]).gather(afternoon[at].astype(np.uint32)),
            "code": text.gather(code[row, at].astype(np.uint32)),
        }
    )


def _order(chance: np.random.Generator, days: Days, count: int) -> NDArray[np.float64]:
    """The order in which a child's sessions are missed: whole days, near one another."""
    day = len(days) // 2
    weeks = (days[::2].astype(np.int64) + 3) // 7
    _, week = np.unique(weeks, return_inverse=True)
    by_week = chance.random((count, int(week.max()) + 1), dtype=np.float32)
    by_day = chance.random((count, day), dtype=np.float32)
    friday = 0.08 * ((days[::2].astype(np.int64) + 3) % 7 == 4)
    near = 0.75 * by_week[:, week] + 0.55 * by_day - friday[None, :]
    closeness: NDArray[np.float64] = np.repeat(near, 2, axis=1).astype(np.float64)
    half = chance.random((count, 2 * day), dtype=np.float32)
    return np.asarray(closeness + 0.04 * half + 0.3 * (half > 0.97))


def _suspended(rows: pl.DataFrame, away: pl.DataFrame, days: Days, afternoon: Flags) -> Flags:
    mask = np.zeros((len(rows), len(days)), dtype=bool)
    frame = (
        rows.select("child", "first", "last")
        .with_row_index("row")
        .join(away, on="child")
        .filter(pl.col("date") >= pl.col("first"), pl.col("date") <= pl.col("last"))
    )
    at = np.searchsorted(days, days_of(frame, "date"))
    inside = at < len(days)
    row, at = whole_numbers(frame, "row")[inside], at[inside]
    same = days[at] == days_of(frame, "date")[inside]
    row, at = row[same], at[same]
    mask[row, at] = True
    whole = whole_numbers(frame, "sessions")[inside][same] > 1
    mask[row[whole], at[whole] + 1] = True
    return mask


def _mark_texts(
    chance: np.random.Generator, codes: Codes, count: int, sessions: int, afternoon: Flags
) -> tuple[tuple[str, ...], dict[str, NDArray[np.int64]]]:
    """What would be written for each child and session if present, or away either way."""
    names = list(codes.letters)
    draws: dict[str, NDArray[np.int64]] = {}
    for kind in ("authorised", "unauthorised"):
        shares: tuple[tuple[str, float], ...] = getattr(codes, kind)
        # Whoever is away for a day, or several, is so for one reason.
        blocks = chance.random((count, (sessions + 5) // 6))
        draws[kind] = _draw_codes(np.repeat(blocks, 6, axis=1)[:, :sessions], shares, len(names))
        names += [name for name, _ in shares]
    luck = chance.random((count, sessions), dtype=np.float32)
    present = np.where(afternoon[None, :], _DOWN, _PRESENT)
    present = np.where(luck < 0.018, _LATE, present)
    elsewhere = luck > 0.994
    share = (luck - 0.994) / 0.006
    attending = _draw_codes(np.clip(share, 0, 0.9999), codes.attending, len(names))
    draws["present"] = np.where(elsewhere, attending, present)
    names += [name for name, _ in codes.attending]
    return tuple(names), draws


def _draw_codes(
    luck: NDArray[Any], shares: Sequence[tuple[str, float]], first: int
) -> NDArray[np.int64]:
    steps = np.cumsum([share for _, share in shares])
    return np.asarray(first + np.searchsorted(steps[:-1] / steps[-1], luck, side="right"))


def marked_schools(terms: pl.DataFrame, time_period: str) -> Iterator[int]:
    """The schools that have marks in a year, in order."""
    schools = terms.filter(pl.col("start") == start_of(time_period))["school"]
    yield from schools.unique().sort().to_list()
