"""A total that comes later: an earlier table has the items, and another one their sum alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.structure import Dimension, Split, Table
from stocktake.disclosure.undeclared.figures import Figures, read_printed
from stocktake.disclosure.undeclared.names import with_table
from stocktake.disclosure.undeclared.totals import OF_ALL


def add_marginal_totals(
    table: Table, earlier: Sequence[Earlier], figures: Figures, threshold: int
) -> tuple[Table, list[Earlier]]:
    """Take the items of earlier tables to make up a total that is printed elsewhere.

    Parameters
    ----------
    table : Table
        The new one.
    earlier : sequence of Earlier
    figures : dict of CellId to float
        Of the new table and of everything that is out.
    threshold : int
        What is left for hidden items must be less than this for each of them: they are small.

    Returns
    -------
    (Table, list of Earlier)
        A dimension of one id has one total in all of them.
    """
    table = _with_totals(table, figures, threshold)
    tables = [_with_totals(release.table, figures, threshold) for release in earlier]
    totals = {
        dimension.id: dimension.total
        for one in (table, *tables)
        for dimension in one.structure.dimension
        if dimension.total
    }
    tables = [_rename_totals(one, totals) for one in tables]
    grown = [
        release if one is release.table else with_table(release, one)
        for release, one in zip(earlier, tables, strict=True)
    ]
    return _rename_totals(table, totals), grown


def _with_totals(table: Table, figures: Figures, threshold: int) -> Table:
    dimensions = tuple(
        _with_total(dimension, table, figures, threshold) for dimension in table.structure.dimension
    )
    if dimensions == table.structure.dimension:
        return table
    structure = table.structure.model_copy(update={"dimension": dimensions})
    return replace(table, structure=structure)


def _with_total(dimension: Dimension, table: Table, figures: Figures, threshold: int) -> Dimension:
    if dimension.split or dimension.adds_up is False or dimension.id == "period":
        return dimension
    total = dimension.total or OF_ALL
    items = [item for item in table.items(dimension) if item != total]
    if len(items) < 2:
        return dimension
    own_figures, hidden_cells = read_printed(table)
    rests = {name.with_item(dimension.id, "", "") for name in (*own_figures, *hidden_cells)}
    if dimension.id == "place":
        # A place of another table may be the sum of these.
        totals = sorted({name.place for name in figures} - {*items, ""})
    else:
        totals = [total]
    splits = [
        Split(total=name, parts=tuple(items))
        for name in totals
        if _makes_up(rests, dimension, name, items, figures, threshold)
    ]
    if not splits:
        return dimension
    return dimension.with_lines(splits, dimension.total if dimension.id == "place" else total)


def _makes_up(
    rests: Collection[CellId],
    dimension: Dimension,
    total: str,
    items: Sequence[str],
    figures: Figures,
    threshold: int,
) -> bool:
    """Whether items make up a total wherever it is printed, hidden ones being small."""
    is_seen = False
    for rest in rests:
        # A dimension's total is left out of a cell's identity; a place never is.
        whole = figures.get(rest.with_item(dimension.id, total, total))
        if whole is None:
            continue
        cells = [rest.with_item(dimension.id, item, total) for item in items]
        known_sum = sum(figures.get(cell, 0.0) for cell in cells)
        open_count = sum(cell not in figures for cell in cells)
        if not 0 <= whole - known_sum < max(1e-6, open_count * threshold):
            return False
        is_seen = True
    return is_seen


def _rename_totals(table: Table, totals: Mapping[str, str]) -> Table:
    dimensions = tuple(
        dimension
        if dimension.total or dimension.id not in totals
        else dimension.with_lines(dimension.split, totals[dimension.id])
        for dimension in table.structure.dimension
    )
    if dimensions == table.structure.dimension:
        return table
    structure = table.structure.model_copy(update={"dimension": dimensions})
    return replace(table, structure=structure)
