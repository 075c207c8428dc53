"""Reads levels, what was replied, and what they come to against the area's target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet

from stocktake.schools import AreaLevels, sum_levels
from stocktake.schools import SchoolLevel as LibraryLevel
from stocktake_web.accounts.models import Area, Role, School
from stocktake_web.accounts.permissions import has_permission, memberships_of
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.permissions.predicates import my_school
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.levels.models import (
    SCHOOL_CAPACITIES,
    Capacity,
    LevelReply,
    LevelRound,
    SchoolLevel,
)
from stocktake_web.services.school_improvement import measures_of

Answer = Literal["proposed", "agreed", "refused"]


@dataclass(frozen=True)
class LevelView:
    """A school's level with the latest reply of each capacity to the level as it stands.

    Parameters
    ----------
    answer : str
        ``"agreed"`` where the head and the chair agree, ``"refused"`` where either refuses.
    """

    row: SchoolLevel
    measure: str
    replies: tuple[LevelReply, ...]
    answer: Answer

    @property
    def reason(self) -> str:
        """Why it is refused."""
        return "; ".join(reply.reason for reply in self.replies if not reply.agrees)


@dataclass(frozen=True)
class RoundSum:
    """The levels of a round, and what they come to; None where no school has one."""

    round: LevelRound
    measure: str
    levels: tuple[LevelView, ...]
    total: AreaLevels | None


def school_level(area: Area, pk: int) -> SchoolLevel:
    """One school's level."""
    return levels(area).get(pk=pk)


def levels(area: Area) -> QuerySet[SchoolLevel]:
    """Every level, with its school, round and replies."""
    return (
        SchoolLevel.objects.filter(area=area)
        .select_related("area", "school", "round")
        .prefetch_related("replies")
    )


def level_views(area: Area, schools: list[School]) -> list[LevelView]:
    """The levels of some schools, the latest round first."""
    rows = levels(area).filter(rows_about(schools)).order_by("-round__by_year", "school__name")
    titles = {name: row.title for name, row in measures_of(area).items()}
    return [_view(row, titles.get(row.round.measure, row.round.measure)) for row in rows]


def capacity_of(user: Person, area: Area, school: School) -> Capacity | None:
    """For whom a person replies to a school's level; None for who is neither head nor chair."""
    memberships = [row for row in memberships_of(user, area) if my_school(row, school)]
    if any(row.role == Role.HEADTEACHER for row in memberships):
        return Capacity.HEAD
    return Capacity.CHAIR if any(row.is_chair for row in memberships) else None


def unanswered_levels(user: Person, area: Area, schools: list[School]) -> list[LevelView]:
    """Levels of some schools to which a person may reply and nobody has in the same capacity."""
    if not schools:
        return []
    return [
        view
        for view in level_views(area, schools)
        if has_permission(user, area, "schools.answer_level", view.row)
        and capacity_of(user, area, view.row.school)
        not in {reply.capacity for reply in view.replies}
    ]


def round_sums(area: Area) -> list[RoundSum]:
    """Every round with what its levels come to; three queries."""
    measures = measures_of(area)
    rows: dict[int, list[SchoolLevel]] = {}
    for row in levels(area):
        rows.setdefault(row.round_id, []).append(row)
    sums = []
    for round_ in LevelRound.objects.filter(area=area):
        measure = measures.get(round_.measure)
        title = measure.title if measure else round_.measure
        views = tuple(_view(row, title) for row in rows.get(round_.pk, []))
        library_levels = tuple(_library_level(view) for view in views)
        total = (
            sum_levels(library_levels, float(round_.target), measure) if measure and views else None
        )
        sums.append(RoundSum(round_, title, views, total))
    return sums


def _view(row: SchoolLevel, measure: str) -> LevelView:
    latest = {
        reply.capacity: reply
        for reply in row.replies.all()
        if reply.level == row.level and reply.capacity in SCHOOL_CAPACITIES
    }
    replies = tuple(latest.values())
    answer: Answer = "proposed"
    if any(not reply.agrees for reply in replies):
        answer = "refused"
    elif set(latest) == SCHOOL_CAPACITIES:
        answer = "agreed"
    return LevelView(row, measure, replies, answer)


def _library_level(view: LevelView) -> LibraryLevel:
    row = view.row
    return LibraryLevel(
        school_urn=int(row.school_urn),
        pupil_count=row.pupil_count,
        start=float(row.start),
        level=float(row.level),
        gain=float(row.level - row.start),
        pupils_needed=None,
        is_rare=row.is_rare,
        answer=view.answer,
        reason=view.reason,
    )
