"""Reads rounds, whether a person may still answer, and what was published."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.accounts.permissions import memberships_of
from stocktake_web.schools.service_views.actions import mark_digest
from stocktake_web.schools.service_views.models import (
    Group,
    Option,
    Question,
    ServiceViewMark,
    ServiceViewRound,
)

GROUP_TITLES = {**dict(Group.choices), "all": "Headteachers and governors together"}


@dataclass(frozen=True)
class QuestionShares:
    """The tenths of one question, in the order of the options."""

    title: str
    tenths: tuple[int, ...]


@dataclass(frozen=True)
class GroupShares:
    """What one group, or all together, said."""

    title: str
    questions: tuple[QuestionShares, ...]


@dataclass(frozen=True)
class RoundView:
    """A round with its shares; none where fewer than ten answered or it is not published."""

    round: ServiceViewRound
    groups: tuple[GroupShares, ...]


def service_round(area: Area, pk: int) -> ServiceViewRound:
    """One round."""
    return ServiceViewRound.objects.select_related("area").get(area=area, pk=pk)


def round_views(area: Area) -> list[RoundView]:
    """Every round, the latest first; one query."""
    return [RoundView(row, _groups(row)) for row in ServiceViewRound.objects.filter(area=area)]


def open_round_of(area: Area) -> ServiceViewRound | None:
    """The round that takes answers today."""
    return ServiceViewRound.objects.filter(
        area=area, is_published=False, closes_on__gte=services.today()
    ).first()


def has_answered(user: User, round_: ServiceViewRound) -> bool:
    """Whether a person answered a round that is not published."""
    return ServiceViewMark.objects.filter(digest=mark_digest(round_, user)).exists()


def group_of(user: User, area: Area) -> Group:
    """As what a person answers: a head as a head, whatever else they are."""
    roles = {row.role for row in memberships_of(user, area)}
    return Group.HEADS if Role.HEADTEACHER in roles else Group.GOVERNORS


def _groups(row: ServiceViewRound) -> tuple[GroupShares, ...]:
    return tuple(
        GroupShares(
            GROUP_TITLES[group],
            tuple(
                QuestionShares(
                    question.label,
                    tuple(questions[question.value][option.value] for option in Option),
                )
                for question in Question
                if question.value in questions
            ),
        )
        for group, questions in row.results.get("groups", {}).items()
    )
