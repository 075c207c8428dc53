"""Session marks become termly totals: possible, authorised and unauthorised sessions."""

from __future__ import annotations

from datetime import date
from functools import cache

import narwhals as nw

from stocktake.pupils.frames import Lazy, Table, map_values, to_lazy, to_native_like
from stocktake.pupils.rolls import within
from stocktake.standards.attendance_codes import attendance_code_table
from stocktake.standards.period import Period

TERMS = ("autumn", "spring", "summer_first_half", "summer_second_half")
"""The terms of a return, in order; the last half of summer is apart, for some leave before it."""

ATTENDED, AUTHORISED, UNAUTHORISED, NOT_POSSIBLE = 1, 2, 3, 4
_CLASSES = {
    "present": ATTENDED,
    "attending_elsewhere": ATTENDED,
    "authorised": AUTHORISED,
    "unauthorised": UNAUTHORISED,
    "not_possible": NOT_POSSIBLE,
}
_BASE = 5  # one digit per set of codes: 0 for a code that the set does not have


def session_totals(marks: Table, *, year: str, calendar: Table | None = None) -> Table:
    """Count an academic year's marks for every enrolment, by the codes in force on each date.

    The number of possible sessions is derived, never stated: every session with a mark that
    stands for attendance or absence was possible; closures, holidays and non-compulsory
    sessions were not.

    Parameters
    ----------
    marks : table
        One row per pupil, school and session: ``pupil``, ``school_urn``, ``date``, ``code``.
        Marks outside the year are left out.
    year : str
        Academic year in six digits. The codes changed on 19 August 2024.
    calendar : table, optional
        ``school_urn``, ``date``, ``term``: when each school's terms begin. With it there is one
        row per term, as the rules for 15-year-olds need. A school that it lacks has a null term.

    Returns
    -------
    table of the kind given
        ``time_period``, ``pupil``, ``school_urn``, (``term``,) ``sess_possible``,
        ``sess_authorised``, ``sess_unauthorised`` and ``sess_unreadable``: marks that no set of
        codes knew on their date, which count as nothing.

    Raises
    ------
    InputError
        A column is missing.
    UsageError
        ``year`` is no academic year.

    Notes
    -----
    possible = present + approved educational activity + authorised + unauthorised absence.

    Source: Department for Education, A guide to absence statistics (2019), sessions possible;
    SI 2024/208, regulation 10.

    Examples
    --------
    >>> import polars as pl
    >>> marks = pl.DataFrame({
    ...     "pupil": ["a"] * 5, "school_urn": [1] * 5,
    ...     "date": [date(2024, 9, day) for day in (2, 3, 4, 5, 6)],
    ...     "code": ["/", "I", "O", "Y4", "V"],
    ... })
    >>> session_totals(marks, year="202425").select(pl.col("^sess_.*$")).row(0)
    (4, 1, 1, 0)
    """
    mark_rows = to_lazy(marks, "marks", columns=["pupil", "school_urn", "date", "code"])
    mark_classes = _classify_marks(mark_rows.filter(within(year, "date")), year)
    if calendar is None:
        return to_native_like(
            _name_totals(_count_marks(mark_classes, ("pupil", "school_urn")), year), marks
        )
    starts = _term_starts(calendar, year)
    cuts = sorted(set(starts.select("__starts").collect()["__starts"].to_list()))
    marks_by_stretch = mark_classes.with_columns(__stretch=_stretch("date", cuts))
    counts = _count_marks(marks_by_stretch, ("pupil", "school_urn", "__stretch"))
    terms = _with_term(counts, starts.with_columns(__first=_stretch("__starts", cuts)))
    sums = terms.group_by("pupil", "school_urn", "term").agg(
        *(nw.col(name).sum() for name in _COUNTS)
    )
    return to_native_like(_name_totals(sums, year, term=True), marks)


_COUNTS = ("sess_possible", "sess_authorised", "sess_unauthorised", "sess_unreadable")


def _count_marks(marks: Lazy, keys: tuple[str, ...]) -> Lazy:
    possible = (nw.col("__class") > 0) & (nw.col("__class") < NOT_POSSIBLE)
    return marks.group_by(*keys).agg(
        _count(possible).alias("sess_possible"),
        _count(nw.col("__class") == AUTHORISED).alias("sess_authorised"),
        _count(nw.col("__class") == UNAUTHORISED).alias("sess_unauthorised"),
        _count(nw.col("__class") == 0).alias("sess_unreadable"),
    )


