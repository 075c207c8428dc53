"""Considers a power, drafts a notice, records what a person served or used, and what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from stocktake.schools import DraftNotice, NoticeMatter, draft_notice
from stocktake.standards import StocktakeError
from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.powers.models import Outcome, PowerState, PowerUse
from stocktake_web.schools.powers.queries import NOTICE, power_rules, school_powers
from stocktake_web.services.working_days import bank_holidays


def consider_power(
    *, actor: User | None, school: School, power: str, used_on: date | None, reason: str
) -> PowerUse:
    """Keep that a power was considered and not used, or is used from a day, and why.

    Raises
    ------
    ValidationError
        A power is to be used that is not open, with the guards that stand against it.
    """
    powers = school_powers(school)
    row = next((row for row in powers.assessments if row.power.id == power), None)
    if row is None:
        raise ValidationError({"power": "Select a power"})
    if used_on and power == NOTICE:
        raise ValidationError("Draft the notice. A person serves it, and then it is recorded.")
    if used_on and row.answer == "not_open":
        guards = [f"{rule.text} ({rule.section})" for rule in (*row.against, *row.expired_limits)]
        raise ValidationError(["It is not open:", *guards])
    return change(
        PowerUse(area=school.area, school=school),
        actor=actor,
        values={
            "power": power,
            "power_title": row.power.title,
            "rules_title": powers.rules.title,
            "state": PowerState.IN_USE if used_on else PowerState.CONSIDERED,
            "reason": reason,
            "used_on": used_on,
            **authorship(actor, school.area),
        },
        verb="use" if used_on else "consider",
    )


def draft_warning(
    *,
    actor: User | None,
    school: School,
    intended_on: date,
    ground: str,
    matters: str,
    required_action: str,
    compliance_ends_on: date,
    powers_minded: Sequence[str],
    reason: str,
) -> PowerUse:
    """Draft a warning notice; nothing is sent.

    Raises
    ------
    ValidationError
        An academy, or all else that is missing or stands against it.
    """
    notice = {
        "ground": ground,
        "matters": matters,
        "required_action": [line for line in required_action.splitlines() if line.strip()],
        "powers_minded": list(powers_minded),
    }
    drafted = library_notice(school, notice, intended_on, compliance_ends_on)
    return change(
        PowerUse(area=school.area, school=school),
        actor=actor,
        values={
            "power": NOTICE,
            "power_title": drafted.assessment.power.title,
            "rules_title": power_rules(school.area, intended_on).title,
            "state": PowerState.DRAFT,
            "reason": reason,
            "notice": notice,
            "intended_on": intended_on,
            "compliance_ends_on": compliance_ends_on,
            **authorship(actor, school.area),
        },
        verb="draft",
    )


def library_notice(
    school: School, notice: dict[str, Any], intended_on: date, compliance_ends_on: date
) -> DraftNotice:
    """The notice's content from the library, by the rules of the day of service.

    Raises
    ------
    ValidationError
        Everything that is missing or stands against it.
    """
    try:
        return draft_notice(
            power_rules(school.area, intended_on),
            school_powers(school).facts,
            school_name=school.name,
            intended_service_date=intended_on,
            matters=[NoticeMatter(notice["ground"], notice["matters"])],
            required_action=notice["required_action"],
            compliance_ends_on=compliance_ends_on,
            powers_minded=notice["powers_minded"],
            holidays=bank_holidays(school.area),
        )
    except StocktakeError as error:
        raise ValidationError([str(fault) for fault in error.faults] or [error.summary]) from None


def record_service(
    *, actor: User | None, row: PowerUse, expected_version: int, used_on: date
) -> PowerUse:
    """Keep that a person served the notice, and when: the rules of that day hold.

    Raises
    ------
    ValidationError
        It is no draft, the day has not come, or the rules of that day stand against it.
    """
    if row.state != PowerState.DRAFT:
        raise ValidationError("It is no draft.")
    if row.compliance_ends_on is None:
        raise ValidationError("The notice states no period.")
    library_notice(row.school, row.notice, used_on, row.compliance_ends_on)
    values = {"state": PowerState.SERVED_NOTICE, "used_on": used_on}
    return change(row, actor=actor, values=values, expected_version=expected_version, verb="serve")


def record_outcome(
    *,
    actor: User | None,
    row: PowerUse,
    expected_version: int,
    ended_on: date,
    outcome: str,
    outcome_text: str,
) -> PowerUse:
    """Keep what became of a notice that was served or a power that was used.

    Raises
    ------
    ValidationError
        It was neither, or it ends before it began.
    """
    if row.state not in {PowerState.SERVED_NOTICE, PowerState.IN_USE}:
        raise ValidationError("It was not served or used, so nothing came of it.")
    if row.used_on and ended_on < row.used_on:
        raise ValidationError({"ended_on": "The day must be on or after the first day"})
    is_period_open = row.compliance_ends_on is not None and ended_on <= row.compliance_ends_on
    if row.power == NOTICE and is_period_open and outcome != Outcome.WORKED:
        raise ValidationError({"ended_on": "The period of the notice has not ended on that day"})
    values = {
        "state": PowerState.ENDED_USE,
        "ended_on": ended_on,
        "outcome": outcome,
        "outcome_text": outcome_text,
    }
    return change(row, actor=actor, values=values, expected_version=expected_version, verb="end")
