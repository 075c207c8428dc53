"""Reads powers: what is open today, the register of those considered and used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from stocktake.schools import (
    NoticeDate,
    PowerAssessment,
    PowerFacts,
    PowerRules,
    assess_powers,
    notice_dates,
    rules_on,
)
from stocktake.standards import CalendarError
from stocktake_web import services
from stocktake_web.accounts.models import Area, School, SchoolType
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.powers.models import (
    Outcome,
    PowerState,
    PowerUse,
    SchoolPowerFacts,
)
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.working_days import bank_holidays

NOTICE, INTERIM_BOARD = "warning-notice", "interim-board"


@dataclass(frozen=True)
class SchoolPowers:
    """What the powers are for a school today.

    Parameters
    ----------
    uses : tuple of PowerUse
        What was considered and used, the latest first.
    """

    school: School
    rules: PowerRules
    facts: PowerFacts
    stored_facts: SchoolPowerFacts | None
    assessments: tuple[PowerAssessment, ...]
    uses: tuple[PowerUse, ...]


def power_uses(area: Area) -> QuerySet[PowerUse]:
    """The register: every power considered or used, the latest first."""
    return PowerUse.objects.filter(area=area).select_related("area", "school")


def power_use(area: Area, pk: int) -> PowerUse:
    """One of the register."""
    return power_uses(area).get(pk=pk)


def power_rules(area: Area, day: date) -> PowerRules:
    """The rules for what is served on a day."""
    return rules_on(day, own_definitions(area))


def stored_facts(school: School) -> SchoolPowerFacts | None:
    """What people recorded of a school."""
    return SchoolPowerFacts.objects.filter(rows_about([school]), area=school.area).first()


def school_powers(school: School) -> SchoolPowers:
    """What the powers are for a school today."""
    uses = tuple(power_uses(school.area).filter(rows_about([school])))
    stored = stored_facts(school)
    facts = facts_of(school, stored, uses)
    rules = power_rules(school.area, services.today())
    assessments = tuple(assess_powers(rules, facts, services.today()))
    return SchoolPowers(school, rules, facts, stored, assessments, uses)


def facts_of(
    school: School, stored: SchoolPowerFacts | None, uses: tuple[PowerUse, ...]
) -> PowerFacts:
    """The facts as the library takes them, from what was recorded."""
    failed_notice = next((row for row in uses if row.power == NOTICE and _has_failed(row)), None)
    board = next((row for row in uses if row.power == INTERIM_BOARD and row.used_on), None)
    eligible = {"60"} if failed_notice else set()
    if stored:
        eligible |= {"60A"} if stored.pay_notice else set()
        eligible |= {"61"} if stored.significant_improvement else set()
        eligible |= {"62"} if stored.special_measures else set()
    return PowerFacts(
        is_maintained=school.type_group == SchoolType.MAINTAINED,
        eligible_by=frozenset(eligible),  # type: ignore[arg-type]
        secretary_of_state_served_on=stored.secretary_of_state_served_on if stored else None,
        secretary_of_state_allowed_on=stored.secretary_of_state_allowed_on if stored else None,
        interim_board_from=board.used_on if board else None,
        interim_board_until=board.ended_on if board else None,
        consent_on=stored.consent_on if stored else None,
        compliance_ended_on=failed_notice.compliance_ends_on if failed_notice else None,
    )


def dates_of(row: PowerUse) -> list[NoticeDate]:
    """The dates that follow from a notice, by the rules of the day it is or shall be served.

    Empty where the list of bank holidays does not reach them.
    """
    served_on = row.used_on or row.intended_on
    if row.power != NOTICE or served_on is None:
        return []
    try:
        return notice_dates(
            power_rules(row.area, served_on),
            served_on,
            bank_holidays(row.area),
            compliance_ends_on=row.compliance_ends_on,
        )
    except CalendarError:
        return []


def checks_of(row: PowerUse) -> list[str]:
    """What is gone through before a power is used, in the words of the rules."""
    rules = power_rules(row.area, row.used_on or row.intended_on or services.today())
    power = next((power for power in rules.power if power.id == row.power), None)
    if power is None:
        return []
    lines = [
        *((f"Consulted: {rule.text}", rule) for rule in power.consulted),
        *((rule.text, rule) for rule in (*power.copied_to, *power.check)),
    ]
    return [text if rule.verified else f"{text} (check the rule)" for text, rule in lines]


def _has_failed(row: PowerUse) -> bool:
    return row.state == PowerState.ENDED_USE and row.outcome == Outcome.DID_NOT_WORK
