"""Chooses the questions of a pack."""

from __future__ import annotations

from typing import Literal

from stocktake.schools.profile.model import SchoolProfile
from stocktake.schools.questions.definition import QuestionSet
from stocktake.schools.questions.findings import QuestionFact, profile_findings

Judgement = Literal["sufficient", "not_sufficient", "cannot_tell", "none"]
MOST_OF_ONE = 2
"""How many measures may bring the same question up: a third says nothing new."""


def governor_questions(
    profile: SchoolProfile, questions: QuestionSet, *, judgement: Judgement = "none"
) -> tuple[str, ...]:
    """The questions that governors should put, the most important first.

    Parameters
    ----------
    judgement : str
        What is stated of the school's rate of improvement; ``none`` where nothing is.
    """
    findings = list(profile_findings(profile))
    if judgement in ("not_sufficient", "cannot_tell"):
        findings.insert(0, QuestionFact(judgement))
    texts: list[str] = []
    for question in questions.question:
        matches = [fact for fact in findings if fact.finding == question.finding]
        for fact in matches[:MOST_OF_ONE]:
            text = question.text.format(
                measure=fact.measure,
                value=fact.value,
                comparator=fact.comparator,
                year=fact.year,
                count=fact.count,
                school=profile.school.name,
            )
            texts.append(text[:1].upper() + text[1:])
    return tuple(dict.fromkeys(texts))[: questions.most]
