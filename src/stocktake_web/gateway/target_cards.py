"""A target as the library shows it: facts, watch and leading indicators, tables and charts."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from markupsafe import Markup

from stocktake.plan.judge import Judgement
from stocktake.publish.cards import Maker
from stocktake.publish.charts import chart_svg
from stocktake.publish.content import Card, Chart, Shown, Table
from stocktake.targets.schema import Target
from stocktake.targets.verdict import Verdict
from stocktake_web.gateway.memory import Memory

__all__ = ["Card", "Drawn", "Table", "Target", "Verdict", "card", "draw"]

_drawings = Memory[str](size=1024)


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
    """The card of a target of the plan.

    Raises
    ------
    LookupError
        The plan has no such target.
    """
    for verdict, each in zip(judgement.verdicts, judgement.plan.target, strict=True):
        if each.id == target:
            return Maker(judgement, for_public).card(verdict, each)
    raise LookupError(f"the plan has no target {target!r}")


def draw(shown: Shown) -> Drawn:
    """A chart and its table, drawn once for each content."""
    chart = shown.chart
    if chart is None:
        return Drawn(Markup(""), "", "", shown.table, shown.local)
    return Drawn(_svg(chart), chart.title, chart.subtitle, shown.table, shown.local)


def _svg(chart: Chart) -> Markup:
    # Drawn by the library, which escapes every text in it.
    return Markup(_drawings.get(astuple(chart), lambda: chart_svg(chart)))  # noqa: S704
