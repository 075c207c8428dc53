"""What the file of a programme may say: who pays, who does what for whom, until when, and then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from stocktake.programmes.absent_values import Absence, OrAbsence, value_or_none
from stocktake.programmes.life_cycle import Bid, Gate, Stage
from stocktake.standards.definition_faults import CrossFault
from stocktake.standards.definitions import Definition, Source
from stocktake.statistics.schema import AcademicYear, Text
from stocktake.targets.fields import Id

Participant = Literal[
    "pupils", "families", "teachers", "leaders", "governors", "support-staff", "employers"
]
Phase = Literal[
    "early-years", "primary", "secondary", "special", "alternative-provision", "post-16"
]
PHASES: tuple[Phase, ...] = get_args(Phase)
NotNegative = Annotated[int, Field(ge=0)]
NotNegativeNumber = Annotated[float, Field(ge=0)]
ALL = "all"
NOT_NEEDED = "not needed"
"""A successor that nobody has to be: what the programme was for is done when it ends."""


class Audience(Definition):
    """Whom a programme is for.

    Parameters
    ----------
    participants : tuple of str
        Who takes part: pupils, their families, or a role of staff.
    phases : tuple of str
        Kinds of schools or settings; "none" where it works outside them.
    ages : pair of int
        Youngest and oldest pupil; "none" where it is not for pupils.
    groups, wards : tuple of str
        ``["all"]`` where it is for everybody, and everywhere.
    schools : str
        ``all`` of its phases, ``some`` that are not named, ``listed`` in ``school_urns``, or
        "none" where it works outside schools.
    """

    participants: tuple[Participant, ...] = Field(min_length=1)
    phases: OrAbsence[tuple[Phase, ...]]
    ages: OrAbsence[tuple[int, int]]
    groups: OrAbsence[tuple[Text, ...]]
    wards: OrAbsence[tuple[Text, ...]]
    schools: OrAbsence[Literal["all", "some", "listed"]]
    school_urns: tuple[int, ...] = ()


class Capacity(Definition):
    """How many people and schools it can take in a school year."""

    people: OrAbsence[NotNegative]
    schools: OrAbsence[NotNegative]


class TermAsks(Definition):
    """What it asks of one school in one term, where a delivery says nothing else.

    ``minutes`` are those of the school's staff, all visits, forms and covers together.
    """

    visits_count: int = Field(default=0, ge=0)
    data_requests_count: int = Field(default=0, ge=0)
    days_out_count: int = Field(default=0, ge=0)
    minutes: OrAbsence[NotNegative] = Absence.NOT_STATED


class Dose(Definition):
    """From how much of it somebody has started, and completed, in sessions of those offered."""

    unit: Text
    sessions_offered: int = Field(gt=0)
    started_at: int = Field(gt=0)
    completed_at: int = Field(gt=0)


class YearCost(Definition):
    """What it costs in one school year."""

    year: AcademicYear
    pounds: float = Field(ge=0)


class Evidence(Definition):
    """What is known of work of its kind, from one source on one day.

    Parameters
    ----------
    strand : str
        The kind of work, as the source calls it.
    months : float
        Additional months of progress, on average.
    security, cost_band : int
        As the source rates them, 0 to 5 and 1 to 5.
    """

    strand: Text
    months: OrAbsence[float] = Absence.NOT_STATED
    security: OrAbsence[int] = Absence.NOT_STATED
    cost_band: OrAbsence[int] = Absence.NOT_STATED
    as_of: date
    source: Source


class ProgrammeMeasure(Definition):
    """How it is seen how much is done, how well, and whether anyone is better off."""

    kind: Literal["how_much", "how_well", "better_off"]
    text: Text
    indicator: str = ""


class Programme(Definition):
    """One programme, initiative or standing offer.

    What matters for overlap, burden or gap has to be written: as a value, as "none", or as "not
    stated". Organisations are ids of the plan's partners and bodies, or of ``programmes.toml``.

    Parameters
    ----------
    id : str
        The file's name without its ending.
    other_names : tuple of str
        What else it is called; no two programmes may share a name.
    coordinated_with : tuple of str
        Programmes with which it works as one, so that overlap is intended.
    relied_upon_for : str
        What the plan deliberately leaves to it, although it is another's.
    successor : str
        Who takes over when it ends: a programme, an organisation, or ``not needed``.
    """

    id: Id
    title: Text
    other_names: tuple[Text, ...] = ()
    text: Text
    funder: OrAbsence[tuple[Text, ...]]
    provider: OrAbsence[tuple[Text, ...]]
    partners: tuple[Text, ...] = ()
    themes: tuple[Text, ...] = Field(min_length=1)
    stage: Stage = "delivery"
    relied_upon_for: str = ""
    coordinated_with: tuple[Id, ...] = ()
    audience: Audience
    capacity: OrAbsence[Capacity]
    hours: OrAbsence[NotNegativeNumber]
    school_asks: OrAbsence[TermAsks]
    dose: OrAbsence[Dose] = Absence.NOT_STATED
    cost: OrAbsence[tuple[YearCost, ...]]
    starts: OrAbsence[date]
    ends: OrAbsence[date]
    dates_text: str = ""
    exit_plan: OrAbsence[Text]
    successor: OrAbsence[Text]
    data_returned: OrAbsence[tuple[Text, ...]]
    evidence: OrAbsence[Evidence]
    measure: OrAbsence[tuple[ProgrammeMeasure, ...]]
    bid: tuple[Bid, ...] = ()
    gate: tuple[Gate, ...] = ()
    source_page: int | None = None

    def cross_faults(self) -> Sequence[CrossFault]:
        """Dates, ages and doses in the wrong order, and what is written twice."""
        return (
            *_date_faults(self),
            *_audience_faults(self.audience),
            *_dose_faults(self),
            *_repetition_faults(self),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called."""
        return (self.title, *self.other_names)

    @property
    def organisations(self) -> tuple[tuple[str, str], ...]:
        """Every organisation that it names, with the key that names it."""
        return (
            *(("funder", name) for name in value_or_none(self.funder) or ()),
            *(("provider", name) for name in value_or_none(self.provider) or ()),
            *(("partners", name) for name in self.partners),
        )

    def is_over(self, day: date) -> bool:
        """Whether it had ended before a day; never where its end is not stated."""
        ends = value_or_none(self.ends)
        return ends is not None and ends < day


