"""How an item of an agenda names the plan's question that it puts to the meeting."""

from __future__ import annotations

from stocktake_web.plans.decisions.questions import Question

PREFIX = "question:"


def source_of(question: Question) -> str:
    """The source of an item that puts a question to the meeting."""
    return f"{PREFIX}{question.decision.pk}"
