"""Says in words what a chart shows: its active title, its measure, its description."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stocktake.publish.charts.descriptions import describe_lines
from stocktake.publish.content import Line
from stocktake.publish.wording import rank_words
from stocktake.publish.years import Year
from stocktake.standards.units import Unit, difference_unit, format_value
from stocktake.targets import IndicatorData, JudgementContext, Verdict


def active_title(verdict: Verdict, data: IndicatorData, years: Sequence[Year], place: str) -> str:
    """What happened: the judged figure and how far the country is, or what lies around it."""
    judged_year = next((y for y in years if y.period.time_period == verdict.period), None)
    if judged_year is None or judged_year.home is None:
        return _title_without(verdict, data, years, place)
    sentence = f"{place}: {_figure_text(data, judged_year.home)} in {judged_year.period.label}"
    if judged_year.england is None:
        return sentence
    gap = judged_year.home - judged_year.england
    distance = format_value(
        abs(gap), difference_unit(data.indicator.unit), max(data.indicator.decimal_places, 1)
    )
    side = "above" if gap > 0 else "below"
    country = data.context.country.name
    if not round(gap, 6):
        return f"{sentence}, level with {country}"
    return f"{sentence}, {distance} {side} {country}"


def _title_without(verdict: Verdict, data: IndicatorData, years: Sequence[Year], place: str) -> str:
    due = next((year for year in years if year.due), None)
    around = [year for year in years if year.home is not None]
    if due is not None:
        before = [y for y in around if y.period.ends < due.period.ends][-1:]
        after = [y for y in around if y.period.ends > due.period.ends][:1]
        around = before + after
    figures = " and ".join(f"{_figure_text(data, y.home)} in {y.period.label}" for y in around[-2:])
    head = f"No figure for {due.period.label}: " if due else ""
    return f"{head}{place} had {figures}" if figures else f"{head}{indicator_title(data)}"


def rank_title(verdict: Verdict, years: Sequence[Year], place: str, within: str) -> str:
    """Where the place ranked, and on which side of the line."""
    year = next((y for y in years if y.period.time_period == verdict.period and y.rank), None)
    if year is not None and year.rank and year.n:
        side = "inside" if verdict.status in ("met", "on_track") else "outside"
        if verdict.status not in ("met", "not_met"):
            return f"{place} ranked {rank_words(year.rank, year.n)} in {year.period.label}"
        return (
            f"{place} ranked {rank_words(year.rank, year.n)} in {year.period.label}, "
            f"{side} the {within}"
        )
    ranked_years = [year for year in years if year.rank]
    due = next((year for year in years if year.due), None)
    if due is not None:
        before = [y for y in ranked_years if y.period.ends < due.period.ends][-1:]
        ranked_years = before + [y for y in ranked_years if y.period.ends > due.period.ends][:1]
    ranks = ", ".join(f"{rank_words(y.rank, y.n)} in {y.period.label}" for y in ranked_years[-2:])
    head = f"No rank for {due.period.label}: " if due else ""
    return f"{head}{place} was {ranks}"


def description(lines: tuple[Line, ...], labels: Sequence[str], years: Sequence[Year]) -> str:
    """The chart for those who do not see it: ends of the lines, gaps, breaks, special years."""
    positions = {point.at for point in lines[0].points}
    return describe_lines(
        lines,
        labels,
        special=[at for at in sorted(positions) if years[at].special],
        breaks=[b for a, b in pairwise(range(len(years))) if years[b].break_reason],
    )


def indicator_title(data: IndicatorData) -> str:
    """The indicator, and the group where it is about one."""
    title = data.indicator.title
    if data.group == "all":
        return title
    group_titles = {group.id: group.title for group in data.indicator.group}
    return f"{title} ({group_titles.get(data.group, data.group)})"


def hollow_words(years: Sequence[Year]) -> str:
    """What hollow points mean, where there are any."""
    special = any(year.special and year.home is not None for year in years)
    return "; hollow points are years of special arrangements" if special else ""


def unit_words(data: IndicatorData) -> str:
    """The unit in words."""
    return Unit(data.indicator.unit).describe().removesuffix(" (0 to 100)")


def measure_words(data: IndicatorData) -> str:
    """Title and unit, the unit once."""
    title, unit = indicator_title(data), unit_words(data)
    return title if unit in title.lower() else f"{title}, {unit}"


def among_words(among: str, context: JudgementContext) -> str:
    """Among whom the place is ranked, by the comparator's own name."""
    if among == "region" and context.home.region:
        name = context.register.get(context.home.region).name
        return f"the {name}" if name.split()[0] in ("North", "South", "East", "West") else name
    names = {
        "england": context.country.name,
        "region": "its region",
        "neighbours": "the neighbours",
    }
    return names.get(among, among)


def _figure_text(data: IndicatorData, value: float | None) -> str:
    return format_value(value, data.indicator.unit, data.indicator.decimal_places)
