"""What somebody believes of pictures that contradict each other: as much as agrees with itself.

Whoever reads both doubts as little as possible, and takes all the others for true: 39 of all pupils
less 34 others is then a figure, although another school has more others than pupils. Whoever
happens to doubt what did change, and nothing else, is misled by nothing.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from math import isnan, nan

from stocktake.disclosure.cells import CellId, Equation, Problem
from stocktake.disclosure.doubted_links import agreeing_links
from stocktake.disclosure.published_cells import CLOSE
from stocktake.disclosure.revised_pictures import Picture, Supposition


def believed_problems(
    tried_suppositions: Iterable[Supposition],
    hidden_cells: Collection[CellId],
    known_values: Mapping[CellId, float],
) -> Iterator[Problem]:
    """The boldest supposition that agrees with itself; else what is left of a bold one too.

    Parameters
    ----------
    tried_suppositions : iterable of Supposition
        From the boldest to the most careful.
    hidden_cells : collection of CellId
        Cells and ratios that are in question.
    known_values : mapping of CellId to float
        Figures that this attacker knows besides.
    """
    *bold_suppositions, careful_supposition = tried_suppositions
    choices = list[tuple[Equation, ...]]()
    for supposition in bold_suppositions:
        choices = agreeing_links(supposition, hidden_cells, known_values)
        if choices == [supposition.links]:
            yield supposition.problem
            return
    for links in choices:
        yield replace(supposition, links=links).problem
    careful_choices = agreeing_links(careful_supposition, hidden_cells, known_values)
    if careful_choices == [careful_supposition.links]:
        yield careful_supposition.problem


def rightly_believed_problems(
    supposition: Supposition,
    true_values: Mapping[CellId, float],
    hidden_cells: Collection[CellId],
    known_values: Mapping[CellId, float],
) -> Iterator[Problem]:
    """What is left of a supposition where exactly that is doubted which did change.

    Parameters
    ----------
    supposition : Supposition
    true_values : mapping of CellId to float
        Of every picture. Of what no picture has a figure, as much is believed as agrees.
    hidden_cells : collection of CellId
    known_values : mapping of CellId to float
    """
    cells = supposition.pictures.cells
    unchanged_links, open_links = list[Equation](), list[Equation]()
    for link in supposition.links:
        one, second = (
            true_values.get(cells[place].id, nan) for place in (link.total, link.parts[0])
        )
        if isnan(one) or isnan(second):
            open_links.append(link)
        elif one == second:
            unchanged_links.append(link)
    pictures = replace(supposition, links=tuple(unchanged_links)).problem
    left = Supposition(pictures, tuple(open_links))
    for links in agreeing_links(left, hidden_cells, known_values):
        yield replace(left, links=links).problem


def plain_differences(
    problem: Problem,
    pictures: Collection[Picture],
    known_values: Mapping[CellId, float],
    questions: Mapping[CellId, float],
) -> list[CellId]:
    """What follows along one sum from figures of several pictures, as people subtract by hand.

    Parameters
    ----------
    problem, pictures
        As :func:`revised_pictures.suppositions` has them.
    known_values : mapping of CellId to float
        A contributor's own figures; what follows from these and from zeros alone is left out.
    questions : mapping of CellId to float
        With what is true.
    """
    new_values = _printed_values(problem) | dict(known_values)
    old_values = [_printed_values(picture) for _, picture in pictures]
    derived_cells: dict[CellId, None] = {}
    for line in problem.equations:
        terms = [(line.total, 1.0), *((part, -1.0) for part in line.parts)]
        signs = {problem.cells[place].id: sign for place, sign in terms}
        missing_ids = [name for name in signs if name in questions]
        other_ids = [name for name in signs if name not in questions]
        is_own = all(name in known_values or new_values.get(name) == 0 for name in other_ids)
        if len(missing_ids) != 1 or is_own:
            continue
        [missing] = missing_ids
        for number in range(len(old_values)):
            # One picture first, then whichever has the figure.
            values = ChainMap(new_values, old_values[number], *old_values)
            if all(name in values for name in other_ids):
                rest = sum(signs[name] * values[name] for name in other_ids)
                if abs(questions[missing] + rest / signs[missing]) <= CLOSE:
                    derived_cells[missing] = None
    return list(derived_cells)


def _printed_values(problem: Problem) -> dict[CellId, float]:
    return {
        cell.id: cell.value
        for cell in problem.cells
        if cell.state == "shown" and cell.value is not None
    }
