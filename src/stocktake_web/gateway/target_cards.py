"""A target as the library shows it: facts, watch and leading indicators, tables and charts."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import finalize

from markupsafe import Markup

from stocktake.plan.judge import Judgement
from stocktake.publish.cards import Maker
from stocktake.publish.charts import chart_svg
from stocktake.publish.content import Card, Shown, Table
from stocktake.targets.schema import Target
from stocktake.targets.verdict import Verdict
from stocktake_web.gateway.memory import Memory

__all__ = ["Card", "Drawn", "Table", "Target", "Verdict", "card", "draw"]

# By the identity of a judgement, and forgotten with it.
_cards: dict[int, Memory[Card]] = {}


@dataclass(frozen=True)
class Drawn:
    """A chart as an SVG element, and the table that holds the same figures.

    Parameters
    ----------
    svg : Markup
        Empty where fewer than two figures are held: the table then says all.
    title, subtitle : str
        To be set as text above the drawing.
    local : bool
        Whether any figure is a local return, for the board.
    """

    svg: Markup
    title: str
    subtitle: str
    table: Table
    local: bool


def card(judgement: Judgement, target: str, *, for_public: bool = False) -> Card:
    """The card of a target of the plan, made once for each judgement.

    Raises
    ------
    LookupError
        The plan has no such target.
    """
    made = _cards.get(id(judgement))
    if made is None:
        made = _cards.setdefault(id(judgement), Memory[Card](size=256))
        finalize(judgement, _cards.pop, id(judgement), None)
    return made.get((target, for_public), lambda: _made(judgement, target, for_public))


def draw(shown: Shown) -> Drawn:
    """A chart and its table."""
    chart = shown.chart
    if chart is None:
        return Drawn(Markup(""), "", "", shown.table, shown.local)
    # Every text in it is escaped where it is drawn.
    svg = Markup(chart_svg(chart))  # noqa: S704
    return Drawn(svg, chart.title, chart.subtitle, shown.table, shown.local)


def _made(judgement: Judgement, target: str, for_public: bool) -> Card:
    for verdict, each in zip(judgement.verdicts, judgement.plan.target, strict=True):
        if each.id == target:
            return Maker(judgement, for_public).card(verdict, each)
    raise LookupError(f"the plan has no target {target!r}")