def _date_faults(programme: Programme) -> Iterator[CrossFault]:
    starts, ends = value_or_none(programme.starts), value_or_none(programme.ends)
    if starts is not None and ends is not None and ends < starts:
        yield CrossFault(
            ("ends",),
            f"{ends.isoformat()} lies before starts {starts.isoformat()}",
            "",
            "correct one of the two",
        )
    for row, bid in enumerate(programme.bid):
        if bid.approved is not None and bid.submitted is not None and bid.approved < bid.submitted:
            problem = f"{bid.approved.isoformat()} lies before submitted"
            yield CrossFault(("bid", row, "approved"), problem, bid.submitted.isoformat())
    for row, gate in enumerate(programme.gate):
        if starts is not None and gate.on < starts:
            problem = f"{gate.on.isoformat()} lies before the programme starts"
            yield CrossFault(("gate", row, "on"), problem, f"{starts.isoformat()} or later")


def _audience_faults(audience: Audience) -> Iterator[CrossFault]:
    ages = value_or_none(audience.ages)
    if ages is not None and not 0 <= ages[0] <= ages[1]:
        yield CrossFault(("audience", "ages"), f"{list(ages)} is no span", "youngest, then oldest")
    for key in ("groups", "wards"):
        names = value_or_none(getattr(audience, key)) or ()
        if ALL in names and len(names) > 1:
            problem = f"says {ALL!r} and names some"
            yield CrossFault(("audience", key), problem, "one of the two")
    is_listed = audience.schools == "listed"
    if is_listed != bool(audience.school_urns):
        problem = "names no school" if is_listed else "names schools"
        expected = "the listed schools" if is_listed else 'schools = "listed"'
        yield CrossFault(("audience", "school_urns"), problem, expected)


def _dose_faults(programme: Programme) -> Iterator[CrossFault]:
    dose = value_or_none(programme.dose)
    if dose is not None and not dose.started_at <= dose.completed_at <= dose.sessions_offered:
        yield CrossFault(
            ("dose",),
            f"started_at {dose.started_at}, completed_at {dose.completed_at} and sessions_offered "
            f"{dose.sessions_offered} are out of order",
            "started_at, then completed_at, then sessions_offered",
        )


def _repetition_faults(programme: Programme) -> Iterator[CrossFault]:
    lists: dict[str, Sequence[object]] = {
        "themes": programme.themes,
        "other_names": programme.other_names,
        "partners": programme.partners,
        "cost": [cost.year for cost in value_or_none(programme.cost) or ()],
    }
    for key, items in lists.items():
        for row, item in enumerate(items):
            if item in items[:row]:
                yield CrossFault((key,), f"{item!r} is written twice", "each once")
