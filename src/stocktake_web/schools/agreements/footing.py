"""On what footing the council stands with a school: what it may set follows from who runs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from stocktake_web import services
from stocktake_web.accounts.models import Area, School, SchoolType
from stocktake_web.accounts.schools.numbers import school_today
from stocktake_web.schools.agreements.models import TrustAgreement

ACADEMIES = frozenset({SchoolType.ACADEMY, SchoolType.FREE_SCHOOL})


@dataclass(frozen=True)
class Footing:
    """What the council may do with a school, and why.

    Parameters
    ----------
    sets_judgements : bool
        Whether a category or letter may be set; else only what is published is shown.
    is_invited : bool
        Whether the school is invited to take part, so that not returning anything is not held
        against it.
    reason : str
        In a sentence.
    """

    sets_judgements: bool
    is_invited: bool
    reason: str

    @property
    def records_visits(self) -> bool:
        """Whether visits and local data may be recorded: of an academy only under an agreement."""
        return self.sets_judgements


def footing_of(school: School, agreement: TrustAgreement | None) -> Footing:
    """The footing of a school, with the agreement in force, if there is one."""
    if school.type_group == SchoolType.MAINTAINED:
        return Footing(True, False, "The council maintains the school.")
    if not school.type_group:
        return Footing(
            False,
            True,
            "The list of schools does not say who runs the school, so only what is published is "
            "used. Load the register of schools again.",
        )
    kind = (
        "The school is an academy"
        if school.type_group in ACADEMIES
        else "The council does not run the school"
    )
    if agreement is not None:
        return Footing(True, True, f"{kind}. An agreement with who runs it is recorded.")
    return Footing(
        False,
        True,
        f"{kind}, and no agreement with who runs it is recorded. Only what is published is used.",
    )


def footings(area: Area, schools: Iterable[School]) -> dict[int, Footing]:
    """The footing of each of many schools today, by the row's number; one query."""
    agreements = agreements_in_force(area, services.today())
    return {school.pk: footing_of(school, agreements.get(school.pk)) for school in schools}


def footing(school: School) -> Footing:
    """The footing of one school today, under the number that it has today."""
    school = school_today(school)
    agreements = agreements_in_force(school.area, services.today(), school)
    return footing_of(school, agreements.get(school.pk))


def agreements_in_force(
    area: Area, day: date, school: School | None = None
) -> dict[int, TrustAgreement]:
    """The agreement of each school, or of one, that is in force on a day."""
    rows = TrustAgreement.objects.filter(area=area, starts_on__lte=day).filter(
        Q(ends_on=None) | Q(ends_on__gte=day)
    )
    if school is not None:
        rows = rows.filter(school=school)
    return {row.school_id: row for row in rows.order_by("starts_on", "pk")}
