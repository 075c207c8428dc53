"""What stands against a power: an academy, the Secretary of State, a board that sits."""

from datetime import date

import pytest

from stocktake.schools.powers import (
    NoticeMatter,
    PowerFacts,
    assess_power,
    assess_powers,
    draft_notice,
    is_notice_void,
    rules_on,
)
from stocktake.standards import UsageError, load_bank_holidays

ENGLAND = load_bank_holidays()
ON = date(2027, 1, 20)
RULES = rules_on(ON)
MAINTAINED = PowerFacts(is_maintained=True)
BY_NOTICE = PowerFacts(
    is_maintained=True, eligible_by=frozenset({"60"}), compliance_ended_on=date(2027, 1, 15)
)


def kinds_against(power: str, facts: PowerFacts, on: date = ON) -> list[str]:
    return [guard.kind for guard in assess_power(RULES, power, facts, on).against]


def test_no_power_is_open_over_an_academy() -> None:
    assessments = assess_powers(RULES, PowerFacts(is_maintained=False), ON)
    assert {item.answer for item in assessments} == {"not_open"}
    assert all("maintained_only" in [guard.kind for guard in item.against] for item in assessments)


def test_a_notice_needs_no_eligibility_and_the_other_powers_do() -> None:
    assert kinds_against("warning-notice", MAINTAINED) == []
    for power in ("collaboration", "additional-governors", "interim-board", "suspended-budget"):
        assert "eligible" in kinds_against(power, MAINTAINED)


def test_no_notice_while_the_secretary_of_state_has_given_one() -> None:
    def facts(allowed_on: date | None) -> PowerFacts:
        return PowerFacts(
            is_maintained=True,
            secretary_of_state_served_on=date(2027, 1, 11),
            secretary_of_state_allowed_on=allowed_on,
        )

    barred = ["not_after_secretary_of_state"]
    assert kinds_against("warning-notice", facts(None), date(2027, 1, 10)) == []
    assert kinds_against("warning-notice", facts(None), date(2027, 1, 11)) == barred
    assert kinds_against("warning-notice", facts(date(2027, 1, 18)), date(2027, 1, 17)) == barred
    assert kinds_against("warning-notice", facts(date(2027, 1, 18)), date(2027, 1, 18)) == []
    # Leave that was given before the notice was for an earlier one.
    assert kinds_against("warning-notice", facts(date(2026, 5, 1)), ON) == barred


def test_an_earlier_notice_of_the_council_ceases_to_have_effect() -> None:
    facts = PowerFacts(is_maintained=True, secretary_of_state_served_on=date(2027, 1, 11))
    assert is_notice_void(RULES, facts, date(2026, 12, 1), ON)
    assert not is_notice_void(RULES, facts, date(2026, 12, 1), date(2027, 1, 10))
    assert not is_notice_void(RULES, facts, date(2027, 1, 18), ON)
    earlier_rules = rules_on(date(2014, 3, 3))
    facts_2014 = PowerFacts(is_maintained=True, secretary_of_state_served_on=date(2014, 3, 20))
    assert not is_notice_void(earlier_rules, facts_2014, date(2014, 3, 3), date(2014, 4, 1))


def test_additional_governors_are_excluded_while_an_interim_board_sits() -> None:
    def facts(until: date | None) -> PowerFacts:
        return PowerFacts(
            is_maintained=True,
            eligible_by=frozenset({"62"}),
            interim_board_from=date(2027, 1, 4),
            interim_board_until=until,
        )

    assert kinds_against("additional-governors", facts(None)) == ["not_during_interim_board"]
    assert kinds_against("additional-governors", facts(None), date(2027, 1, 3)) == []
    assert kinds_against("additional-governors", facts(ON)) == ["not_during_interim_board"]
    assert kinds_against("additional-governors", facts(date(2027, 1, 19))) == []


