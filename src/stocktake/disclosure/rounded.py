"""Rounds a table so that it agrees with what was rounded before."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.published_cells import gather, subtract
from stocktake.disclosure.reading import read_cells
from stocktake.disclosure.rounding import round_cells
from stocktake.disclosure.structure import Table
from stocktake.standards.errors import Fault, InputError, StocktakeError, UsageError

FIX = "take a larger base, or hide instead of rounding"


def round_beside(
    inner: Table,
    problem: Problem,
    policy: Policy,
    earlier: Sequence[Earlier],
    key: bytes | None,
) -> dict[CellId, int]:
    """Round every printed count; a cell that is out keeps its rounding.

    Parameters
    ----------
    inner : Table
    problem : Problem
        Made of it alone.
    policy : Policy
        Its base.
    earlier : sequence of Earlier
    key : bytes or None

    Raises
    ------
    UsageError
        Without a key.
    InputError
        The table holds sums, means, or percentages of counts that it does not print: rounding
        protects printed counts alone.
    StocktakeError
        An earlier release hides cells: rounding would say between which multiples they lie.
    """
    if key is None or policy.rounding_base is None:
        raise UsageError("a policy that rounds needs the register's key")
    counts = {m.id for m in inner.structure.measure if m.unit == "count" and not m.withheld}
    unfit = [
        Fault(measure.id, f"is a {measure.unit}, which rounding does not protect", "counts")
        for measure in inner.structure.measure
        if measure.unit in ("sum", "mean")
        or (measure.is_ratio and not {measure.numerator, measure.denominator} <= counts)
    ]
    if unfit:
        raise InputError("rounding is for counts that are printed", unfit)
    fixed: dict[CellId, int] = {}
    for release in earlier:
        cells, marked_cells = read_cells([release.table], [])
        hides = release.record.method != "round"
        mixed = [name for name in marked_cells if hides and name in problem.position]
        mixed += [n for n, c in cells.items() if c.state == "shown" and n in problem.position]
        if mixed:
            faults = [
                Fault(str(name), f"is out in {release.record.id}, not rounded") for name in mixed
            ]
            raise StocktakeError(
                "a table cannot be rounded when linked with one that hides cells", faults
            )
        for name, cell in cells.items():
            place = problem.position.get(name)
            value = None if place is None else problem.cells[place].value
            figure = 0.0 if cell.value is None else cell.value
            if value is not None and abs(figure - value) < policy.rounding_base:
                fixed[name] = int(figure)
    return round_cells(problem, policy.rounding_base, key=key, fixed=fixed)


def hidden_when_rounded(earlier: Sequence[Earlier]) -> frozenset[CellId]:
    """Cells that earlier rounded releases hide."""
    return frozenset(
        name
        for release in earlier
        if release.record.method == "round"
        for name in read_cells([release.table], [])[1]
    )


def rounded_before(earlier: Sequence[Earlier]) -> frozenset[CellId]:
    """Counts that earlier rounded releases print."""
    return frozenset(
        name
        for release in earlier
        if release.record.method == "round"
        for name, cell in read_cells([release.table], [])[0].items()
        if cell.state in ("rounded", "unknown")
    )


def true_tables(earlier: Sequence[Earlier]) -> list[Table]:
    """What stood inside of earlier rounded releases, where the register keeps it."""
    tables = [release.true_table for release in earlier if release.record.method == "round"]
    return [table for table in tables if table is not None]


def narrowest(problem: Problem, threshold: int) -> float | None:
    """How far apart the bounds of small rounded counts are at least.

    Parameters
    ----------
    problem : Problem
        The table as printed, with earlier ones.
    threshold : int
        Counts printed below it are small.

    Returns
    -------
    float or None
        By subtraction along one sum after another; None where no printed count is small.

    Raises
    ------
    StocktakeError
        Where one of them can be worked out.
    """
    facts = gather(problem, (), known_values={})
    subtract(facts)
    small = {
        place
        for place, cell in enumerate(problem.cells)
        if place in facts.low
        and ((cell.state == "rounded" and 0 < (cell.value or 0) < threshold) or cell.lower == 1)
    }
    fixed_cells = sorted(place for place in small if facts.low[place] == facts.high[place])
    if fixed_cells:
        faults = [
            Fault(str(problem.cells[place].id), "can be worked out though it is rounded", "", FIX)
            for place in fixed_cells
        ]
        raise StocktakeError("the rounded figures would uncover small counts", faults)
    return min((facts.high[place] - facts.low[place] for place in small), default=None)
