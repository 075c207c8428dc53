"""Points order a list for one professional, and a person decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.early_support import (
    BARRED_PURPOSES,
    Decision,
    EarlySupportList,
    Professional,
    contest,
    decide,
    early_support_criteria,
    early_support_list,
    early_support_points,
    review,
)
from stocktake.standards.errors import DefinitionError, InputError, UsageError

RISK = early_support_criteria("risk-of-neet-oxfordshire")
LIST_DATE = date(2026, 1, 5)
LEAD = Professional("pastoral-lead", 900001)
DEFAULTS: dict[str, Any] = {
    "school_urn": 900001,
    "attendance_percent": 95.0,
    "first_language": "ENG",
    "sen_provision": "N",
    "ever_excluded": False,
    "fsm": False,
}


def pupils(**by_name: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{"pupil": name, **DEFAULTS, **values} for name, values in by_name.items()])


def list_pupils(frame: pl.DataFrame, **options: Any) -> EarlySupportList:
    terms = {"professional": LEAD, "school_urn": 900001, "purpose": "support", "as_of": LIST_DATE}
    return early_support_list(frame, RISK, **{**terms, **options})


def test_the_published_example_has_five_points_and_calls_for_substantial_support() -> None:
    frame = pupils(a={"attendance_percent": 82.0, "sen_provision": "K", "fsm": True})
    pupil = list_pupils(frame).pupils[0]
    assert (pupil.points, pupil.band) == (5, "substantial")
    assert pupil.reasons == (
        "Attendance of 90 per cent or less",
        "Attendance of 85 per cent or less",
        "Special educational needs support",
        "Eligible for free school meals",
    )


@pytest.mark.parametrize(
    ("attendance", "points"), [(90.01, 0), (90.0, 1), (85.01, 1), (85.0, 2), (None, 0)]
)
def test_attendance_counts_once_at_90_and_again_at_85(
    attendance: float | None, points: int
) -> None:
    frame = pupils(a={"attendance_percent": attendance})
    frame = frame.with_columns(pl.col("attendance_percent").cast(pl.Float64))
    assert early_support_points(frame, RISK)["points"].to_list() == [points]


@pytest.mark.parametrize(
    ("comparison", "bands"),
    [
        ("at_least", [None, "offer", "additional", "additional", "substantial", "substantial"]),
        ("more_than", [None, None, "offer", "additional", "additional", "substantial"]),
    ],
)
def test_whether_a_band_holds_its_own_points_is_said_and_not_guessed(
    comparison: str, bands: list[str | None]
) -> None:
    rules = RISK.model_copy(update={"comparison": comparison})
    assert [rules.band_of(points) for points in range(6)] == bands


def test_the_shipped_criteria_take_at_least() -> None:
    assert RISK.comparison == "at_least"


def test_most_points_come_first_and_nobody_without_points_is_listed() -> None:
    frame = pupils(a={"fsm": True}, b={}, c={"fsm": True, "sen_provision": "E"})
    assert [(pupil.pupil, pupil.points) for pupil in list_pupils(frame).pupils] == [
        ("c", 4),
        ("a", 2),
    ]


def test_what_is_not_known_gives_no_points_and_is_said() -> None:
    frame = pupils(a={"fsm": True, "ever_excluded": None}, b={"ever_excluded": True})
    pupils_by_name = {pupil.pupil: pupil for pupil in list_pupils(frame).pupils}
    assert pupils_by_name["a"].not_known == ("Suspended or excluded at some time",)
    assert pupils_by_name["b"].not_known == ()


def test_criteria_without_local_data_are_left_out_by_name() -> None:
    assert "A young carer" in list_pupils(pupils(a={"fsm": True})).left_out
    frame = pupils(a={"young_carer": True})
    assert "A young carer" not in list_pupils(frame).left_out
    assert list_pupils(frame).pupils[0].points == 2


def test_another_school_is_refused_and_its_pupils_are_never_in_the_list() -> None:
    frame = pupils(own={"fsm": True}, other={"fsm": True, "school_urn": 900002})
    assert [pupil.pupil for pupil in list_pupils(frame).pupils] == ["own"]
    with pytest.raises(UsageError) as caught:
        list_pupils(frame, school_urn=900002)
    assert str(caught.value) == (
        "the professional works at school 900001 and may not see a list of school 900002; "
        "expected their own school"
    )


def test_a_list_is_for_somebody_named() -> None:
    with pytest.raises(UsageError, match="is made for a named professional"):
        list_pupils(pupils(a={}), professional=Professional(" ", 900001))


@pytest.mark.parametrize("purpose", BARRED_PURPOSES)
def test_admission_exclusion_and_removal_are_barred(purpose: str) -> None:
    with pytest.raises(UsageError) as caught:
        list_pupils(pupils(a={}), purpose=purpose)
    assert str(caught.value) == (
        f"early-support points may never be used for {purpose}; they are for offering support"
    )


def test_missing_columns_are_named_together() -> None:
    with pytest.raises(InputError) as caught:
        list_pupils(pupils(a={}).drop("fsm", "ever_excluded"))
    assert str(caught.value) == (
        "the table pupils lacks what the criteria ask\n"
        "  pupils: no column 'ever_excluded'; add it\n"
        "  pupils: no column 'fsm'; add it"
    )


@pytest.mark.parametrize("field", ["ethnicity", "Ethnicity", "religion", "nationality"])
def test_ethnicity_is_refused_as_an_input(tmp_path: Path, field: str) -> None:
    own_file = tmp_path / "early_support" / "ours.toml"
    own_file.parent.mkdir()
    own_file.write_text(
        f"""