def test_additional_governors_only_within_two_months_of_the_compliance_period() -> None:
    in_time = assess_power(RULES, "additional-governors", BY_NOTICE, date(2027, 3, 15))
    late = assess_power(RULES, "additional-governors", BY_NOTICE, date(2027, 3, 16))
    assert (in_time.answer, in_time.expired_limits) == ("open", ())
    assert (late.answer, [limit.id for limit in late.expired_limits]) == (
        "not_open",
        ["governors-usable"],
    )
    by_inspection = PowerFacts(
        is_maintained=True,
        eligible_by=frozenset({"60", "62"}),
        compliance_ended_on=date(2027, 1, 15),
    )
    later = assess_power(RULES, "additional-governors", by_inspection, date(2027, 6, 1))
    assert later.answer == "open"


def test_a_period_that_nobody_read_only_says_check() -> None:
    late = assess_power(RULES, "suspended-budget", BY_NOTICE, date(2027, 6, 1))
    assert [limit.verified for limit in late.expired_limits] == [False]
    assert late.answer == "check"


def test_an_interim_board_needs_consent_by_the_day() -> None:
    facts = PowerFacts(True, frozenset({"62"}), consent_on=date(2027, 1, 20))
    assert kinds_against("interim-board", facts, date(2027, 1, 19)) == [
        "consent_of_secretary_of_state"
    ]
    assert kinds_against("interim-board", facts) == []


def test_collaboration_is_not_open_by_a_pay_notice_alone() -> None:
    pay_notice = PowerFacts(True, frozenset({"60A"}))
    assert kinds_against("collaboration", pay_notice) == ["not_by_pay_notice_alone"]
    assert kinds_against("collaboration", PowerFacts(True, frozenset({"60A", "61"}))) == []


def test_the_duty_of_academy_orders_ended_with_a_saving() -> None:
    inadequate = PowerFacts(True, frozenset({"62"}))
    before = assess_power(
        rules_on(date(2026, 6, 28)), "academy-order", inadequate, date(2026, 6, 28)
    )
    after = assess_power(rules_on(date(2026, 6, 29)), "academy-order", inadequate, ON)
    assert (before.answer, after.answer) == ("check", "not_open")
    assert "made before 29 June 2026" in after.power.saving
    assert before.power.saving == ""


def test_an_unknown_power_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean 'interim-board'"):
        assess_power(RULES, "interim-bord", MAINTAINED, ON)


def make_draft(facts: PowerFacts = MAINTAINED, **changes: object) -> object:
    fields: dict[str, object] = {
        "school_name": "Larkfield School (invented)",
        "intended_service_date": date(2027, 1, 20),
        "matters": [NoticeMatter("standards", "Reading fell in each of three years")],
        "required_action": ["Adopt a reading plan", " "],
        "compliance_ends_on": date(2027, 2, 10),
        "powers_minded": ["additional-governors"],
    }
    return draft_notice(RULES, facts, holidays=ENGLAND, **{**fields, **changes})  # type: ignore[arg-type]


def test_a_draft_has_the_four_parts_of_the_statute_and_says_that_it_is_no_advice() -> None:
    draft = make_draft()
    assert [rule.section for rule in draft.content] == [
        "s60(4)(a)",
        "s60(4)(b)",
        "s60(4)(c)",
        "s60(4)(d)",
    ]
    assert draft.required_action == ("Adopt a reading plan",)
    assert draft.assessment.answer == "check"  # who gets a copy was not read
    assert "not legal advice" in draft.information


def test_an_academy_is_not_served() -> None:
    with pytest.raises(UsageError) as error:
        make_draft(PowerFacts(is_maintained=False))
    assert str(error.value).splitlines() == [
        "the notice cannot be drafted",
        "  school: The power is over maintained schools only; an academy's trust answers to the "
        "Secretary of State (Education and Inspections Act 2006, s59(1)); "
        "see the path for academies",
    ]


def test_everything_missing_is_named_together() -> None:
    with pytest.raises(UsageError) as error:
        make_draft(
            matters=[NoticeMatter("standard", " ")],
            required_action=["  "],
            compliance_ends_on=date(2027, 1, 16),
            powers_minded=["closure", "warning-notice"],
        )
    message = str(error.value)
    for part in (
        "matters: 'standard' is no ground; expected standards, management, safety",
        "matters: is empty",
        "required_action: is empty",
        "2027-01-16 does not come after the day of service",
        "2027-01-16 is no working day",
        "powers_minded: 'closure' is no power to name",
        "powers_minded: 'warning-notice' is no power to name",
    ):
        assert part in message
