"""A target as the library shows it: its card, its sparkline, made once for each judgement."""

from __future__ import annotations

from weakref import finalize

from stocktake.plan import Judgement
from stocktake.publish import Card, CardBuilder, Sparkline, target_sparkline
from stocktake_web.services.cache import LRUCache

# By the identity of a judgement, and dropped with it.
_cards: dict[int, LRUCache[Card]] = {}
_sparklines: dict[int, dict[str, Sparkline]] = {}


def target_card(judgement: Judgement, target_id: str, *, for_public: bool = False) -> Card:
    """The card of a target of the plan: facts, watch indicators, tables and charts.

    Raises
    ------
    LookupError
        The plan has no such target.
    """
    cards = _cards.get(id(judgement))
    if cards is None:
        cards = _cards.setdefault(id(judgement), LRUCache[Card](size=256))
        finalize(judgement, _cards.pop, id(judgement), None)
    return cards.get((target_id, for_public), lambda: _build(judgement, target_id, for_public))


def target_sparklines(judgement: Judgement) -> dict[str, Sparkline]:
    """The figures of every target over a few years, by target, of those that have them.

    Local returns are among them: for the board's pages only.
    """
    sparklines = _sparklines.get(id(judgement))
    if sparklines is None:
        lines = {
            verdict.id: target_sparkline(verdict, judgement.context, judgement.place_name)
            for verdict in judgement.verdicts
        }
        sparklines = _sparklines[id(judgement)] = {
            target_id: line for target_id, line in lines.items() if line
        }
        finalize(judgement, _sparklines.pop, id(judgement), None)
    return sparklines


def _build(judgement: Judgement, target_id: str, for_public: bool) -> Card:
    for verdict, target in zip(judgement.verdicts, judgement.plan.target, strict=True):
        if target.id == target_id:
            return CardBuilder(judgement, for_public).build_card(verdict, target)
    raise LookupError(f"the plan has no target {target_id!r}")
