"""What a rule set of statutory powers may say: guards, time limits, content, checklists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from stocktake.standards.definition_faults import CrossFault, repeated_ids
from stocktake.standards.definitions import Definition, LoadedDefinition, Source, load_folder
from stocktake.standards.errors import DefinitionError, Fault, UsageError, nearest

PACKAGE = "stocktake.schools"
FOLDER = "powers"

GuardKind = Literal[
    "maintained_only",
    "not_after_secretary_of_state",
    "eligible",
    "not_by_pay_notice_alone",
    "not_during_interim_board",
    "consent_of_secretary_of_state",
    "ended",
]


class Rule(Definition):
    """One statement of law, where it stands, and whether somebody read it there."""

    text: str
    section: str
    verified: bool
    is_suggestion: bool = False
    """True for our own advice on practice, which no statute has."""


class Guard(Rule):
    """A condition that the facts of a school are held against."""

    kind: GuardKind


class TimeLimit(Rule):
    """A period that a date is computed from, where the rule is verified.

    Parameters
    ----------
    starts_with : str
        ``service`` (the day on which the notice is given), or ``compliance_end`` (the last day
        of the period that the notice states).
    working_days, months : int
        Exactly one of them: the period ends with that working day after its start, or on the
        same day of a later month.
    """

    id: str
    title: str
    starts_with: Literal["service", "compliance_end"]
    working_days: int | None = Field(default=None, ge=1)
    months: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one_length(self) -> TimeLimit:
        if (self.working_days is None) == (self.months is None):
            raise ValueError("give working_days or months, one of them")
        return self


class Ground(Rule):
    """A ground on which a warning notice may be given."""

    id: str


class Power(Definition):
    """One power, by its section.

    Parameters
    ----------
    holder : str
        Who may use it.
    content : tuple of Rule
        What a notice says.
    copied_to : tuple of Rule
        Who gets a copy at the same time.
    consulted : tuple of Rule
        Who is asked before.
    check : tuple of Rule
        What else to go through before it is used.
    saving : str
        For a power that has ended: what goes on under the earlier rules.
    """

    id: str
    title: str
    section: str
    holder: Literal["local_authority", "secretary_of_state"] = "local_authority"
    guard: tuple[Guard, ...] = ()
    ground: tuple[Ground, ...] = ()
    limit: tuple[TimeLimit, ...] = ()
    content: tuple[Rule, ...] = ()
    copied_to: tuple[Rule, ...] = ()
    consulted: tuple[Rule, ...] = ()
    check: tuple[Rule, ...] = ()
    saving: str = ""

    @property
    def full_title(self) -> str:
        """The title with where it stands: "Warning notice (section 60)", "... (Act, s4)"."""
        place = f"section {self.section}" if self.section[:1].isdigit() else self.section
        return f"{self.title} ({place})"


class PowerRules(Definition):
    """The powers by the rules for notices given between two days.

    Parameters
    ----------
    information : str
        What a page says above everything: information, not legal advice.
    suggested_compliance_working_days : int
        Our suggestion for a notice's period; no rule of law.
    """

    title: str
    starts: date
    ends: date | None = None
    information: str
    suggested_compliance_working_days: int = Field(ge=1)
    source: Source
    power: tuple[Power, ...] = Field(min_length=1)

    def cross_faults(self) -> Sequence[CrossFault]:
        """Ids given twice, and days in the wrong order."""
        return tuple(_rule_faults(self))

    def power_of(self, power_id: str) -> Power:
        """The power of an id.

        Raises
        ------
        UsageError
            Where the rule set has no such power.
        """
        for power in self.power:
            if power.id == power_id:
                return power
        ids = [power.id for power in self.power]
        fault = Fault(
            power_id, "is no power of these rules", ", ".join(ids), nearest(power_id, ids)
        )
        raise UsageError(f"no such power in {self.title!r}", [fault])


def load_power_rules(own_folder: Path | None = None) -> dict[str, LoadedDefinition[PowerRules]]:
    """Every rule set, by id.

    Raises
    ------
    DefinitionError
        All the faults of all the files, and rule sets of which two hold on one day or none does.

    Examples
    --------
    >>> sorted(load_power_rules())
    ['2007-to-2016', '2016-to-2026', 'from-2026']
    """
    return _shipped() if own_folder is None else _load(own_folder)


def rules_on(service_date: date, own_folder: Path | None = None) -> PowerRules:
    """The rules for a notice given on a day.

    Raises
    ------
    UsageError
        Where the day lies before the first rule set.

    Examples
    --------
    >>> from datetime import date
    >>> rules_on(date(2014, 3, 3)).ends
    datetime.date(2016, 4, 17)
    """
    definitions = load_power_rules(own_folder).values()
    for definition in definitions:
        rules = definition.value
        if rules.starts <= service_date and (rules.ends is None or service_date <= rules.ends):
            return rules
    first_day = min(definition.value.starts for definition in definitions)
    fault = Fault(
        service_date.isoformat(), "has no rules here", f"{first_day.isoformat()} or later"
    )
    raise UsageError("no rules are held for that day", [fault])


def _rule_faults(rules: PowerRules) -> Iterator[CrossFault]:
    if rules.ends is not None and rules.ends < rules.starts:
        yield CrossFault(("ends",), f"lies before starts {rules.starts.isoformat()}")
    yield from repeated_ids(("power",), [power.id for power in rules.power])
    for row, power in enumerate(rules.power):
        yield from repeated_ids(("power", row, "limit"), [item.id for item in power.limit])
        yield from repeated_ids(("power", row, "ground"), [item.id for item in power.ground])


@lru_cache(maxsize=1)
def _shipped() -> dict[str, LoadedDefinition[PowerRules]]:
    return _load(None)


def _load(own_folder: Path | None) -> dict[str, LoadedDefinition[PowerRules]]:
    definitions = load_folder(PACKAGE, FOLDER, PowerRules, own_folder=own_folder)
    faults = []
    for earlier, later in pairwise(
        sorted(definitions.values(), key=lambda item: item.value.starts)
    ):
        last_day = earlier.value.ends
        if last_day is None or (later.value.starts - last_day).days != 1:
            faults.append(
                Fault(
                    later.path,
                    f"starts on {later.value.starts.isoformat()}",
                    f"the day after {earlier.path} ends",
                    "every day of service has one rule set",
                )
            )
    if faults:
        raise DefinitionError("rule sets of powers overlap or leave a gap", faults)
    return definitions
