"""Says in words what a chart shows: its active title, its measure, its description."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stocktake.publish.content import Line
from stocktake.publish.wording import rank_words
from stocktake.publish.years import Year
from stocktake.standards.units import Unit, difference_unit, format_value
from stocktake.targets.look import Look, Setting
from stocktake.targets.schema import Target
from stocktake.targets.verdict import Verdict


def active_title(verdict: Verdict, look: Look, years: Sequence[Year], place: str) -> str:
    """What happened: the judged figure and how far the country is, or what lies around it."""
    judged = next((y for y in years if y.period.time_period == verdict.period), None)
    if judged is None or judged.home is None:
        return _title_without(verdict, look, years, place)
    said = f"{place}: {_said(look, judged.home)} in {judged.period.label}"
    if judged.england is None:
        return said
    gap = judged.home - judged.england
    written = format_value(
        abs(gap), difference_unit(look.indicator.unit), max(look.indicator.decimal_places, 1)
    )
    side = "above" if gap > 0 else "below"
    country = look.setting.country.name
    if not round(gap, 6):
        return f"{said}, level with {country}"
    return f"{said}, {written} {side} {country}"


def _title_without(verdict: Verdict, look: Look, years: Sequence[Year], place: str) -> str:
    due = next((year for year in years if year.due), None)
    around = [year for year in years if year.home is not None]
    if due is not None:
        before = [y for y in around if y.period.ends < due.period.ends][-1:]
        after = [y for y in around if y.period.ends > due.period.ends][:1]
        around = before + after
    said = " and ".join(f"{_said(look, y.home)} in {y.period.label}" for y in around[-2:])
    head = f"No figure for {due.period.label}: " if due else ""
    return f"{head}{place} had {said}" if said else f"{head}{indicator_title(look)}"


def rank_title(verdict: Verdict, years: Sequence[Year], place: str, within: str) -> str:
    """Where the place ranked, and on which side of the line."""
    judged = next((y for y in years if y.period.time_period == verdict.period and y.rank), None)
    if judged is not None and judged.rank and judged.n:
        where = "inside" if verdict.status in ("met", "on_track") else "outside"
        if verdict.status not in ("met", "not_met"):
            return f"{place} ranked {rank_words(judged.rank, judged.n)} in {judged.period.label}"
        return (
            f"{place} ranked {rank_words(judged.rank, judged.n)} in {judged.period.label}, "
            f"{where} the {within}"
        )
    ranked = [year for year in years if year.rank]
    due = next((year for year in years if year.due), None)
    if due is not None:
        before = [y for y in ranked if y.period.ends < due.period.ends][-1:]
        ranked = before + [y for y in ranked if y.period.ends > due.period.ends][:1]
    said = ", ".join(f"{rank_words(y.rank, y.n)} in {y.period.label}" for y in ranked[-2:])
    head = f"No rank for {due.period.label}: " if due else ""
    return f"{head}{place} was {said}"


def description(lines: tuple[Line, ...], labels: Sequence[str], years: Sequence[Year]) -> str:
    """The chart for those who do not see it: ends of the lines, gaps, breaks, special years."""
    said = []
    for line in lines:
        first, last = line.points[0], line.points[-1]
        if first == last:
            said.append(f"{line.name}: {first.text} in {labels[first.at]}.")
        else:
            said.append(
                f"{line.name}: from {first.text} in {labels[first.at]} to {last.text} in "
                f"{labels[last.at]}."
            )
    held = {point.at for point in lines[0].points}
    gaps = [labels[at] for at in range(len(years)) if at not in held]
    if gaps:
        said.append(f"{lines[0].name} has no figure for {', '.join(gaps)}.")
    special = [labels[at] for at in sorted(held) if years[at].special]
    if special:
        said.append(f"Special arrangements: {', '.join(special)}.")
    broken = [a for a, b in pairwise(range(len(years))) if years[b].broken]
    if broken:
        said.append(f"The series breaks after {', '.join(labels[at] for at in broken)}.")
    return f"Line chart. {' '.join(said)} The table that follows holds every figure."


def indicator_title(look: Look) -> str:
    """The indicator, and the group where it is about one."""
    title = look.indicator.title
    if look.group == "all":
        return title
    named = {group.id: group.title for group in look.indicator.group}
    return f"{title} ({named.get(look.group, look.group)})"


def hollow_words(years: Sequence[Year]) -> str:
    """What hollow points mean, where there are any."""
    special = any(year.special and year.home is not None for year in years)
    return "; hollow points are years of special arrangements" if special else ""


def unit_words(look: Look) -> str:
    """The unit in words."""
    return Unit(look.indicator.unit).describe().removesuffix(" (0 to 100)")


def measure_words(look: Look) -> str:
    """Title and unit, the unit once."""
    title, unit = indicator_title(look), unit_words(look)
    return title if unit in title.lower() else f"{title}, {unit}"


def among_words(target: Target, setting: Setting) -> str:
    """Among whom the place is ranked, by the comparator's own name."""
    among = target.among or "england"
    if among == "region" and setting.home.region:
        name = setting.register.get(setting.home.region).name
        return f"the {name}" if name.split()[0] in ("North", "South", "East", "West") else name
    names = {
        "england": setting.country.name,
        "region": "its region",
        "neighbours": "the neighbours",
    }
    return names.get(among, among)


def _said(look: Look, value: float | None) -> str:
    return format_value(value, look.indicator.unit, look.indicator.decimal_places)
