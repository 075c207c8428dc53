"""Who works in a place: the list, and the roles."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.invitations.queries import invitations
from stocktake_web.accounts.memberships import queries
from stocktake_web.accounts.memberships.actions import change_role, end_role
from stocktake_web.accounts.memberships.forms import ChangeRoleForm, EndRoleForm
from stocktake_web.accounts.memberships.models import Membership, Role
from stocktake_web.accounts.memberships.people_list import make_rows
from stocktake_web.accounts.permissions import account_of, requires


@requires("people.see")
def show_people(request: HttpRequest, area: Area) -> HttpResponse:
    """Everyone who has a role today, whoever had one, and who is invited."""
    memberships = list(queries.memberships(area))
    today = services.today()
    context = {
        "current": make_rows(memberships, today, current=True),
        "former": make_rows(memberships, today, current=False),
        "invitations": invitations(area, services.now()),
    }
    return render(request, "accounts/memberships/list.html", context)


@requires("people.change", post="people.change", of=queries.membership)
def change_membership(request: HttpRequest, area: Area, membership: Membership) -> HttpResponse:
    """Change somebody's role."""
    initial = {
        name: getattr(membership, name)
        for name in ("role", "school_urn", "body_id", "ends", "version")
    }
    form = ChangeRoleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            change_role(
                area=area,
                actor=account_of(request),
                membership=membership,
                expected_version=data.pop("version"),
                role=Role(data.pop("role")),
                **data,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The role is changed.")
            return redirect("people:everyone", area=area.slug)
    context = {"form": form, "membership": membership}
    return render(request, "accounts/memberships/change.html", context)


@requires("people.change", post="people.change", of=queries.membership)
def end_membership(request: HttpRequest, area: Area, membership: Membership) -> HttpResponse:
    """End somebody's role."""
    form = EndRoleForm(request.POST or None, initial={"version": membership.version})
    if request.method == "POST" and form.is_valid():
        try:
            end_role(
                area=area,
                actor=account_of(request),
                membership=membership,
                expected_version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The role has ended.")
            return redirect("people:everyone", area=area.slug)
    return render(
        request, "accounts/memberships/end.html", {"form": form, "membership": membership}
    )
