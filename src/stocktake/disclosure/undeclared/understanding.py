"""What a table says without declaring it, in the light of everything that is out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.structure import Split, Structure, Table
from stocktake.disclosure.undeclared.amounts import amount_questions
from stocktake.disclosure.undeclared.figures import (
    Figures,
    by_measure,
    by_population,
    columns,
    read_figures,
    read_printed,
)
from stocktake.disclosure.undeclared.linking import link_releases
from stocktake.disclosure.undeclared.marginals import add_marginal_totals
from stocktake.disclosure.undeclared.measures import measure_questions, nest_by_definition
from stocktake.disclosure.undeclared.names import choose_spelling, name_questions, respell
from stocktake.disclosure.undeclared.plain_names import NameKeys
from stocktake.disclosure.undeclared.populations import population_questions
from stocktake.disclosure.undeclared.questions import Question, UnansweredError, without_answers
from stocktake.disclosure.undeclared.same_figures import same_measures, same_questions
from stocktake.disclosure.undeclared.totals import complete_totals
from stocktake.standards.period_names import names_no_year


@dataclass(frozen=True)
class Understanding:
    """A table with what was inferred of it, and the releases that bear on it.

    Parameters
    ----------
    table : Table
        Its structure has grown by what the figures show.
    earlier : tuple of Earlier
        To be compared with, in the spelling of this table.
    not_compared : dict of str to str
        The ids of other releases of the register, and why they do not bear on it.
    notices : tuple of str
        What was inferred; no figure is named.
    """

    table: Table
    earlier: tuple[Earlier, ...]
    not_compared: Mapping[str, str]
    notices: tuple[str, ...] = ()


def understand(table: Table, earlier: Sequence[Earlier], policy: Policy) -> Understanding:
    """Infer what a structure leaves out, and refuse a table that leaves something open.

    Parameters
    ----------
    table : Table
        True figures.
    earlier : sequence of Earlier
        Every release of the register.
    policy : Policy
        Its threshold says what is small.

    Raises
    ------
    UnansweredError
        With every question at once.
    """
    own_figures, faults = read_figures(table)
    if faults:
        # The table cannot be read as it is, which is said with every fault where it is bound.
        linked_releases, not_compared = link_releases(table.structure, earlier)
        return Understanding(table, linked_releases, not_compared)
    synonyms = [
        synonym
        for structure in (table.structure, *(release.table.structure for release in earlier))
        for synonym in structure.synonym
    ]
    keys = NameKeys(synonyms)
    questions = name_questions(table, keys)
    if questions:
        raise UnansweredError(questions)
    stored_releases = list(earlier)
    table, earlier = _in_one_spelling(table, earlier, keys)
    notices = [
        f"{release.record.id} writes the same names in another way, and is compared"
        for release, stored_release in zip(earlier, stored_releases, strict=True)
        if release is not stored_release
    ]
    own_figures, _ = read_figures(table)
    printed_figures, hidden_cells = _bearing_figures(own_figures, earlier)
    structures = [table.structure, *(release.table.structure for release in earlier)]
    # Names come in the order of this table, and its figures are the true ones.
    all_figures: Figures = dict(own_figures)
    for figures in printed_figures.values():
        all_figures |= figures
    all_figures |= own_figures
    sums = complete_totals(table, all_figures, _known_splits(structures[1:]))
    measures = columns(all_figures.items(), by_measure)
    nested = [
        pair
        for pair in nest_by_definition(measures)
        if pair not in table.structure.nested
        and pair.whole in columns(own_figures.items(), by_measure)
    ]
    structure = sums.structure.model_copy(update={"nested": (*sums.structure.nested, *nested)})
    structures[0] = structure
    table = replace(table, structure=structure)
    questions = [
        *sums.questions,
        *amount_questions(table, columns(own_figures.items(), by_measure)),
    ]
    questions += _period_questions(table)
    questions += _relation_questions(
        own_figures, printed_figures, all_figures, structures, policy.threshold, hidden_cells
    )
    if open_questions := without_answers(questions, structure):
        raise UnansweredError(open_questions)
    table, earlier = add_marginal_totals(table, earlier, all_figures, policy.threshold)
    linked_releases, not_compared = link_releases(table.structure, earlier)
    notices += [*sums.notices, *(f"{pair.part} is part of {pair.whole}" for pair in nested)]
    return Understanding(table, linked_releases, not_compared, tuple(notices))


def _in_one_spelling(
    table: Table, earlier: Sequence[Earlier], keys: NameKeys
) -> tuple[Table, list[Earlier]]:
    """The table with the totals that earlier structures name, and those releases in its names."""
    tables = [table, *(release.table for release in earlier)]
    spelling = choose_spelling(tables, keys)
    totals: dict[str, str] = {}
    for one in tables:
        for dimension in one.structure.dimension:
            if dimension.total:
                name = spelling.of(("dimension", ""), dimension.id)
                totals.setdefault(name, dimension.total)
    dimensions = []
    for dimension in table.structure.dimension:
        total = totals.get(dimension.id, "")
        if total and not dimension.total:
            names = table.items(dimension)
            key = keys.key("item", total)
            total = next((name for name in names if keys.key("item", name) == key), total)
            totals[dimension.id] = total
            dimension = dimension.with_lines(dimension.split, total)
        dimensions.append(dimension)
    structure = table.structure.model_copy(update={"dimension": tuple(dimensions)})
    respelled = [respell(release, spelling, totals) for release in earlier]
    return replace(table, structure=structure), respelled


def _bearing_figures(
    own_figures: Figures, earlier: Sequence[Earlier]
) -> tuple[dict[str, Figures], set[CellId]]:
    """What earlier releases print of the same periods, and the cells that they hide."""
    periods = {name.period for name in own_figures}
    printed_figures: dict[str, Figures] = {}
    hidden_cells: set[CellId] = set()
    for release in earlier:
        if _periods(release.table) & periods:
            figures, marked_cells = read_printed(release.table)
            hidden_cells |= marked_cells
            printed_figures[release.record.id] = {
                name: value for name, value in figures.items() if name.period in periods
            }
    return printed_figures, hidden_cells


def _periods(table: Table) -> set[str]:
    for dimension in table.structure.dimension:
        if dimension.id == "period":
            return set(table.items(dimension))
    return {table.structure.period}


def _known_splits(structures: Sequence[Structure]) -> dict[str, list[Split]]:
    splits: dict[str, list[Split]] = {}
    for structure in structures:
        for dimension in structure.dimension:
            known_splits = splits.setdefault(dimension.id, [])
            known_splits += [split for split in dimension.split if split not in known_splits]
    return splits


def _period_questions(table: Table) -> Iterator[Question]:
    """Periods that are a part of some year without saying of which."""
    for period in sorted(_periods(table)):
        if period and names_no_year(period):
            yield Question(
                f"period {period}",
                f"{period} is a part of a year, and does not say of which; the year's figure less "
                "that of its parts is a figure too",
                (f'name the year as well, such as "202324-{period}"',),
            )


def _relation_questions(
    own_figures: Figures,
    printed_figures: Mapping[str, Figures],
    all_figures: Figures,
    structures: Sequence[Structure],
    threshold: int,
    hidden_cells: Collection[CellId],
) -> Iterator[Question]:
    """Measures and populations that nest, add up, or are the same under two names."""
    declared_pairs = {
        frozenset(pair)
        for structure in structures
        for line in structure.sum
        for pair in ((line.total, part) for part in line.parts)
    }
    declared_pairs |= {
        frozenset((pair.part, pair.whole)) for structure in structures for pair in structure.nested
    }
    delicate_measures = {name.measure for name in hidden_cells}
    delicate_measures |= {
        name.measure for name, value in own_figures.items() if 0 < value < threshold
    }
    same = same_measures(own_figures, printed_figures, declared_pairs, delicate_measures)
    yield from same_questions(own_figures, printed_figures, same, delicate_measures)
    yield from measure_questions(
        columns(all_figures.items(), by_measure),
        structures,
        threshold,
        {name.measure for name in own_figures},
        same=same,
        hidden_names={name.measure for name in hidden_cells},
    )
    yield from population_questions(
        columns(all_figures.items(), by_population),
        structures,
        threshold,
        structures[0].population,
        hidden_names={name.population for name in hidden_cells},
    )
