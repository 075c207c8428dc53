"""Who counts in absence statistics, and whether each enrolment was persistently absent."""

from __future__ import annotations

import narwhals as nw

from stocktake.pupils.absence.schema import Span, Threshold
from stocktake.pupils.absence.thresholds import (
    SPANS,
    AbsenceThresholds,
    absence_thresholds,
    sessions_needed,
)
from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like
from stocktake.pupils.rolls import age_at_start
from stocktake.standards.errors import UsageError, nearest

FROM_5_TO_15 = "5_to_15"
AGED_4 = "4"

_TERMS_OF: dict[Span, tuple[str, ...]] = {
    "autumn": ("autumn",),
    "autumn_spring": ("autumn", "spring"),
    "five_half_terms": ("autumn", "spring", "summer_first_half"),
}
_LEAVING_AGE = 15
_LAST_HALF_TERM = "summer_second_half"


def enrolment_absence(
    totals: Table,
    *,
    year: str,
    pupils: Table,
    enrolments: Table | None = None,
    thresholds: AbsenceThresholds | None = None,
    span: Span = "year",
) -> Table:
    """One row per enrolment that counts: sessions missed, and whether it is much.

    The unit is the enrolment, not the pupil: who attends two schools is judged at each. Left out
    are boarders, enrolments without a possible session, enrolments that began in the second half
    of the summer term, and everyone who was not 4 to 15 on the 31 August before. For those aged
    15 the second half of the summer term is dropped. Children aged 4 are kept apart, and never
    judged persistent or severe.

    Parameters
    ----------
    totals : table
        Termly totals, from returns or from :func:`session_totals` with a calendar: ``pupil``,
        ``school_urn``, ``term``, ``sess_possible``, ``sess_authorised``, ``sess_unauthorised``,
        and, where the return has it, ``sess_reasons``. Where ``time_period`` is there, only the
        year's rows are read.
    year : str
        Academic year in six digits.
    pupils : table
        ``pupil`` and ``date_of_birth``; where ``time_period`` is there, the year's rows. Totals
        of a pupil who is not there, or without date of birth, count nowhere.
    enrolments : table, optional
        ``pupil``, ``school_urn``, ``boarder``. Without it nobody is taken for a boarder.
    thresholds : AbsenceThresholds, optional
        By default those in force in ``year``; a later year's recalculate an earlier one.
    span : "autumn", "autumn_spring", "five_half_terms" or "year"
        How much of the year is looked at.

    Returns
    -------
    table of the kind given
        ``time_period``, ``pupil``, ``school_urn``, ``age_group`` (``4`` or ``5_to_15``),
        ``sess_possible`` (1 or more), ``sess_overall``, ``sess_authorised``,
        ``sess_unauthorised``, ``persistent`` and ``severe`` (Boolean; null at age 4).

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The thresholds say nothing for that span.
    UsageError
        ``year`` is no academic year, or the span no span.

    Notes
    -----
    A return states absence twice, as totals and by reason. Where the reasons add up to more than
    the totals they are believed, otherwise the totals. ``sess_overall`` may then exceed authorised
    plus unauthorised absence.

    An enrolment without a possible session before the second half of the summer term is one that
    began in it.

    Source: Department for Education, A guide to absence statistics (2019), methodology.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> totals = pl.DataFrame({
    ...     "pupil": ["a", "b"], "school_urn": [1, 1], "term": ["autumn"] * 2,
    ...     "sess_possible": [352, 352], "sess_authorised": [20, 30],
    ...     "sess_unauthorised": [3, 6],
    ... })
    >>> pupils = pl.DataFrame({"pupil": ["a", "b"], "date_of_birth": [date(2010, 1, 1)] * 2})
    >>> found = enrolment_absence(totals, year="202324", pupils=pupils).sort("pupil")
    >>> found.select("sess_overall", "persistent").rows()
    [(23, False), (36, True)]
    """
    if span not in SPANS:
        hint = nearest(span, SPANS) or f"expected one of {', '.join(SPANS)}"
        raise UsageError(f"unknown span {span!r}; {hint}")
    rules = absence_thresholds(year) if thresholds is None else thresholds
    persistent = _reaches(rules.persistent, span, "persistent absence")
    severe = _reaches(rules.severe, span, "severe absence")
    counts = _of_cohort(_absent(totals, year), pupils, year)
    if enrolments is not None:
        boarding = to_lazy(enrolments, "enrolments", columns=["pupil", "school_urn", "boarder"])
        boarders = boarding.filter(nw.col("boarder").fill_null(False)).select("pupil", "school_urn")
        counts = counts.join(boarders.unique(), on=["pupil", "school_urn"], how="anti")
    in_span = counts
    if span in _TERMS_OF:
        in_span = counts.filter(nw.col("term").is_in(list(_TERMS_OF[span])))
    early = (nw.col("term") != _LAST_HALF_TERM).fill_null(True)
    sums = in_span.group_by("pupil", "school_urn", "__age").agg(
        nw.col("sess_possible").sum(),
        nw.col("sess_overall").sum(),
        nw.col("sess_authorised").sum(),
        nw.col("sess_unauthorised").sum(),
        nw.when(early).then(nw.col("sess_possible")).otherwise(nw.lit(0)).sum().alias("__early"),
    )
    of_school_age = nw.col("__age") > 4
    rows = sums.filter(nw.col("__early") > 0).select(
        nw.lit(year).alias("time_period"),
        "pupil",
        "school_urn",
        nw.when(of_school_age)
        .then(nw.lit(FROM_5_TO_15))
        .otherwise(nw.lit(AGED_4))
        .alias("age_group"),
        "sess_possible",
        "sess_overall",
        "sess_authorised",
        "sess_unauthorised",
        nw.when(of_school_age).then(persistent).alias("persistent"),
        nw.when(of_school_age).then(severe).alias("severe"),
    )
    return to_native_like(rows, totals)