def _name_totals(totals: Lazy, year: str, *, term: bool = False) -> Lazy:
    keys = ("pupil", "school_urn", *(("term",) if term else ()))
    return totals.select(nw.lit(year).alias("time_period"), *keys, *_COUNTS)


def _count(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int32).sum().cast(nw.Int64)


@cache
def _code_sets(year: str) -> tuple[tuple[date, dict[str, int]], ...]:
    """The sets of codes that hold in a year: the last day of each, and the class of each code."""
    period = Period(year, "Academic year")
    sets: dict[date, dict[str, int]] = {}
    for code, starts, ends, kind in attendance_code_table().rows():
        if starts <= period.ends and ends >= period.starts:
            sets.setdefault(ends, {})[code] = _CLASSES[kind]
    return tuple(sorted(sets.items()))


def _classify_marks(marks: Lazy, year: str) -> Lazy:
    # Text is dear to compare and there are millions of marks: each is looked up once, in a table
    # that holds its class under every set of the year as one digit; the date picks the digit.
    sets = _code_sets(year)
    digit_by_code: dict[str, int] = {}
    for place, (_, classes) in enumerate(sets):
        for code, kind in classes.items():
            digit_by_code[code] = digit_by_code.get(code, 0) + kind * _BASE**place
    coded_marks = _with_packed(marks, digit_by_code)
    code_digits = nw.col("__packed").fill_null(0)
    digits = [(code_digits // _BASE**place) % _BASE for place in range(len(sets))]
    own_digit: nw.Expr = digits[-1]
    for (ends, _), digit in reversed(list(zip(sets[:-1], digits[:-1], strict=True))):
        own_digit = nw.when(nw.col("date") <= nw.lit(ends)).then(digit).otherwise(own_digit)
    return coded_marks.with_columns(__class=own_digit)


def _with_packed(marks: Lazy, digit_by_code: dict[str, int]) -> Lazy:
    # Polars looks values up only in a column that it holds as a whole, and then a file larger
    # than memory would not do; a join it streams. Spark looks them up row by row.
    if not marks.implementation.is_polars():
        return marks.with_columns(__packed=map_values("code", digit_by_code, nw.Int16))
    columns = {"code": list(digit_by_code), "__packed": list(digit_by_code.values())}
    schema = nw.Schema({"code": nw.String(), "__packed": nw.Int16()})
    table = nw.from_dict(columns, schema=schema, backend="polars")
    return marks.join(table.lazy(), on="code", how="left")


def _term_starts(calendar: Table, year: str) -> Lazy:
    days = to_lazy(calendar, "calendar", columns=["school_urn", "date", "term"])
    of_year = days.filter(within(year, "date")).group_by("school_urn", "term")
    return of_year.agg(nw.col("date").min().alias("__starts"))


def _stretch(column: str, cuts: list[date]) -> nw.Expr:
    # Millions of marks are not joined to a calendar. The year is cut wherever a term of any
    # school begins, which is in few places; a mark falls into a stretch of it by comparing
    # dates, and only the totals of the stretches meet the calendar.
    stretch: nw.Expr = nw.col(column).is_null().cast(nw.Int16)
    for cut in cuts:
        stretch = stretch + (nw.col(column) >= nw.lit(cut)).cast(nw.Int16)
    return stretch


def _with_term(counts: Lazy, starts: Lazy) -> Lazy:
    firsts = [
        nw.when(nw.col("term") == term).then(nw.col("__first")).min().alias(f"__first_{place}")
        for place, term in enumerate(TERMS)
    ]
    counts_with_starts = counts.join(
        starts.group_by("school_urn").agg(*firsts), on="school_urn", how="left"
    )
    # Days before the first term belong to it. A school without a term (it closed before summer)
    # has no first day of it: that never comes.
    term: nw.Expr = nw.when(~nw.col("__first_0").is_null()).then(nw.lit(TERMS[0]))
    for place, name in enumerate(TERMS[1:], start=1):
        is_reached = (nw.col("__stretch") >= nw.col(f"__first_{place}")).fill_null(False)
        term = nw.when(is_reached).then(nw.lit(name)).otherwise(term)
    return counts_with_starts.with_columns(term=term)
