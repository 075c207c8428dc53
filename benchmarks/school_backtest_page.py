"""The page that ``school_backtest.py`` writes: tables of what was said and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stocktake.schools.concerns.alert_backtest import SignalRecord
from stocktake.schools.improvement.backtest import Backtest, Outcome
from stocktake.schools.improvement.history import BandHistory

HEADS = ("Results and year judged", "Gain", "Schools", "Reached", "Pace says yes", "Pace says no",
         "Sufficient", "Not sufficient", "Cannot tell")  # fmt: skip


@dataclass(frozen=True)
class MeasurePart:
    """The back-tests of one measure."""

    title: str
    rows: list[Backtest]
    other_rows: list[Backtest]
    pooled: Backtest
    pooled_all: Backtest
    later: Backtest
    later_title: str
    histories: list[BandHistory]
    faults: list[str]

    def lines(self) -> list[str]:
        """The part as Markdown."""
        lines = [f"### {self.title}", "", *table_head(HEADS)]
        lines += [row_of(item) for item in self.rows]
        lines += [row_of(self.pooled, "**all of these**")]
        lines += [row_of(item) for item in self.other_rows]
        lines += [row_of(self.pooled_all, "**all gains together**", gain="")]
        lines += [row_of(self.later, self.later_title), ""]
        for history in self.histories:
            lines += [history_line(history), ""]
        return lines


@dataclass(frozen=True)
class Page:
    """Everything the page shows."""

    parts: list[MeasurePart]
    alerts: list[tuple[str, list[SignalRecord]]]
    seconds: float

    def text(self) -> str:
        """The tables alone."""
        lines = [line for part in self.parts for line in part.lines()]
        for title, records in self.alerts:
            lines += [f"### Alert on {title}", "", *table_head(ALERT_HEADS)]
            lines += [
                f"| {record.title} | {record.signals_count:,} | {record.below_percent:.0f}% | "
                f"{record.caught_percent:.0f}% |"
                for record in records
            ]
            lines.append("")
        return "\n".join(lines)


ALERT_HEADS = ("Good schools with", "Inspected later", "Below good", "Of all that fell")


def table_head(heads: Sequence[str]) -> list[str]:
    return [f"| {' | '.join(heads)} |", f"| {' | '.join('---' for _ in heads)} |"]


def row_of(item: Backtest, title: str = "", gain: str | None = None) -> str:
    cells = [
        title or item.title,
        f"{item.gain:+g}" if gain is None else gain,
        f"{item.statements.statements_count:,}",
        share(item.statements),
        cell(item.naive_yes),
        cell(item.naive_no),
        cell(item.sufficient),
        cell(item.not_sufficient),
        f"{item.cannot_tell_percent:.0f}%",
    ]
    return f"| {' | '.join(cells)} |"


def cell(outcome: Outcome) -> str:
    return f"{outcome.statements_count:,}: {share(outcome)}"


def share(outcome: Outcome) -> str:
    percent = outcome.reached_percent
    return "-" if percent is None else f"{percent:.0f}%"


def history_line(history: BandHistory) -> str:
    later = "" if history.held_share is None else f", {history.held_share:.0%} in both later years"
    return (
        f"Of {history.starts_count} schools that started between {history.lower:g} and "
        f"{history.upper:g}, {history.reached_share:.0%} gained {history.gain:g} in "
        f"{history.horizon} years{later}."
    )


def write_page(page: Page, path: Path) -> None:
    """Put the tables between the page's marks; what stands around them is written by hand."""
    text = path.read_text(encoding="utf-8")
    begin, end = "<!-- tables begin -->", "<!-- tables end -->"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    path.write_text(f"{head}{begin}\n\n{page.text()}\n{end}{tail}", encoding="utf-8")
