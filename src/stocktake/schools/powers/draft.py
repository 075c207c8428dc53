"""The content of a draft warning notice, as data that a person completes, checks and sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.schools.powers.assess import PowerAssessment, PowerFacts, assess_power
from stocktake.schools.powers.definition import PowerRules, Rule
from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.standards.working_days import BankHolidays, is_working_day

WARNING_NOTICE = "warning-notice"


@dataclass(frozen=True)
class NoticeMatter:
    """A matter on which the notice rests: its ground, by id, and the evidence."""

    ground: str
    text: str


@dataclass(frozen=True)
class DraftNotice:
    """A warning notice that nobody has sent; it is information and not legal advice.

    Parameters
    ----------
    required_action : tuple of str
        What the governing body is to do.
    powers_minded : tuple of str
        Sections of the powers that the council is minded to use.
    copied_to : tuple of Rule
        Who gets a copy at the same time, with those that are still to be checked.
    assessment : PowerAssessment
        Whether the power seems open, and which rules are to be checked.
    """

    school_name: str
    intended_service_date: date
    matters: tuple[NoticeMatter, ...]
    required_action: tuple[str, ...]
    compliance_ends_on: date
    powers_minded: tuple[str, ...]
    content: tuple[Rule, ...]
    copied_to: tuple[Rule, ...]
    assessment: PowerAssessment
    information: str


def draft_notice(
    rules: PowerRules,
    facts: PowerFacts,
    *,
    school_name: str,
    intended_service_date: date,
    matters: Sequence[NoticeMatter],
    required_action: Sequence[str],
    compliance_ends_on: date,
    powers_minded: Sequence[str],
    holidays: BankHolidays,
) -> DraftNotice:
    """Put the content of a warning notice together, for a person to check and send.

    Raises
    ------
    UsageError
        With everything that is missing or stands against it: an academy, a notice of the
        Secretary of State, no matter, no action, a period that ends before it begins.
    """
    power = rules.power_of(WARNING_NOTICE)
    assessment = assess_power(rules, WARNING_NOTICE, facts, intended_service_date)
    faults = [
        Fault("school", f"{guard.text} ({guard.section})", "", "see the path for academies")
        if guard.kind == "maintained_only"
        else Fault("guard", f"{guard.text} ({guard.section})")
        for guard in assessment.against
        if guard.verified
    ]
    faults += _matter_faults(matters, [ground.id for ground in power.ground])
    if not any(action.strip() for action in required_action):
        faults.append(Fault("required_action", "is empty", "what the governing body is to do"))
    faults += _period_faults(intended_service_date, compliance_ends_on, holidays)
    usable_ids = [item.id for item in rules.power if item.id != WARNING_NOTICE]
    faults += [
        Fault("powers_minded", f"{item!r} is no power to name", ", ".join(usable_ids),
              nearest(item, usable_ids))
        for item in powers_minded
        if item not in usable_ids
    ]  # fmt: skip
    if not powers_minded:
        faults.append(Fault("powers_minded", "is empty", "a power that the council may use"))
    if faults:
        raise UsageError("the notice cannot be drafted", faults)
    return DraftNotice(
        school_name=school_name,
        intended_service_date=intended_service_date,
        matters=tuple(matters),
        required_action=tuple(action for action in required_action if action.strip()),
        compliance_ends_on=compliance_ends_on,
        powers_minded=tuple(powers_minded),
        content=power.content,
        copied_to=power.copied_to,
        assessment=assessment,
        information=rules.information,
    )


def _matter_faults(matters: Sequence[NoticeMatter], grounds: Sequence[str]) -> list[Fault]:
    faults = [
        Fault("matters", f"{matter.ground!r} is no ground", ", ".join(grounds),
              nearest(matter.ground, grounds))
        for matter in matters
        if matter.ground not in grounds
    ]  # fmt: skip
    if not any(matter.text.strip() for matter in matters):
        faults.append(Fault("matters", "is empty", "the matters on which the notice rests"))
    return faults


def _period_faults(served_on: date, ends_on: date, holidays: BankHolidays) -> list[Fault]:
    faults = []
    if ends_on <= served_on:
        problem = f"{ends_on.isoformat()} does not come after the day of service"
        faults.append(Fault("compliance_ends_on", problem, f"a day after {served_on.isoformat()}"))
    if not is_working_day(ends_on, holidays):
        faults.append(
            Fault("compliance_ends_on", f"{ends_on.isoformat()} is no working day", "a working day")
        )
    return faults