title = "Ours"
claim = "None."
comparison = "at_least"
expires_after_days = 30
criterion = [{{id = "x", field = "{field}", one_of = ["A"], reason = "R", points = 1}}]
band = [{{id = "offer", meaning = "M", points = 1}}]
source = [{{title = "Ours"}}]
""",
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as caught:
        early_support_criteria("ours", own_folder=tmp_path)
    assert f"{field} is never an input; look at fairness by it instead" in str(caught.value)


def test_an_unknown_set_is_named_with_the_nearest() -> None:
    with pytest.raises(DefinitionError) as caught:
        early_support_criteria("risk-of-neet")
    assert "'risk-of-neet'" in str(caught.value)
    assert "risk-of-neet-oxfordshire" in str(caught.value)


@pytest.fixture
def support_list() -> EarlySupportList:
    return list_pupils(pupils(someone={"fsm": True, "sen_provision": "E"}))


def decided(support_list: EarlySupportList, **options: Any) -> Decision:
    terms: dict[str, Any] = {
        "outcome": "offer_support",
        "reason": "They asked for help with college.",
        "decided_by": "pastoral-lead",
        "decided_on": date(2026, 1, 9),
    }
    return decide(support_list, options.pop("pupil", "someone"), **{**terms, **options})


def test_a_decision_holds_until_the_list_expires(support_list: EarlySupportList) -> None:
    decision = decided(support_list)
    assert support_list.expires_on == date(2027, 1, 5)
    days = [date(2026, 1, 8), date(2026, 1, 9), date(2027, 1, 5), date(2027, 1, 6)]
    assert [decision.may_be_acted_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"decided_by": "another"}, "only the professional for whom the list was made"),
        ({"reason": "  "}, "a decision needs the professional's own reason; write it down"),
        ({"decided_on": date(2027, 1, 6)}, "may be used from 2026-01-05 to 2027-01-05, not on"),
        ({"pupil": "stranger"}, "that pupil is not on the list"),
        ({"outcome": "exclude"}, "unknown outcome 'exclude'; expected one of offer_support"),
    ],
)
def test_no_decision_without_the_person_the_reason_and_the_day(
    support_list: EarlySupportList, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        decided(support_list, **wrong)
    assert message in str(caught.value)
    assert "someone" not in str(caught.value)
    assert "stranger" not in str(caught.value)


def test_a_contested_decision_rests_until_another_professional_has_answered(
    support_list: EarlySupportList,
) -> None:
    day = date(2026, 2, 2)
    contested = contest(
        decided(support_list), raised_by="parent or carer", statement="Not wanted.", raised_on=day
    )
    assert not contested.may_be_acted_on(day)
    with pytest.raises(UsageError, match="another professional than the one who decided"):
        answer(contested, reviewed_by="pastoral-lead")
    answered_decision = answer(contested, reviewed_by="head-of-year")
    assert answered_decision.outcome == "no_action"
    assert answered_decision.contest is not None
    assert answered_decision.contest.statement == "Not wanted."
    assert answered_decision.may_be_acted_on(date(2026, 2, 10))
    with pytest.raises(UsageError, match="there is no open contest to look at"):
        answer(answered_decision, reviewed_by="head-of-year")


def answer(contested: Decision, *, reviewed_by: str) -> Decision:
    return review(
        contested,
        outcome="no_action",
        answer="We agree.",
        reviewed_by=reviewed_by,
        reviewed_on=date(2026, 2, 9),
    )


def test_nothing_that_is_printed_names_a_pupil_or_a_reason(support_list: EarlySupportList) -> None:
    decision = decided(support_list)
    rested = contest(
        decision, raised_by="young person", statement="planted words", raised_on=date(2026, 2, 2)
    )
    printed_text = " ".join(
        map(repr, [support_list, support_list.pupils, decision, rested, replace(rested)])
    )
    for secret in ("someone", "free school meals", "help with college", "planted words"):
        assert secret not in printed_text
