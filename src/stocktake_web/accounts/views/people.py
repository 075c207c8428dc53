"""Who works in a place: a list, invitations, roles."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake_web import gateway
from stocktake_web.accounts import actions, presenters, queries
from stocktake_web.accounts.forms import AreaForm, ChangeRoleForm, EndRoleForm, InviteForm
from stocktake_web.accounts.mail import send_invitation
from stocktake_web.accounts.models import Area, Invitation, Membership, Role
from stocktake_web.accounts.rights import account_of, right


@right("people.see")
def everyone(request: HttpRequest, area: Area) -> HttpResponse:
    """Everyone who has a role today, whoever had one, and who is invited."""
    held = list(queries.memberships(area))
    today = gateway.today()
    context = {
        "current": presenters.people(held, today, current=True),
        "former": presenters.people(held, today, current=False),
        "invitations": queries.invitations(area, gateway.now()),
    }
    return render(request, "accounts/people.html", context)


@right("people.change", post="people.change")
def invite(request: HttpRequest, area: Area) -> HttpResponse:
    """Invite somebody."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitation, token = actions.invite(
            area=area, actor=account_of(request), **form.cleaned_data
        )
        address = request.build_absolute_uri(reverse("invitation", kwargs={"token": token}))
        send_invitation(invitation, address)
        messages.success(request, f"An invitation is on its way to {invitation.email}.")
        return redirect("people:everyone", area=area.slug)
    return render(request, "accounts/invite.html", {"form": form})


@right(post="people.change", of=queries.invitation)
def withdraw(request: HttpRequest, area: Area, invitation: Invitation) -> HttpResponse:
    """Withdraw an invitation."""
    actions.withdraw_invitation(area=area, actor=account_of(request), invitation=invitation)
    messages.success(request, "The invitation is withdrawn.")
    return redirect("people:everyone", area=area.slug)


@right("people.change", post="people.change", of=queries.membership)
def change(request: HttpRequest, area: Area, membership: Membership) -> HttpResponse:
    """Change somebody's role."""
    initial = {
        name: getattr(membership, name)
        for name in ("role", "school_urn", "body_id", "ends", "version")
    }
    form = ChangeRoleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            actions.change_role(
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
    return render(request, "accounts/change_role.html", context)


@right("people.change", post="people.change", of=queries.membership)
def end(request: HttpRequest, area: Area, membership: Membership) -> HttpResponse:
    """End somebody's role."""
    form = EndRoleForm(request.POST or None, initial={"version": membership.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(
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
    return render(request, "accounts/end_role.html", {"form": form, "membership": membership})


@right("area.change", post="area.change")
def place(request: HttpRequest, area: Area) -> HttpResponse:
    """Change what the place is called."""
    form = AreaForm(request.POST or None, initial={"name": area.name, "version": area.version})
    if request.method == "POST" and form.is_valid():
        actions.change_area(
            area=area,
            actor=account_of(request),
            name=form.cleaned_data["name"],
            expected_version=form.cleaned_data["version"],
        )
        messages.success(request, "The name is changed.")
        return redirect("people:everyone", area=area.slug)
    return render(request, "accounts/place.html", {"form": form})
