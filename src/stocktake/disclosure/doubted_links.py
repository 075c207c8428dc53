"""Which links between pictures are doubted where not all of them can hold: as few as possible.

Where a sum cannot hold across two pictures, one of its figures is wrong, and nobody can say which.
Figures of schools are doubted first, totals after them: a total follows its parts. Every smallest
choice is one that somebody may make. It is found by asking again and again which links cannot hold
together, of which one at least must be doubted.

Source: R. Reiter, a theory of diagnosis from first principles (1987).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf

from stocktake.disclosure.cells import CellId, Equation
from stocktake.disclosure.published_cells import CLOSE, gather, known_figure
from stocktake.disclosure.revised_pictures import Supposition
from stocktake.disclosure.solver import Programme, Rows
from stocktake.standards.errors import InputError

MOST_CHOICES = 12
"""So many choices of doubted links are tried; there are as many as schools where a total is."""

MOST_QUESTIONS = 60
"""After so many questions one choice is followed to its end."""


def agreeing_links(
    supposition: Supposition,
    hidden_cells: Collection[CellId],
    known_values: Mapping[CellId, float],
) -> list[tuple[Equation, ...]]:
    """The links that can hold together, for every choice of the fewest that are doubted.

    Parameters
    ----------
    supposition : Supposition
    hidden_cells : collection of CellId
    known_values : mapping of CellId to float

    Returns
    -------
    list of tuple of Equation
        All links where they agree; nothing where a picture contradicts itself.
    """
    problem = supposition.pictures
    try:
        facts = gather(problem, hidden_cells, known_values=known_values)
    except InputError:
        return []
    column_of = {place: column for column, place in enumerate(facts.low)}
    rows = Rows()
    for row in facts.rows:
        terms = [(column_of[place], coefficient) for place, coefficient in row.terms]
        rows.add(terms, row.lower, row.upper)
    hidden_ids = frozenset(hidden_cells)
    open_links: list[Equation] = []
    failed_links: set[Equation] = set()
    for link in supposition.links:
        terms, rest = list[tuple[int, float]](), 0.0
        for place, coefficient in ((link.total, 1.0), (link.parts[0], -1.0)):
            value = known_figure(problem.cells[place], hidden_ids, known_values)
            if value is None:
                terms.append((column_of[place], coefficient))
            else:
                rest += coefficient * value
        if terms:
            slack = len(column_of) + 2 * len(open_links)
            rows.add([*terms, (slack, 1.0), (slack + 1, -1.0)], -rest, -rest)
            open_links.append(link)
        elif abs(rest) > CLOSE:
            failed_links.add(link)
    slack_count = 2 * len(open_links)
    lower = [*facts.low.values(), *[0.0] * slack_count]
    upper = [*facts.high.values(), *[inf] * slack_count]
    programme = Programme(lower, upper, [0.0] * len(lower), rows)
    totals = {line.total for line in problem.equations}
    doubts = _Doubts(programme, len(column_of), [link.total in totals for link in open_links])
    choices = []
    for choice in doubts.smallest():
        doubted_links = failed_links.union(open_links[number] for number in choice)
        choices.append(tuple(link for link in supposition.links if link not in doubted_links))
    return choices


class _Doubts:
    """Asks which links cannot hold together: each may fail by two slacks, more or less.

    Parameters
    ----------
    programme : Programme
        The slacks are its last columns, two for each link.
    first_column : int
        The first of these.
    is_total : list of bool
        By link.
    """

    def __init__(self, programme: Programme, first_column: int, is_total: list[bool]) -> None:
        self._programme, self._first_column = programme, first_column
        self._links_count = len(is_total)
        self._totals = {number for number, flag in enumerate(is_total) if flag}
        self._parts = set(range(len(is_total))) - self._totals

    def smallest(self) -> list[frozenset[int]]:
        """The smallest sets of parts; each with a smallest set of totals."""
        return [
            choice
            for parts in self._choices(frozenset(), self._parts, MOST_CHOICES)
            for choice in self._choices(parts, self._totals, 1)
        ]

    def _choices(self, doubted: frozenset[int], among: set[int], most: int) -> list[frozenset[int]]:
        """The smallest sets of links, with those that are doubted already."""
        tried_choices = [doubted]
        questions_count = 0
        while tried_choices:
            found_choices = list[frozenset[int]]()
            larger_choices = dict[frozenset[int], None]()
            for choice in tried_choices:
                conflict = self._conflict((self._parts | among) - choice)
                questions_count += 1
                if not conflict:
                    found_choices.append(choice)
                larger_choices |= {choice | {number}: None for number in sorted(conflict & among)}
                if len(found_choices) >= most:
                    break
            if found_choices:
                return found_choices
            tried_choices = list(larger_choices)
            if questions_count > MOST_QUESTIONS:
                del tried_choices[1:]
        return []

    def _conflict(self, charged: set[int]) -> set[int]:
        """Links that cannot hold together; none where all that are charged can."""
        programme, first = self._programme, self._first_column
        columns = list(range(first, first + 2 * self._links_count))
        costs = [float(number in charged) for number in range(self._links_count)]
        programme.charge(columns, [cost for cost in costs for _ in (0, 1)])
        if programme.solve() is None or programme.objective <= CLOSE:
            return set()
        reduced_costs = programme.reduced_costs()
        # How much a link weighs in the proof is what its slack costs, less what is left of that.
        return {number for number in charged if abs(1 - reduced_costs[first + 2 * number]) > CLOSE}
