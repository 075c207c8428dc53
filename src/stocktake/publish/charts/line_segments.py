"""Makes a line of a chart out of figures by year: where it runs through, where it is cut."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from stocktake.publish.content import Line, Point, Role


def line_of(
    name: str,
    role: Role,
    values: Sequence[float | None],
    say: Callable[[int], str],
    *,
    breaks: Collection[int] = (),
    special: Collection[int] = (),
    note: Callable[[int], str] | None = None,
) -> Line:
    """A line in runs: cut at years without a figure, at breaks and around special years.

    Parameters
    ----------
    name : str
    role : str
        What is asked for is no figure: its line is never cut.
    values : sequence of float or None
        One for each period, None where there is no figure.
    say : callable
        The text of a period's figure, by the period's number.
    breaks : collection of int
        A break lies just before each of these periods.
    special : collection of int
        Periods of special arrangements: each stands alone, as a hollow point.
    note : callable, optional
        What else is known of a period's figure, by the period's number.

    Returns
    -------
    Line
        Without points where no figure is known.

    Examples
    --------
    >>> values = [48.0, 62.0, None, 56.0, 54.0]
    >>> line = line_of("Here", "home", values, lambda at: f"{values[at]:g}%", breaks=[1])
    >>> [[point.text for point in run] for run in line.runs]
    [['48%'], ['62%'], ['56%', '54%']]
    """
    is_target = role == "asked"
    runs: list[list[Point]] = []
    before = -1
    for at, value in enumerate(values):
        if value is None:
            continue
        hollow = at in special and not is_target
        point = Point(at, value, say(at), hollow, note(at) if note else "")
        cut = hollow or at in breaks or before != at - 1 or bool(runs and runs[-1][-1].special)
        if not runs or (cut and not is_target):
            runs.append([point])
        else:
            runs[-1].append(point)
        before = at
    return Line(name, role, tuple(tuple(run) for run in runs))
