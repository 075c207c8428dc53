"""What tables show of a risk behind its title: the list of risks, and the board's pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.rules import rules
from stocktake_web.sorting import SortValue


@dataclass(frozen=True)
class RiskColumn:
    """One column.

    Parameters
    ----------
    key : str
        What the address calls it when rows are sorted by it; empty where they are not.
    text : callable
        What a cell says of a risk.
    value : callable, optional
        By what rows are sorted, the largest first.
    is_in_pack : bool
        Whether the board's pack shows it too.
    """

    key: str
    heading: str
    text: Callable[[Risk], str]
    value: Callable[[Risk], SortValue] | None = None
    is_in_pack: bool = True


def _score(risk: Risk) -> str:
    return f"{risk.score}, above the line" if risk.score >= rules().risk.line else str(risk.score)


COLUMNS = (
    # First, so that a phone shows it. In the pack every risk is above the line, and has both parts.
    RiskColumn("score", "Score", _score, lambda risk: risk.score, is_in_pack=False),
    RiskColumn(
        "likelihood",
        "Likelihood",
        lambda risk: risk.get_likelihood_display(),
        lambda risk: risk.likelihood,
    ),
    RiskColumn(
        "impact", "Impact", lambda risk: risk.get_impact_display(), lambda risk: risk.impact
    ),
    RiskColumn("", "What is done", lambda risk: risk.response or "Nothing yet"),
)
PACK_COLUMNS = tuple(column for column in COLUMNS if column.is_in_pack)
