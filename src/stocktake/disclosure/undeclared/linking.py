"""Which earlier releases a table is compared with, and why the others are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.structure import Structure

NO_MEASURE = "it holds other measures, and none that adds up with, or is part of, one of these"


def link_releases(
    structure: Structure, earlier: Sequence[Earlier]
) -> tuple[tuple[Earlier, ...], dict[str, str]]:
    """The releases that share a measure with a table, or one that is bound to it.

    Parameters
    ----------
    structure : Structure
    earlier : sequence of Earlier

    Returns
    -------
    linked_releases : tuple of Earlier
        In the order of release.
    not_compared : dict of str to str
        The ids of the others, and why.
    """
    groups = [_measures(structure), *(_measures(release.table.structure) for release in earlier)]
    measures = set(groups[0])
    bound_groups = [*_bound_groups(structure)]
    bound_groups += [line for release in earlier for line in _bound_groups(release.table.structure)]
    waiting = [*groups[1:], *bound_groups]
    has_changed = True
    while has_changed:
        has_changed = False
        for group in list(waiting):
            if group & measures:
                waiting.remove(group)
                measures |= group
                has_changed = True
    linked_releases = tuple(r for r in earlier if _measures(r.table.structure) & measures)
    reasons_by_id = {r.record.id: NO_MEASURE for r in earlier if r not in linked_releases}
    return linked_releases, reasons_by_id


def _measures(structure: Structure) -> set[str]:
    return {measure.id for measure in structure.measure}


def _bound_groups(structure: Structure) -> Iterable[set[str]]:
    """Measures that a structure binds to each other."""
    for pair in structure.nested:
        yield {pair.part, pair.whole}
    for line in structure.sum:
        yield {line.total, *line.parts}
