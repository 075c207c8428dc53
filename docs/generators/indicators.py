"""The page of curated indicators, from their definition files."""

from __future__ import annotations

from generators.markdown import cell, sentence, table
from stocktake.standards.definitions import Loaded, Source
from stocktake.standards.periods import parse_period
from stocktake.standards.units import Unit
from stocktake.statistics.indicators import load_indicators
from stocktake.statistics.schema import Indicator, SeriesUse

HEAD = """# Indicators

These {count} indicators are curated: somebody wrote down what they count, whom, from which series
and in which years they cannot be set beside others. Every other series of a loaded release can be
used too, by its own name, such as `lait:KS2R_Higher_STD`; search with
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
    every = load_indicators()
    by_topic: dict[str, list[Loaded[Indicator]]] = {}
    for loaded in every.values():
        by_topic.setdefault(loaded.value.topic, []).append(loaded)
    rows = [
        (f"[`{each.id}`](#{each.id})", each.value.title, _unit(each.value), each.value.better)
        for topic in sorted(by_topic)
        for each in by_topic[topic]
    ]
    parts = [
        HEAD.format(count=len(every)),
        table(["Id", "Title", "Unit", "Better"], rows),
    ]
    for topic in sorted(by_topic):
        parts.append(f"\n## {topic[0].upper()}{topic[1:]}\n")
        parts += [_indicator(each) for each in by_topic[topic]]
    return "".join(parts)


def _indicator(loaded: Loaded[Indicator]) -> str:
    value = loaded.value
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
    rows += [("Special year", _special(value, each.period)) for each in value.special_year]
    rows += [
        (f"Break from {parse_period(each.period, value.kind_of_year).label}", each.reason)
        for each in value.break_
    ]
    rows += [("Beware", caveat) for caveat in value.caveats]
    rows.append(("Source", "; ".join(map(_source, value.source))))
    checked = "checked" if value.verified else "not yet checked against the publication"
    rows.append(("Definition", f"`{loaded.path}`, {checked}"))
    return f"\n### {cell(value.title)} {{: #{loaded.id} }}\n\n`{loaded.id}`\n\n" + table(
        ["What", "In words"], rows
    )


def _unit(value: Indicator) -> str:
    return Unit(value.unit).describe()


def _decimals(value: Indicator) -> str:
    places = value.decimal_places
    return f"{places or 'no'} decimal place{'' if places == 1 else 's'}"


def _series(use: SeriesUse) -> str:
    years = ""
    if use.first_period or use.last_period:
        years = f" ({use.first_period or 'the first'} to {use.last_period or 'the latest'})"
    return f"`{use.series}`{years}"


def _special(value: Indicator, period: str) -> str:
    year = next(each for each in value.special_year if each.period == period)
    label = parse_period(period, value.kind_of_year).label
    then = FLATTERS[year.flatters] if year.published else "nothing was published"
    return sentence(f"{label}: {year.reason} ({then})")


def _source(source: Source) -> str:
    where = ", ".join(filter(None, [source.section, str(source.year or "")]))
    text = f"{source.title}{f' ({where})' if where else ''}"
    return f"[{text}]({source.link})" if source.link else text
