"""Questions to ask are found by rules, the most pressing first."""

from __future__ import annotations

from types import SimpleNamespace as Row
from typing import Any

from stocktake_web.plans.dashboard.questions import questions


def work(code: str, owner: str = "Head", title: str = "Coaches.") -> Any:
    status = Row(code=code, reason=f"is {code}", days_late=0)
    return Row(id=code, title=title, owner=owner, status=status)


def target(status: str, decision: object = None) -> Any:
    verdict = Row(status=status, sentence=f"{status}: 30.4% against 20%; it must fall.")
    return Row(id=status, target=Row(title=f"T {status}"), verdict=verdict, decision=decision)


def priority(targets: list[Any], works: list[Any]) -> Any:
    late = tuple(row for row in works if row.status.code == "late")
    return Row(targets=tuple(targets), activities=tuple(works), late=late)


def rules_of(*priorities: Any, **more: Any) -> list[str]:
    return [question.rule for question in questions(priorities, **more)]


def test_a_target_behind_is_asked_about_by_what_is_done_about_it() -> None:
    assert rules_of(priority([target("off_track")], [])) == ["no_activity"]
    assert rules_of(priority([target("off_track")], [work("done")])) == ["no_activity"]
    assert rules_of(priority([target("off_track")], [work("in_progress")])) == ["off_track"]
    assert rules_of(priority([target("not_met", object())], [work("in_progress")])) == ["no_answer"]


def test_what_stands_well_raises_no_question() -> None:
    for status in ("met", "on_track", "not_yet_due"):
        assert rules_of(priority([target(status)], [work("done")])) == []


def test_what_nobody_can_tell_and_what_is_late_is_asked() -> None:
    rules = rules_of(
        priority([target("awaiting_figures"), target("cannot_tell")], [work("late", "No owner")])
    )
    assert rules == ["late_activity", "cannot_tell", "awaiting_figures", "no_owner"]


def test_a_question_names_its_reason_and_no_more() -> None:
    [question] = questions([priority([target("off_track")], [])])
    assert question.reason == "off_track: 30.4% against 20%"
    assert (question.view, question.key) == ("target", "off_track")


def test_a_figure_that_did_not_come_is_named() -> None:
    request = Row(indicator_id="visits", period="autumn", requested_from="Heads")
    [question] = questions([], [Row(request=request)], {"visits": "Visits made"})
    assert (question.title, question.reason) == ("Visits made, autumn", "Heads")


def test_the_most_pressing_question_of_all_priorities_comes_first() -> None:
    calm = priority([target("cannot_tell")], [work("in_progress")])
    pressing = priority([target("off_track")], [])
    assert rules_of(calm, pressing) == ["no_activity", "cannot_tell"]
