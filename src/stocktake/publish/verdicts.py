"""The verdicts that anybody may read, as data: the JSON contract without the board's figures."""

from __future__ import annotations

import json
from typing import Any

from stocktake.plan.judge import Judgement
from stocktake.publish.target_card import CardBuilder

FINEST = 6
"""Decimal places of a figure at most."""


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
    >>> contract = verdicts_for_public(judgement)
    >>> len(contract["targets"]), contract["withheld"]
    (14, [])
    """
    builder = CardBuilder(judgement, for_public=True)
    targets, withheld_ids = [], []
    for verdict, target in zip(judgement.verdicts, judgement.plan.target, strict=True):
        if builder.is_local(target, verdict):
            withheld_ids.append(verdict.id)
        else:
            targets.append(builder.without_local_watch(verdict, target)[0].model_dump(mode="json"))
    return judgement.to_json() | {"targets": targets, "withheld": withheld_ids}


def verdicts_json(judgement: Judgement) -> str:
    """The verdicts that the public may read, as text in the JSON contract."""
    return json.dumps(_round_floats(verdicts_for_public(judgement)), indent=2, ensure_ascii=False)


def _round_floats(value: Any) -> Any:
    """The same without the noise of binary fractions: no figure is published so finely."""
    if isinstance(value, dict):
        return {key: _round_floats(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_round_floats(inner) for inner in value]
    return round(value, FINEST) if isinstance(value, float) else value
