"""One row of the table as the figure of one year, with its comparisons."""

from __future__ import annotations

from typing import Any

from stocktake.schools.measures import ProfileMeasure
from stocktake.schools.profile.missing_reasons import missing_reason, never_published
from stocktake.schools.profile.model import Basis, Comparison, Position, ShrunkEstimate, YearFigure
from stocktake.schools.profile.peers import peer_title
from stocktake.standards.periods import period_label
from stocktake.standards.rounding import round_half_up


def year_figure(
    row: dict[str, Any], measure: ProfileMeasure, mark: str | None = None
) -> YearFigure:
    """The figure of a row of the table.

    Parameters
    ----------
    row : dict
        Columns of ``stocktake.schools.profile.table.COLUMNS``.
    measure : ProfileMeasure
    mark : str, optional
        What the file prints where it has no figure.
    """
    reason, text = (None, "")
    if row["value"] is None:
        reason, text = missing_reason(row["symbol"], mark)
    shrunk = None
    if row["shrunk"] is not None:
        shrunk = ShrunkEstimate(
            value=row["shrunk"],
            lower=row["shrunk_lower"],
            upper=row["shrunk_upper"],
            weight=row["shrunk_weight"],
            towards=row["shrunk_towards"],
        )
    return YearFigure(
        period=row["time_period"],
        period_label=period_label(row["time_period"]),
        value=row["value"],
        missing=reason,
        missing_text=text,
        lower=row["lower"],
        upper=row["upper"],
        interval_basis=row["interval_basis"] or "none",
        pupil_count=row["cohort_count"],
        pupil_count_period=period_label(row["cohort_period"]) if row["cohort_period"] else None,
        national=_place(row, "national", measure),
        local=_place(row, "local", measure),
        similar=_compare(
            row, row["similar_mean"], "computed", row["similar_count"] or None, measure
        ),
        percentile=row["percentile"],
        ranked_count=row["ranked_count"],
        compared_with=peer_title(row["peers"]),
        shrunk=shrunk,
        stage=row["stage"],
        release=row["release"],
        row=row["row"],
        published_urn=row["published_urn"],
    )


def absent_figure(period: str, measure: ProfileMeasure) -> YearFigure:
    """A year of which no file has a row for the school."""
    reason_without = measure.reason_without(period)
    reason, text = never_published(reason_without) if reason_without else missing_reason(None)
    no_comparison = Comparison(
        value=None,
        basis="none",
        school_count=None,
        difference=None,
        position="cannot_tell",
        is_beyond_chance=None,
    )
    return YearFigure(
        period=period,
        period_label=period_label(period),
        value=None,
        missing=reason,
        missing_text=text,
        lower=None,
        upper=None,
        interval_basis="none",
        pupil_count=None,
        pupil_count_period=None,
        national=no_comparison,
        local=no_comparison,
        similar=no_comparison,
        percentile=None,
        ranked_count=None,
        compared_with="",
        shrunk=None,
        stage=None,
        release=None,
        row=None,
        published_urn=None,
    )


def _place(row: dict[str, Any], name: str, measure: ProfileMeasure) -> Comparison:
    basis: Basis = row[f"{name}_basis"] or "none"
    return _compare(row, row[name], basis, row[f"{name}_count"], measure)


def _compare(
    row: dict[str, Any],
    level: float | None,
    basis: Basis,
    school_count: int | None,
    measure: ProfileMeasure,
) -> Comparison:
    value = row["value"]
    difference = value - level if value is not None and level is not None else None
    position, is_beyond_chance = _position(row, level, difference, measure)
    return Comparison(
        value=level,
        basis=basis if level is not None else "none",
        school_count=school_count if level is not None else None,
        difference=difference,
        position=position,
        is_beyond_chance=is_beyond_chance,
    )


def _position(
    row: dict[str, Any],
    level: float | None,
    difference: float | None,
    measure: ProfileMeasure,
) -> tuple[Position, bool | None]:
    if difference is None or level is None:
        return "cannot_tell", None
    has_interval = row["lower"] is not None and row["upper"] is not None
    # A printed interval may be rounded past its own figure: equal is equal all the same.
    if has_interval and (difference == 0 or row["lower"] <= level <= row["upper"]):
        return "level", False
    is_higher = difference > 0
    if not has_interval:
        if round_half_up(difference, measure.decimal_places) == 0:
            return "level", None
        return ("above" if is_higher else "below"), None
    if measure.better == "neither":
        return ("above" if is_higher else "below"), True
    return ("better" if is_higher == (measure.better == "higher") else "worse"), True
