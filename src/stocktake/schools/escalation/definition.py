"""What a file of escalation may say: stages, the steps between them, and who is informed when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from stocktake.standards.definition_faults import CrossFault
from stocktake.standards.definitions import Definition, LoadedDefinition, Source, load_folder
from stocktake.standards.errors import DefinitionError, Fault, nearest

PACKAGE = "stocktake.schools"
FOLDER = "escalation"

SchoolPath = Literal["maintained", "academy"]


class Recipient(Definition):
    """Somebody who is informed when a school enters a stage."""

    id: str
    title: str


class Trigger(Definition):
    """What may lead a meeting to take a school a step up."""

    id: str
    title: str


class Deadline(Definition):
    """Something due in a stage, counted in working days from the day the school entered it."""

    id: str
    title: str
    working_days: int = Field(ge=1)


class Step(Definition):
    """A way from one stage to another, which a meeting may decide.

    Parameters
    ----------
    direction : str
        ``up`` for more challenge, ``down`` for less.
    triggers : tuple of str
        Of a step up: what may lead to it. One at least is named in the decision.
    evidence : tuple of str
        What the decision states; a step down has some.
    not_before_working_days : int
        Working days in the stage before which the step is not open: a trust has time to reply.
    """

    id: str
    to: str
    title: str
    direction: Literal["up", "down"]
    triggers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    decided_by: str = "review meeting"
    not_before_working_days: int = Field(default=0, ge=0)


class Stage(Definition):
    """A stage of challenge.

    Parameters
    ----------
    is_resting : bool
        True where nothing is due by itself: the stage that every school is in.
    tell : tuple of str
        Recipients, by id, who are informed that the school has entered the stage.
    tell_within_working_days : int, optional
        By when; needed where anybody is informed.
    review_within_working_days : int, optional
        How long after entry, or after the last review, the next review is due. Needed unless
        the stage is resting.
    """

    id: str
    title: str
    description: str = ""
    is_resting: bool = False
    tell: tuple[str, ...] = ()
    tell_within_working_days: int | None = Field(default=None, ge=1)
    review_within_working_days: int | None = Field(default=None, ge=1)
    deadline: tuple[Deadline, ...] = ()
    step: tuple[Step, ...] = ()


class EscalationMachine(Definition):
    """The stages of one kind of school, from the first.

    Parameters
    ----------
    path : str
        ``maintained`` or ``academy``: their stages are never mixed.
    starts, ends : date
        The days between which the machine is used.
    """

    title: str
    path: SchoolPath
    starts: date
    ends: date | None = None
    first_stage: str
    note: str = ""
    source: Source
    recipient: tuple[Recipient, ...] = Field(min_length=1)
    trigger: tuple[Trigger, ...] = ()
    stage: tuple[Stage, ...] = Field(min_length=1)

    def cross_faults(self) -> Sequence[CrossFault]:
        """Everything wrong between stages, steps, triggers and recipients."""
        from stocktake.schools.escalation.checks import machine_faults

        return machine_faults(self)

    def stage_of(self, stage_id: str) -> Stage:
        """The stage of an id.

        Raises
        ------
        DefinitionError
            Where the machine has no such stage: the file was changed after a school entered it.
        """
        for stage in self.stage:
            if stage.id == stage_id:
                return stage
        stages = [stage.id for stage in self.stage]
        fault = Fault(stage_id, "is no stage of it", ", ".join(stages), nearest(stage_id, stages))
        raise DefinitionError(f"{self.title!r} has not the stage in which the school is", [fault])

    def recipient_title(self, recipient_id: str) -> str:
        """How a recipient is called on a page."""
        return next(item.title for item in self.recipient if item.id == recipient_id)

    def trigger_title(self, trigger_id: str) -> str:
        """How a trigger is called on a page."""
        return next(item.title for item in self.trigger if item.id == trigger_id)

    def is_in_use(self, on: date) -> bool:
        """Whether the machine is used on a day."""
        return self.starts <= on and (self.ends is None or on <= self.ends)


def load_machines(
    own_folder: Path | None = None,
) -> dict[str, LoadedDefinition[EscalationMachine]]:
    """Every escalation machine, by id.

    Parameters
    ----------
    own_folder : Path, optional
        A place's folder of definitions: ``escalation/<id>.toml`` in it replaces the shipped file.

    Raises
    ------
    DefinitionError
        All the faults of all the files, those between keys with their lines.

    Examples
    --------
    >>> sorted(load_machines())
    ['academy', 'maintained']
    """
    return _shipped() if own_folder is None else _load(own_folder)


def machine_for(path: SchoolPath, on: date, own_folder: Path | None = None) -> EscalationMachine:
    """The machine used on a day for maintained schools or for academies.

    Raises
    ------
    DefinitionError
        Where none is in use on that day, or two are.
    """
    machines = [
        definition
        for definition in load_machines(own_folder).values()
        if definition.value.path == path and definition.value.is_in_use(on)
    ]
    if len(machines) != 1:
        faults = [Fault(item.path, f"is in use on {on.isoformat()}") for item in machines]
        count = "none is" if not machines else f"{len(machines)} are"
        raise DefinitionError(
            f"of the escalation files for the path {path}, {count} in use on {on.isoformat()}",
            faults or [Fault(f"{FOLDER}/", "has no such file", "one", "check starts and ends")],
        )
    return machines[0].value


@lru_cache(maxsize=1)
def _shipped() -> dict[str, LoadedDefinition[EscalationMachine]]:
    return _load(None)


def _load(own_folder: Path | None) -> dict[str, LoadedDefinition[EscalationMachine]]:
    return load_folder(PACKAGE, FOLDER, EscalationMachine, own_folder=own_folder)
