"""Says in words what a chart shows: its active title, its measure, its description."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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


def describe_lines(
    lines: Sequence[Line],
    labels: Sequence[str],
    *,
    special: Sequence[int] = (),
    breaks: Sequence[int] = (),
    ranks: bool = False,
) -> str:
    """What lines over time show, for those who do not see them: where they began, went and ended.

    Parameters
    ----------
    labels : sequence of str
        Of the periods.
    special, breaks : sequence of int
        Periods of special arrangements, and those just before which a break lies.
    ranks : bool
        Whether the values are ranks, of which the smallest is the best.

    Examples
    --------
    >>> from stocktake.publish.content import Point
    >>> home = Line("Here", "home", ((Point(0, 48.0, "48%"), Point(1, 56.0, "56%")),))
    >>> england = Line("England", "england", ((Point(1, 60.0, "60%"),),))
    >>> describe_lines([home, england], ["2016/17", "2017/18"])  # doctest: +NORMALIZE_WHITESPACE
    'Here: rose from 48% in 2016/17 to 56% in 2017/18. England: 60% in 2017/18. In 2017/18 Here is
    below England. The table that follows holds every figure.'
    """
    sentences = [_line_sentence(line, labels, ranks=ranks) for line in lines if line.points]
    sentences += _position_sentences(lines, labels)
    positions = {point.at for point in lines[0].points} if lines else set()
    gaps = [label for at, label in enumerate(labels) if at not in positions]
    if gaps and positions:
        sentences.append(f"{lines[0].name} has no figure for {', '.join(gaps)}.")
    if special:
        sentences.append(f"Special arrangements: {', '.join(labels[at] for at in special)}.")
    if breaks:
        sentences.append(
            f"The series breaks after {', '.join(labels[at - 1] for at in breaks if at)}."
        )
    return " ".join([*sentences, "The table that follows holds every figure."])


def _line_sentence(line: Line, labels: Sequence[str], *, ranks: bool) -> str:
    first, last = line.points[0], line.points[-1]
    if first is last:
        return f"{line.name}: {first.text} in {labels[first.at]}."
    ends = f"from {first.text} in {labels[first.at]} to {last.text} in {labels[last.at]}"
    if line.role == "asked" or first.value == last.value:
        return f"{line.name}: {ends}."
    has_risen = last.value > first.value
    up, down = ("fell", "climbed") if ranks else ("rose", "fell")
    return f"{line.name}: {up if has_risen else down} {ends}."


def _position_sentences(lines: Sequence[Line], labels: Sequence[str]) -> list[str]:
    """On which side of the country the place was in the last year that both have."""
    home = next((line for line in lines if line.role == "home"), None)
    country = next((line for line in lines if line.role == "england"), None)
    if home is None or country is None:
        return []
    values = {point.at: point.value for point in country.points}
    common_points = [point for point in home.points if point.at in values]
    if not common_points:
        return []
    last = common_points[-1]
    gap = last.value - values[last.at]
    side = "level with" if not round(gap, 6) else "above" if gap > 0 else "below"
    return [f"In {labels[last.at]} {home.name} is {side} {country.name}."]


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
