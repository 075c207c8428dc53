"""Questions for governors come from findings beyond chance, and only from those."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_profile import ABSENCE, MEASURES, invented_profile, measure

from stocktake.schools.questions.ask import governor_questions
from stocktake.schools.questions.definition import QuestionSet, load_questions
from stocktake.schools.questions.findings import profile_findings
from stocktake.standards.errors import DefinitionError


@pytest.fixture
def questions() -> QuestionSet:
    return load_questions()


def test_each_finding_of_the_invented_school() -> None:
    findings = [(fact.finding, fact.measure) for fact in profile_findings(invented_profile())]
    assert findings == [
        ("worse_than_similar", "Attainment 8"),
        ("better_than_similar", "Grade 4 or above in English and maths"),
        ("missing_headline", "Progress 8"),
        ("disadvantaged_behind", "Attainment 8"),
        ("higher_attainers_worse", "Attainment 8"),
        ("worse_than_similar", "Persistent absence"),
        ("getting_worse", "Persistent absence"),
        ("learn_from", ""),
        ("always", ""),
    ]


def test_a_question_says_figure_and_year(questions: QuestionSet) -> None:
    texts = governor_questions(invented_profile(), questions)
    assert texts[0] == (
        "Attainment 8 was 36.1 in 2024/25; schools like ours have 42.0. "
        "What do those that do better do that we do not?"
    )
    assert len(texts) <= questions.most


def test_the_statement_comes_first_and_a_sufficient_rate_asks_nothing(
    questions: QuestionSet,
) -> None:
    profile = invented_profile()
    assert "not sufficient" in governor_questions(profile, questions, judgement="not_sufficient")[0]
    assert (
        "Nobody can yet tell" in governor_questions(profile, questions, judgement="cannot_tell")[0]
    )
    plain = governor_questions(profile, questions)
    assert governor_questions(profile, questions, judgement="sufficient") == plain


def test_a_difference_within_chance_asks_nothing() -> None:
    level = measure("ks4.attainment_8", "Attainment 8", (40.0, 40.0, 41.0), (42.0, 40.0, 43.0))
    profile = invented_profile()
    part = profile.parts[0].model_copy(update={"measures": (level,)})
    variant = profile.model_copy(update={"parts": (part,)})
    assert [fact.finding for fact in profile_findings(variant)] == ["learn_from", "always"]


def test_disadvantaged_pupils_ahead_bring_up_no_gap() -> None:
    swapped = (
        MEASURES[3].model_copy(update={"group": "other"}),
        MEASURES[4].model_copy(update={"group": "disadvantaged"}),
    )
    profile = invented_profile()
    part = profile.parts[0].model_copy(update={"measures": swapped})
    variant = profile.model_copy(update={"parts": (part,)})
    assert "disadvantaged_behind" not in {fact.finding for fact in profile_findings(variant)}


def test_lower_is_better_is_read_the_other_way() -> None:
    better = measure(
        "absence.persistent_10", "Persistent absence", (30.0, 25.0, 12.0), (27.0, 26.0, 20.0),
        unit=ABSENCE[0].unit, better="lower",
    )  # fmt: skip
    profile = invented_profile()
    part = profile.parts[1].model_copy(update={"measures": (better,)})
    variant = profile.model_copy(update={"parts": (part,)})
    assert next(iter(profile_findings(variant))).finding == "better_than_similar"


def test_a_placeholder_that_nobody_fills_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "governor_questions"
    folder.mkdir()
    (folder / "general.toml").write_text(
        'title = "Ours"\nstarts = 2026-12-01\n'
        '[[question]]\nfinding = "always"\ntext = "What does {pupil} do?"\n'
    )
    with pytest.raises(DefinitionError, match=r"\{pupil\} is not one of \{comparator\}"):
        load_questions(tmp_path)