def _absent(totals: Table, year: str) -> Lazy:
    columns = ["pupil", "school_urn", "term", "sess_possible"]
    absences = ["sess_authorised", "sess_unauthorised"]
    term_totals = to_lazy(totals, "attendance_terms", columns=[*columns, *absences])
    names = term_totals.collect_schema().names()
    if "time_period" in names:
        term_totals = term_totals.filter(nw.col("time_period") == year)
    stated_sessions = nw.col("sess_authorised").fill_null(0) + nw.col(
        "sess_unauthorised"
    ).fill_null(0)
    overall = stated_sessions
    if "sess_reasons" in names:
        reasons = nw.col("sess_reasons").fill_null(0)
        overall = nw.when(reasons < stated_sessions).then(stated_sessions).otherwise(reasons)
    return term_totals.select(*columns, *absences, overall.alias("sess_overall"))


def _of_cohort(totals: Lazy, pupils: Table, year: str) -> Lazy:
    birth_dates = to_lazy(pupils, "pupils", columns=["pupil", "date_of_birth"])
    if "time_period" in birth_dates.collect_schema().names():
        birth_dates = birth_dates.filter(nw.col("time_period") == year)
    aged = birth_dates.select("pupil", age_at_start(year).alias("__age")).unique()
    aged = aged.filter(nw.col("__age") >= 4, nw.col("__age") <= _LEAVING_AGE)
    is_after_leaving = (nw.col("__age") == _LEAVING_AGE) & (nw.col("term") == _LAST_HALF_TERM)
    return totals.join(aged, on="pupil", how="inner").filter(~is_after_leaving.fill_null(False))


def _reaches(threshold: Threshold, span: Span, title: str) -> nw.Expr:
    missed, possible = nw.col("sess_overall"), nw.col("sess_possible")
    if threshold.share is not None:
        # Whole numbers on both sides: a tenth of 390 is 39 exactly, and no float says otherwise.
        return missed * threshold.share.denominator >= possible * threshold.share.numerator
    threshold_sessions = sessions_needed(threshold, span, title)
    if span != "year":
        return missed >= threshold_sessions
    at_15 = sessions_needed(threshold, "five_half_terms", title)
    return (
        nw.when(nw.col("__age") == _LEAVING_AGE)
        .then(missed >= at_15)
        .otherwise(missed >= threshold_sessions)
    )
