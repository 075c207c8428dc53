"""Choices that come from the area: its people, the plan's activities, targets and bodies."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.queries import memberships
from stocktake_web.gateway import plan_texts

NOBODY = ("", "Nobody with an account")
SHORT = 80


def people(area: Area) -> list[tuple[str, str]]:
    """Those who have a role in the area today, by account."""
    today = gateway.today()
    found = {
        str(each.user_id): each.user.display_name
        for each in memberships(area)
        if each.starts <= today and (each.ends is None or each.ends >= today)
    }
    return [NOBODY, *sorted(found.items(), key=lambda item: item[1])]


def activities(plan: plan_texts.Plan) -> list[tuple[str, str]]:
    """The plan's activities."""
    return [
        (each.id, short(each.words)) for priority in plan.priority for each in priority.activity
    ]


def targets(plan: plan_texts.Plan) -> list[tuple[str, str]]:
    """The plan's targets."""
    return [(each.id, each.title) for each in plan.target]


def bodies(plan: plan_texts.Plan) -> list[tuple[str, str]]:
    """The boards and groups of the plan."""
    return [("", "No body of this plan"), *((each.id, each.name) for each in plan.body)]


def short(words: str) -> str:
    """The beginning of a text, cut between words."""
    if len(words) <= SHORT:
        return words
    return f"{words[:SHORT].rsplit(' ', 1)[0]} ..."


class PersonField(forms.TypedChoiceField):
    """One of the people of the area, or nobody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, coerce=_account, empty_value=None, **kwargs)


def _account(pk: str) -> User:
    return User.objects.get(pk=int(pk))
