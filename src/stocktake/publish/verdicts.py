"""The verdicts that anybody may read, as data: the JSON contract without the board's figures."""

from __future__ import annotations

from typing import Any

from stocktake.plan.judge import Judgement
from stocktake.publish.cards import Maker


def verdicts_for_public(judgement: Judgement) -> dict[str, Any]:
    """A judgement in the JSON contract, without what rests on local returns.

    A target whose answer rests on a local return, in any reading, part or proxy, is left out
    whole, its status included. Watch indicators that were returned locally are dropped and the
    target is judged again without them, because they may stand in its sentence.

    Parameters
    ----------
    judgement : Judgement

    Returns
    -------
    dict
        The contract, and ``withheld``: the ids of the targets left out.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.judge import judge
    >>> judgement = judge(example_plan("blackpool"), as_of=date(2026, 11, 22), at="202021")
    >>> told = verdicts_for_public(judgement)
    >>> len(told["targets"]), told["withheld"]
    (14, [])
    """
    maker = Maker(judgement, for_public=True)
    told, withheld = [], []
    for verdict, target in zip(judgement.verdicts, judgement.plan.target, strict=True):
        if maker.local(target, verdict):
            withheld.append(verdict.id)
        else:
            told.append(maker.without_local_watch(verdict, target)[0].to_json())
    return judgement.to_json() | {"targets": told, "withheld": withheld}
