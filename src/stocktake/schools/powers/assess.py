"""Holds the facts of a school against the guards of a power: open, not open, or check."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from stocktake.schools.powers.definition import Guard, Power, PowerRules, Rule, TimeLimit
from stocktake.standards.months import add_months

EligibleBy = Literal["60", "60A", "61", "62"]
Answer = Literal["open", "not_open", "check"]


@dataclass(frozen=True)
class PowerFacts:
    """What is known of a school on the day, by the people who record it.

    Parameters
    ----------
    is_maintained : bool
        False for an academy or a free school, of which a council has no power to intervene.
    eligible_by : frozenset of str
        Sections by which the school is eligible for intervention: ``60`` (warning notice not
        complied with), ``60A`` (pay and conditions notice), ``61`` (significant improvement),
        ``62`` (special measures).
    secretary_of_state_served_on : date, optional
        When the Secretary of State gave a warning notice of which the council was notified.
    secretary_of_state_allowed_on : date, optional
        When the Secretary of State informed the council that it may give one again.
    interim_board_from, interim_board_until : date, optional
        Days of an interim executive board; no end while it sits.
    consent_on : date, optional
        When the Secretary of State consented to an interim executive board.
    compliance_ended_on : date, optional
        The last day of the period of the notice that was not complied with.
    """

    is_maintained: bool
    eligible_by: frozenset[EligibleBy] = field(default_factory=frozenset)
    secretary_of_state_served_on: date | None = None
    secretary_of_state_allowed_on: date | None = None
    interim_board_from: date | None = None
    interim_board_until: date | None = None
    consent_on: date | None = None
    compliance_ended_on: date | None = None


@dataclass(frozen=True)
class PowerAssessment:
    """Whether a power seems open, as information and never as legal advice.

    Parameters
    ----------
    answer : str
        ``not_open`` where a verified guard stands against it; ``check`` where only a guard that
        nobody read in the statute does, or a rule of it is not verified.
    against : tuple of Guard
        The guards that stand against it.
    expired_limits : tuple of TimeLimit
        Periods that have ended, for a school that is eligible only by a notice.
    to_check : tuple of Rule
        Rules of the power that are not verified.
    """

    power: Power
    answer: Answer
    against: tuple[Guard, ...]
    expired_limits: tuple[TimeLimit, ...]
    to_check: tuple[Rule, ...]


def assess_power(rules: PowerRules, power_id: str, facts: PowerFacts, on: date) -> PowerAssessment:
    """Whether the guards of a power stand against its use on a day.

    Raises
    ------
    UsageError
        Where the rules know no such power.
    """
    power = rules.power_of(power_id)
    against = tuple(guard for guard in power.guard if _stands_against(guard, facts, on))
    to_check = tuple(
        rule
        for rule in (
            *power.guard,
            *power.ground,
            *power.limit,
            *power.content,
            *power.copied_to,
            *power.consulted,
            *power.check,
        )
        if not rule.verified and not rule.is_suggestion
    )
    expired_limits = tuple(limit for limit in power.limit if _has_expired(limit, facts, on))
    answer: Answer = "open"
    if any(rule.verified for rule in (*against, *expired_limits)):
        answer = "not_open"
    elif against or to_check:
        answer = "check"
    return PowerAssessment(power, answer, against, expired_limits, to_check)


def assess_powers(rules: PowerRules, facts: PowerFacts, on: date) -> list[PowerAssessment]:
    """Every power of the rules, in their order."""
    return [assess_power(rules, power.id, facts, on) for power in rules.power]


def is_notice_void(rules: PowerRules, facts: PowerFacts, served_on: date, on: date) -> bool:
    """Whether a council's notice has ceased to have effect, as the Secretary of State gave one.

    A notice of the Secretary of State on the same day or later ends an earlier one of the council,
    under rules that know this guard.
    """
    later_notice = facts.secretary_of_state_served_on
    if later_notice is None or not served_on <= later_notice <= on:
        return False
    guards = [guard.kind for power in rules.power for guard in power.guard]
    return "not_after_secretary_of_state" in guards


def _stands_against(guard: Guard, facts: PowerFacts, on: date) -> bool:
    match guard.kind:
        case "maintained_only":
            return not facts.is_maintained
        case "eligible":
            return not facts.eligible_by
        case "not_by_pay_notice_alone":
            return facts.eligible_by == {"60A"}
        case "not_after_secretary_of_state":
            return _is_barred(facts, on)
        case "not_during_interim_board":
            first, last = facts.interim_board_from, facts.interim_board_until
            return first is not None and first <= on and (last is None or on <= last)
        case "consent_of_secretary_of_state":
            return facts.consent_on is None or facts.consent_on > on
        case "ended":
            return True


def _has_expired(limit: TimeLimit, facts: PowerFacts, on: date) -> bool:
    """Whether a period after the compliance period is over; it binds only eligibility by notice."""
    ended_on = facts.compliance_ended_on
    if limit.starts_with != "compliance_end" or ended_on is None or limit.months is None:
        return False
    is_by_notice_alone = bool(facts.eligible_by) and facts.eligible_by <= {"60", "60A"}
    return is_by_notice_alone and on > add_months(ended_on, limit.months)


def _is_barred(facts: PowerFacts, on: date) -> bool:
    served_on, allowed_on = facts.secretary_of_state_served_on, facts.secretary_of_state_allowed_on
    if served_on is None or served_on > on:
        return False
    return allowed_on is None or not served_on <= allowed_on <= on
