"""The notes of a table under a chart: what was different in a year, and what a column means."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.publish.wording import upper_first
from stocktake.publish.years import Year, noted_sentences
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.targets import IndicatorData, Verdict


class Notes:
    """Numbers notes in the order in which they are first called."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def call(self, text: str) -> str:
        """The note's number in words, as a cell calls it."""
        if text not in self.texts:
            self.texts.append(text)
        return f"note {self.texts.index(text) + 1}"


def year_note(year: Year, notes: Notes) -> str:
    """What a row of the table remarks on its year."""
    remarks = []
    if year.due:
        remarks.append("due")
    if year.baseline:
        remarks.append("baseline")
    if year.missing:
        remarks.append(year.missing)
    if year.special:
        remarks.append(notes.call(f"{upper_first(year.special)}."))
    if year.break_reason:
        reason = f"From this year on not comparable with earlier ones: {year.break_reason}."
        remarks.append(notes.call(reason))
    return upper_first(", ".join(remarks))


def table_notes(
    verdict: Verdict, data: IndicatorData, years: Sequence[Year], *, ranks: bool = False
) -> tuple[str, ...]:
    """The notes that follow those which the rows call."""
    notes = []
    if not ranks and any(year.neighbours is not None for year in years):
        quotations = [q for year in years if (q := data.quoted_row(year.period))]
        vintage = _vintage(data, years[-1].period) or next(
            (q["neighbours_vintage"] for q in quotations if q["neighbours_vintage"]), None
        )
        of = f" of the {vintage} list" if vintage else ""
        notes.append(f"Neighbours: the mean of the statistical neighbours{of} that have a figure.")
    targets = [year.target_rank if ranks else year.target_level for year in years]
    path = verdict.trajectory
    is_drawn = path and len(path.points) > 1 and (path.measure == "rank_percent") == ranks
    if path and is_drawn and any(target is not None for target in targets):
        notes.append(
            "Asked for: the plan's own trajectory."
            if path.stated
            else "Asked for: the plan states no trajectory; a straight line from the baseline to "
            "the level promised is drawn for the eye alone."
        )
    return (*notes, *noted_sentences(data, years))


def _vintage(data: IndicatorData, period: Period) -> int | None:
    try:
        return data.vintage(period, None)
    except UsageError:
        return None
