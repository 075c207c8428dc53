"""A target as the library shows it: its card and its sparkline, made once for each state."""

from __future__ import annotations

from dataclasses import replace
from weakref import finalize

from stocktake.plan import Judgement, PlanFile
from stocktake.publish import Card, CardBuilder, Sparkline, target_sparkline
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgements import state_of
from stocktake_web.services.releases import release_names

# By the identity of a judgement, and dropped with it.
_cards: dict[int, LRUCache[Card]] = {}
_sparklines = LRUCache[tuple[PlanFile, dict[str, Sparkline]]](size=160)


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

    Local returns are among them: for the board's pages only. They are kept longer than judgements,
    since they are small and the figures behind them are not.
    """
    plan_file, statistics = judgement.plan_file, judgement.context.statistics
    key = (id(plan_file), judgement.context.at, tuple(sorted(statistics.streams or ())))
    own_folder = statistics.own_folder
    state = (release_names(), judgement.context.as_of, str(own_folder), state_of(own_folder))
    # The plan is kept with its lines, so that its identity names no other meanwhile.
    return _sparklines.get(key, lambda: (plan_file, _draw_lines(judgement)), state=state)[1]


def _draw_lines(judgement: Judgement) -> dict[str, Sparkline]:
    # A context of its own lets the figures go with it.
    context = replace(judgement.context)
    lines = {
        verdict.id: target_sparkline(verdict, context, judgement.place_name)
        for verdict in judgement.verdicts
    }
    return {target_id: line for target_id, line in lines.items() if line}


def _build(judgement: Judgement, target_id: str, for_public: bool) -> Card:
    for verdict, target in zip(judgement.verdicts, judgement.plan.target, strict=True):
        if target.id == target_id:
            return CardBuilder(judgement, for_public).build_card(verdict, target)
    raise LookupError(f"the plan has no target {target_id!r}")
