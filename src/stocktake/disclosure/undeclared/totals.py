"""What adds up along a dimension that declares no split of its total, or of one of its items.

Where the rows add up it is a sum, as if it were declared. One item and its total leave a remainder,
which is a cell. Anything else only somebody who knows the items can say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.growing_splits import fitting_splits
from stocktake.disclosure.structure import Dimension, Split, Structure, Table
from stocktake.disclosure.undeclared.figures import Figures
from stocktake.disclosure.undeclared.questions import Question

SLACK = 1e-6
OF_ALL = "(all)"
"""The total of a dimension that names none, where a table without the dimension has it."""


@dataclass(frozen=True)
class Sums:
    """What a structure gains, and what is left to ask."""

    structure: Structure
    questions: tuple[Question, ...]
    notices: tuple[str, ...]


def complete_totals(
    table: Table, figures: Figures, earlier_splits: Mapping[str, Sequence[Split]]
) -> Sums:
    """Add the sums that a table's rows show.

    Parameters
    ----------
    table : Table
    figures : dict of CellId to float
        Of this table and of what is out.
    earlier_splits : mapping of str to sequence of Split
        By dimension: what earlier structures declare.
    """
    structure = table.structure
    questions: list[Question] = []
    notices: list[str] = []
    dimensions = []
    for dimension in structure.dimension:
        grown, question = _complete(dimension, table, figures, earlier_splits.get(dimension.id, ()))
        dimensions.append(grown)
        if question is not None:
            questions.append(question)
        notices += [
            f"{dimension.id}: {split.total} is taken to be "
            + " and ".join(split.parts)
            + ("" if split.complete else " and a remainder")
            for split in grown.split
            if split not in dimension.split
        ]
    grown_structure = structure.model_copy(update={"dimension": tuple(dimensions)})
    return Sums(grown_structure, tuple(questions), tuple(notices))


def _complete(
    dimension: Dimension, table: Table, figures: Figures, earlier_splits: Sequence[Split]
) -> tuple[Dimension, Question | None]:
    if dimension.adds_up is False or dimension.id == "period":
        return dimension, None
    items = sorted(table.items(dimension))
    dimension = _with_known(dimension, items, earlier_splits)
    splits = dimension.split
    inner = {part for split in splits for part in split.parts}
    totals = {split.total for split in splits}
    rows = _rows(dimension, figures)
    if not dimension.total:
        return _without_total(dimension, items, rows), None
    if dimension.total in totals or items == [dimension.total]:
        return dimension, None
    tops = [item for item in items if item not in inner and item != dimension.total]
    tops += sorted(totals - inner - set(tops) - {dimension.total})
    if not tops:
        return dimension, None
    if len(tops) == 1:
        rest = Split(total=dimension.total, parts=(tops[0],), complete=False)
        return _with_split(dimension, rest), None
    if _adds_up(rows, dimension.total, tops):
        return _with_split(dimension, Split(total=dimension.total, parts=tuple(tops))), None
    return dimension, _question(dimension, tops)


def _question(dimension: Dimension, tops: Sequence[str]) -> Question:
    parts = ", ".join(f'"{item}"' for item in tops)
    return Question(
        f"total {dimension.id}",
        f"the dimension {dimension.id} has the total {dimension.total!r}, and its other items "
        f"({', '.join(tops)}) cannot be seen to add up to it; anybody can subtract",
        (
            f'split = [{{ total = "{dimension.total}", parts = [{parts}], complete = false }}] '
            "with the items that do not overlap",
            f"adds_up = false with a reason in the dimension {dimension.id}",
        ),
    )


def _rows(dimension: Dimension, figures: Figures) -> list[dict[str, float]]:
    """The figures by item, one dict for each combination of everything else."""
    rows: dict[CellId, dict[str, float]] = {}
    for name, value in figures.items():
        item = name.item(dimension.id, dimension.total or OF_ALL)
        rest = name.with_item(dimension.id, "", "")
        rows.setdefault(rest, {})[item] = value
    return list(rows.values())


def _adds_up(rows: Sequence[Mapping[str, float]], total: str, parts: Sequence[str]) -> bool:
    """Whether parts make up a total wherever they are there, and are all there somewhere."""
    is_seen = False
    for row in rows:
        if total not in row or not any(part in row for part in parts):
            continue
        slack = _slack([row[total], *(row[part] for part in parts if part in row)])
        if not all(part in row for part in parts):
            if sum(row.get(part, 0.0) for part in parts) > row[total] + slack:
                return False
            continue
        if abs(sum(row[part] for part in parts) - row[total]) > slack:
            return False
        is_seen = True
    return is_seen


def _slack(figures: Sequence[float]) -> float:
    """Whole numbers add up exactly, others to a millionth."""
    if all(figure == int(figure) for figure in figures):
        return 0.0
    return SLACK * max(1.0, *map(abs, figures))


def _without_total(
    dimension: Dimension, items: Sequence[str], rows: Sequence[Mapping[str, float]]
) -> Dimension:
    """A dimension that names no total: one of its items may be it, or a table without it."""
    if dimension.split or len(items) < 2:
        return dimension
    if dimension.id != "place" and _adds_up(rows, OF_ALL, items):
        return dimension.with_lines([Split(total=OF_ALL, parts=tuple(items))], OF_ALL)
    for total in items:
        parts = [item for item in items if item != total]
        counts = [any(row.get(part) for row in rows) for part in parts]
        if len(parts) > 1 and all(counts) and _adds_up(rows, total, parts):
            return _with_split(dimension, Split(total=total, parts=tuple(parts)))
    return dimension


def _with_known(
    dimension: Dimension, items: Sequence[str], earlier_splits: Sequence[Split]
) -> Dimension:
    """The splits of earlier structures, where they name every item of this table."""
    names = {name for split in earlier_splits for name in (split.total, *split.parts)} | {
        dimension.total
    }
    if not set(items) <= names or dimension.split:
        return dimension
    return dimension.with_lines(fitting_splits(earlier_splits, items))


def _with_split(dimension: Dimension, split: Split) -> Dimension:
    return dimension.with_lines([*dimension.split, split])
