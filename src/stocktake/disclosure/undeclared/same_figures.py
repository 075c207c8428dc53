"""Equal figures for one place and period under two names: either the same thing or chance."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.undeclared.evidence import (
    ONE_IN,
    ONE_IN_WHERE_IT_MATTERS,
    is_more_than_chance,
)
from stocktake.disclosure.undeclared.figures import (
    Axis,
    Column,
    Figures,
    by_measure,
    by_place,
    columns,
    shared_rows,
)
from stocktake.disclosure.undeclared.questions import Question, by_chance


def same_measures(
    own_figures: Figures,
    earlier: Mapping[str, Figures],
    declared_pairs: Collection[frozenset[str]],
    delicate_measures: Collection[str],
) -> list[tuple[str, str]]:
    """Measures of a table whose figures were released under another measure's id.

    Parameters
    ----------
    own_figures : dict of CellId to float
    earlier : mapping of str to dict
        By release: what it prints.
    declared_pairs : collection of frozenset of str
        Pairs of measures about which something is declared.
    delicate_measures : collection of str
        Those of which a figure is hidden or small: there less is enough to ask.
    """
    pairs = _same_names(own_figures, earlier, by_measure, delicate_measures)
    return [pair for pair in pairs if frozenset(pair) not in declared_pairs]


def same_questions(
    own_figures: Figures,
    earlier: Mapping[str, Figures],
    measures: Sequence[tuple[str, str]],
    delicate_measures: Collection[str],
) -> Iterator[Question]:
    """Names under which a table repeats the figures of an earlier release.

    Parameters
    ----------
    own_figures : dict of CellId to float
    earlier : mapping of str to dict
    measures : sequence of (str, str)
        As :func:`same_measures` finds them.
    delicate_measures : collection of str
    """
    for name, twin in measures:
        yield _question("measure", name, twin)
    for name, twin in _same_names(own_figures, earlier, by_place):
        yield _question("place", name, twin)
    yield from _series_questions(own_figures, earlier, delicate_measures)
    yield from _item_questions(own_figures, earlier)


def _same_names(
    own_figures: Figures,
    earlier: Mapping[str, Figures],
    axis: Axis,
    delicate_names: Collection[str] = (),
) -> list[tuple[str, str]]:
    """A table's name and an earlier one, where neither holds both and the figures coincide."""
    pairs: dict[tuple[str, str], None] = {}
    own_columns = columns(own_figures.items(), axis)
    for figures in earlier.values():
        other_columns = columns(figures.items(), axis)
        for name in own_columns.keys() - other_columns.keys():
            for twin in sorted(other_columns.keys() - own_columns.keys()):
                matters = not {name, twin}.isdisjoint(delicate_names)
                if _coincide(own_columns[name], other_columns[twin], matters=matters):
                    pairs[name, twin] = None
    return list(pairs)


def _series_questions(
    own_figures: Figures, earlier: Mapping[str, Figures], delicate_measures: Collection[str]
) -> Iterator[Question]:
    """Another measure of another population, with the same figures."""
    own_columns = _by_series(own_figures)
    for figures in earlier.values():
        other_columns = _by_series(figures)
        for (measure, population), column in own_columns.items():
            for (twin, other_population), printed_column in other_columns.items():
                is_other = measure != twin and population != other_population
                matters = not {measure, twin}.isdisjoint(delicate_measures)
                if is_other and _coincide(column, printed_column, matters=matters):
                    one, two = f"{measure} of {population}", f"{twin} of {other_population}"
                    identity = f"same figures {two} ~ {one}"
                    yield Question(
                        identity,
                        f"the figures of {one} are those that were released as {two}, for the same "
                        "places and periods",
                        (
                            f'[[synonym]] kind = "measure", names = ["{twin}", "{measure}"] and '
                            f'[[synonym]] kind = "population", names = ["{other_population}", '
                            f'"{population}"]',
                            by_chance(identity),
                        ),
                    )


def _by_series(figures: Figures) -> dict[tuple[str, str], dict[CellId, float]]:
    table: dict[tuple[str, str], dict[CellId, float]] = {}
    for name, value in figures.items():
        rest = name.measuring("").of("")
        table.setdefault((name.measure, name.population), {})[rest] = value
    return table


def _coincide(one: Mapping[CellId, float], twin: Mapping[CellId, float], *, matters: bool) -> bool:
    rows = shared_rows(one, twin)
    values = [one[row] for row in rows]
    one_in = ONE_IN_WHERE_IT_MATTERS if matters else ONE_IN
    return is_more_than_chance(values, one_in=one_in) and all(one[row] == twin[row] for row in rows)


def _question(kind: str, name: str, twin: str) -> Question:
    identity = f"same {kind} {twin} ~ {name}"
    return Question(
        identity,
        f"the figures of the {kind} {name} are those that were released as {twin}, for the same "
        f"{'period' if kind == 'place' else 'places and periods'}",
        (f'[[synonym]] kind = "{kind}", names = ["{twin}", "{name}"]', by_chance(identity)),
    )


def _item_questions(own_figures: Figures, earlier: Mapping[str, Figures]) -> Iterator[Question]:
    """Dimensions of two names whose items have the same figures."""
    own_names = _dimensions(own_figures)
    for figures in earlier.values():
        other_names = _dimensions(figures)
        for dimension in sorted(own_names - other_names):
            for twin in sorted(other_names - own_names):
                pairs = _matching_items(_by_item(own_figures, dimension), _by_item(figures, twin))
                if pairs:
                    yield _dimension_question(dimension, twin, pairs)


def _matching_items(
    own_figures: Mapping[str, Column], twin: Mapping[str, Column]
) -> list[tuple[str, str]]:
    """Items of the same figures, where all of them together are more than chance."""
    pairs: list[tuple[str, str]] = []
    values: list[float] = []
    for item, column in own_figures.items():
        for match, printed_column in twin.items():
            rows = shared_rows(column, printed_column)
            if rows and all(column[row] == printed_column[row] for row in rows):
                pairs.append((item, match))
                values += [column[row] for row in rows]
    return pairs if is_more_than_chance(values, len(own_figures) * len(twin)) else []


def _dimension_question(dimension: str, twin: str, pairs: Sequence[tuple[str, str]]) -> Question:
    identity = f"same dimension {twin} ~ {dimension}"
    listing = ", ".join(f"{item} as {match}" for item, match in pairs)
    synonyms = [f'[[synonym]] kind = "dimension", names = ["{twin}", "{dimension}"]']
    synonyms += [
        f'[[synonym]] kind = "item", names = ["{match}", "{item}"]'
        for item, match in pairs
        if item != match
    ]
    return Question(
        identity,
        f"items of {dimension} have the figures that were released for {twin} ({listing})",
        (" and ".join(synonyms), by_chance(identity)),
    )


def _dimensions(figures: Figures) -> set[str]:
    return {dimension for name in figures for dimension, _ in name.items}


def _by_item(figures: Figures, dimension: str) -> dict[str, dict[CellId, float]]:
    table: dict[str, dict[CellId, float]] = {}
    for name, value in figures.items():
        item = name.item(dimension)
        if item:
            rest = replace(name, items=tuple(pair for pair in name.items if pair[0] != dimension))
            table.setdefault(item, {})[rest] = value
    return table
