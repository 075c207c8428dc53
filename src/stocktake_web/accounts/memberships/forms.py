"""Forms of roles: what a role is about is searched for, then the role is given, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.chairs import chair_field
from stocktake_web.accounts.memberships.models import BODY_ROLES, CHAIR_ROLES, SCHOOL_ROLES, Role
from stocktake_web.accounts.memberships.subject import check_subject
from stocktake_web.accounts.memberships.wards import WARD_ROLES, ward_field
from stocktake_web.accounts.schools.models import School
from stocktake_web.accounts.schools.queries import BODY_REF, SCHOOL_REF, object_titles
from stocktake_web.accounts.schools.register import NO_DATE
from stocktake_web.audit import ObjectRef
from stocktake_web.formats import day
from stocktake_web.forms import DayField, Form, VersionedForm

ROLE_MESSAGES = {
    "required": "Select a role",
    "invalid_choice": "Select a role from the list",
}
NO_SUBJECT = ("-", "None")
"""The choice of no school or body, which a radio cannot say with an empty value."""


class RoleSearchForm(Form):
    """Which role, and where to look for the school or body that it is about."""

    role = forms.ChoiceField(
        choices=[("", "Choose a role"), *Role.choices],
        error_messages=ROLE_MESSAGES,
    )
    school = forms.CharField(
        label="Find a school",
        required=False,
        max_length=100,
        help_text="Any part of its name or town, or its URN. For a headteacher, governor or clerk.",
        error_messages={"max_length": "The school must be 100 characters or fewer"},
    )
    body = forms.CharField(
        label="Find a board or body",
        required=False,
        max_length=100,
        help_text="Any part of its name. For a board member; or the trust of a trust leader.",
        error_messages={"max_length": "The board or body must be 100 characters or fewer"},
    )


class RoleForm(Form):
    """A role, and what it is about, out of what a search found.

    Parameters
    ----------
    area : Area
    schools : sequence of School
    bodies : sequence of pairs
        Key and name.
    stored_urn, stored_body_id, stored_ward : str
        What the role is about now; they may be chosen though they have closed since.
    stored_is_chair : bool
        Whether it is the chair's now.
    """

    role = forms.ChoiceField(
        choices=Role.choices, widget=forms.HiddenInput, error_messages=ROLE_MESSAGES
    )
    school_urn = forms.ChoiceField(
        label="School",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select a school of this place that is open"},
    )
    body_id = forms.ChoiceField(
        label="Board or body",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select a board or body of this place"},
    )

    def __init__(
        self,
        *args: Any,
        area: Area,
        role: str,
        schools: Sequence[School] = (),
        bodies: Sequence[tuple[str, str]] = (),
        stored_urn: str = "",
        stored_body_id: str = "",
        stored_ward: str = "",
        stored_is_chair: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.stored_urn, self.stored_body_id = area, stored_urn, stored_body_id
        self.fields["role"].initial = role
        if role in WARD_ROLES:
            self.fields["ward"] = ward_field(area, stored_ward)
        if role in CHAIR_ROLES:
            self.fields["is_chair"] = chair_field(is_chair=stored_is_chair)
        self.order_fields(("role", "school_urn", "body_id", "ward", "is_chair"))
        names = object_titles(
            area, [ObjectRef(SCHOOL_REF, stored_urn), ObjectRef(BODY_REF, stored_body_id)]
        )
        self._offer(
            "school_urn",
            _with_stored([(row.urn, row.name) for row in schools], SCHOOL_REF, stored_urn, names),
            is_needed=role in SCHOOL_ROLES,
        )
        self._offer(
            "body_id",
            _with_stored(bodies, BODY_REF, stored_body_id, names),
            is_needed=role in BODY_ROLES,
        )
        self.fields["school_urn"].hints = {  # type: ignore[attr-defined]
            row.urn: ", ".join(filter(None, (f"URN {row.urn}", row.town, closing_words(row))))
            for row in schools
        }
        label = dict(Role.choices).get(role, role).lower()
        for name, noun in (("school_urn", "school"), ("body_id", "board or body")):
            message = f"Select the {noun} that the role of {label} is about"
            self.fields[name].error_messages["required"] = message

    def _offer(self, name: str, choices: Sequence[tuple[str, str]], *, is_needed: bool) -> None:
        """Offer what was found; a field of which nothing was found and nothing is needed goes."""
        field: Any = self.fields[name]
        field.required = is_needed
        field.choices = [*choices, *([] if is_needed else [NO_SUBJECT])]
        if not is_needed and not self.initial.get(name):
            self.initial[name] = NO_SUBJECT[0]
        if not choices and not is_needed:
            field.widget = forms.HiddenInput()

    @property
    def can_be_sent(self) -> bool:
        """Whether what the role needs is among what was found."""
        return all(
            self.fields[name].choices  # type: ignore[attr-defined]
            for name in ("school_urn", "body_id")
        )

    def clean_school_urn(self) -> str:
        """The URN; empty for a role that is about no school."""
        return _without_mark(self.cleaned_data["school_urn"])

    def clean_body_id(self) -> str:
        """The key; empty for a role that is about no body."""
        return _without_mark(self.cleaned_data["body_id"])

    def clean(self) -> dict[str, Any]:
        """The role has what it needs, and that is there."""
        data = super().clean() or {}
        if {"role", "school_urn", "body_id"} <= set(data):
            try:
                check_subject(
                    self.area,
                    role=data["role"],
                    school_urn=data["school_urn"],
                    body_id=data["body_id"],
                    stored_urn=self.stored_urn,
                    stored_body_id=self.stored_body_id,
                )
            except forms.ValidationError as error:
                self.add_error(None, error)
        return data


def closing_words(school: School) -> str:
    """Since when a school is closed; empty where it is open."""
    if school.closed_on is None:
        return ""
    return "closed" if school.closed_on == NO_DATE else f"closed on {day(school.closed_on)}"


def _with_stored(
    choices: Sequence[tuple[str, str]], type: str, key: str, names: Mapping[ObjectRef, str]
) -> list[tuple[str, str]]:
    """What was found, and first what the role is about now, though it may have closed since."""
    if not key or key in dict(choices):
        return list(choices)
    return [(key, names[ObjectRef(type, key)]), *choices]


def _without_mark(value: str) -> str:
    return "" if value == NO_SUBJECT[0] else value


class ChangeRoleForm(VersionedForm, RoleForm):
    """Another role, or about something else; or a last day."""

    ends = DayField(label="Last day", required=False, help_text="For example, 31 8 2027")
    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class EndRoleForm(VersionedForm):
    """Why a role ends today."""

    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
