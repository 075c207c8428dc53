"""The page of curated indicators, from their definition files."""

from __future__ import annotations

from generators.markdown import cell, sentence, table
from stocktake.standards.definitions import LoadedDefinition, Source
from stocktake.standards.periods import parse_period
from stocktake.standards.units import Unit
from stocktake.statistics.indicators import load_indicators
from stocktake.statistics.schema import Indicator, SeriesUse

HEAD = """# Indicators

These {count} indicators are curated: somebody wrote down what they count, whom, from which series
and in which years they cannot be compared with others. Every other series of a loaded release can
be used too, by its own name, such as `lait:KS2R_Higher_STD`; search with
`stocktake indicators WORDS`.

To change one for your own use, [replace its file](../how-to/replace-a-definition.md).
"Not yet checked" means that nobody has compared the definition with the publication itself.

"""

FLATTERS = {
    "better": "flatters",
    "worse": "makes the figure look worse",
    "unknown": "may move it either way",
}


def page() -> str:
    """The page."""
    indicators = load_indicators()
    by_topic: dict[str, list[LoadedDefinition[Indicator]]] = {}
    for item in indicators.values():
        by_topic.setdefault(item.value.topic, []).append(item)
    rows = [
        (f"[`{entry.id}`](#{entry.id})", entry.value.title, _unit(entry.value), entry.value.better)
        for topic in sorted(by_topic)
        for entry in by_topic[topic]
    ]
    parts = [
        HEAD.format(count=len(indicators)),
        table(["Id", "Title", "Unit", "Better"], rows),
    ]
    for topic in sorted(by_topic):
        parts.append(f"\n## {topic[0].upper()}{topic[1:]}\n")
        parts += [_indicator(row) for row in by_topic[topic]]
    return "".join(parts)


def _indicator(definition: LoadedDefinition[Indicator]) -> str:
    value = definition.value
    rows = [
        ("Population", value.population),
        ("Numerator", value.numerator),
        ("Denominator", value.denominator),
        ("Unit", f"{_unit(value)}, {_decimals(value)}"),
        ("Better", value.better),
        ("Periods", value.kind_of_year),
        ("Series, best first", "; ".join(map(_series, value.series))),
    ]
    if value.denominator_series:
        rows.append(("Children behind it", f"`{value.denominator_series}`"))
    if value.group:
        groups = "; ".join(f"`{group.id}`: {group.title}" for group in value.group)
        rows.append(("Groups", groups))
    if value.cohort.words:
        rows.append(("Whose figure", value.cohort.words))
    if value.months_to_publication is not None:
        rows.append(("Usually published", _months(value.months_to_publication)))
    rows += [("Special year", _special(value, item.period)) for item in value.special_year]
    rows += [
        (f"Break from {parse_period(entry.period, value.kind_of_year).label}", entry.reason)
        for entry in value.break_
    ]
    rows += [("Beware", caveat) for caveat in value.caveats]
    rows.append(("Source", "; ".join(map(_source, value.source))))
    check_text = "checked" if value.verified else "not yet checked against the publication"
    rows.append(("Definition", f"`{definition.path}`, {check_text}"))
    return f"\n### {cell(value.title)} {{: #{definition.id} }}\n\n`{definition.id}`\n\n" + table(
        ["What", "In words"], rows
    )


def _unit(value: Indicator) -> str:
    return Unit(value.unit).describe()


def _decimals(value: Indicator) -> str:
    places = value.decimal_places
    return f"{places or 'no'} decimal place{'' if places == 1 else 's'}"


def _months(months: int) -> str:
    if not months:
        return "by the end of the period"
    return f"{months} month{'' if months == 1 else 's'} after the end of the period"


def _series(use: SeriesUse) -> str:
    years = ""
    if use.first_period or use.last_period:
        years = f" ({use.first_period or 'the first'} to {use.last_period or 'the latest'})"
    return f"`{use.series}`{years}"


def _special(value: Indicator, period: str) -> str:
    year = next(item for item in value.special_year if item.period == period)
    label = parse_period(period, value.kind_of_year).label
    direction = FLATTERS[year.flatters] if year.published else "nothing was published"
    return sentence(f"{label}: {year.reason} ({direction})")


def _source(source: Source) -> str:
    location = ", ".join(filter(None, [source.section, str(source.year or "")]))
    text = f"{source.title}{f' ({location})' if location else ''}"
    return f"[{text}]({source.link})" if source.link else text
