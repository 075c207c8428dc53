"""Says what a chart over time shows, for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.publish.content import Line


def describe_lines(
    lines: Sequence[Line],
    labels: Sequence[str],
    *,
    special: Sequence[int] = (),
    breaks: Sequence[int] = (),
    ranks: bool = False,
) -> str:
    """What lines over time show, for those who do not see them: where they began, went and ended.

    Parameters
    ----------
    labels : sequence of str
        Of the periods.
    special, breaks : sequence of int
        Periods of special arrangements, and those just before which a break lies.
    ranks : bool
        Whether the values are ranks, of which the smallest is the best.

    Examples
    --------
    >>> from stocktake.publish.content import Point
    >>> home = Line("Here", "home", ((Point(0, 48.0, "48%"), Point(1, 56.0, "56%")),))
    >>> england = Line("England", "england", ((Point(1, 60.0, "60%"),),))
    >>> describe_lines([home, england], ["2016/17", "2017/18"])  # doctest: +NORMALIZE_WHITESPACE
    'Here: rose from 48% in 2016/17 to 56% in 2017/18. England: 60% in 2017/18. In 2017/18 Here is
    below England. The table that follows holds every figure.'
    """
    sentences = [describe_line(line, labels, ranks=ranks) for line in lines if line.points]
    sentences += _position_sentences(lines, labels)
    positions = {point.at for point in lines[0].points} if lines else set()
    gaps = [label for at, label in enumerate(labels) if at not in positions]
    if gaps and positions:
        sentences.append(f"{lines[0].name} has no figure for {', '.join(gaps)}.")
    if special:
        sentences.append(f"Special arrangements: {', '.join(labels[at] for at in special)}.")
    if breaks:
        sentences.append(
            f"The series breaks after {', '.join(labels[at - 1] for at in breaks if at)}."
        )
    return " ".join([*sentences, "The table that follows holds every figure."])


def describe_line(line: Line, labels: Sequence[str], *, ranks: bool = False) -> str:
    """From where to where a line went, in a sentence."""
    if not line.points:
        return f"{line.name}: no figure."
    first, last = line.points[0], line.points[-1]
    if first is last:
        return f"{line.name}: {first.text} in {labels[first.at]}."
    ends = f"from {first.text} in {labels[first.at]} to {last.text} in {labels[last.at]}"
    if line.role == "asked" or first.value == last.value:
        return f"{line.name}: {ends}."
    has_risen = last.value > first.value
    up, down = ("fell", "climbed") if ranks else ("rose", "fell")
    return f"{line.name}: {up if has_risen else down} {ends}."


def _position_sentences(lines: Sequence[Line], labels: Sequence[str]) -> list[str]:
    """On which side of the country the place was in the last year that both have."""
    home = next((line for line in lines if line.role == "home"), None)
    country = next((line for line in lines if line.role == "england"), None)
    if home is None or country is None:
        return []
    values = {point.at: point.value for point in country.points}
    common_points = [point for point in home.points if point.at in values]
    if not common_points:
        return []
    last = common_points[-1]
    gap = last.value - values[last.at]
    side = "level with" if not round(gap, 6) else "above" if gap > 0 else "below"
    return [f"In {labels[last.at]} {home.name} is {side} {country.name}."]
