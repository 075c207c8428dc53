"""Inviting somebody, and taking up an invitation through the link that was sent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.invitations import actions, queries
from stocktake_web.accounts.invitations.forms import AcceptForm, InviteForm
from stocktake_web.accounts.invitations.mail import send_invitation
from stocktake_web.accounts.invitations.models import Invitation
from stocktake_web.accounts.memberships.views import RoleSubjectMixin
from stocktake_web.accounts.people.models import User
from stocktake_web.accounts.people.queries import find_account
from stocktake_web.accounts.permissions import account_of, public_page, requires

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class InviteView(RoleSubjectMixin):
    """Invite somebody: the role and what it is about first, then whom."""

    permission = "people.change"
    form_class = InviteForm
    template_name = "accounts/invitations/invite.html"

    def perform(self, form: InviteForm) -> None:
        """Store the invitation; the mail waits until it is stored for good."""
        self.invitation, self.token = actions.invite(
            area=self.area, actor=account_of(self.request), **form.cleaned_data
        )

    def redirect_with_message(self) -> HttpResponse:
        """Send the mail, and show the link too: it is shown once, to send otherwise."""
        path = reverse("invitation", kwargs={"token": self.token})
        address = self.request.build_absolute_uri(path)
        outcome = send_invitation(self.invitation, address)
        context = {"invitation": self.invitation, "address": address, "outcome": outcome.value}
        return render(
            self.request, "accounts/invitations/invited.html", {"area": self.area, **context}
        )


@requires(post="people.change", of=queries.invitation)
def withdraw(request: HttpRequest, area: Area, invitation: Invitation) -> HttpResponse:
    """Withdraw an invitation."""
    actions.withdraw_invitation(area=area, actor=account_of(request), invitation=invitation)
    messages.success(request, "The invitation is withdrawn.")
    return redirect("people:everyone", area=area.slug)


@public_page(post=True)
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """A new account, or a role for the account that one has."""
    invitation = queries.open_invitation(token, services.now())
    if invitation is None:
        return render(request, "accounts/invitations/over.html", status=410)
    if find_account(invitation.email):
        return _with_account(request, invitation)
    form = AcceptForm(
        request.POST or None,
        initial={"display_name": invitation.display_name},
        email=invitation.email,
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(
                invitation=invitation,
                display_name=form.cleaned_data["display_name"],
                password=form.cleaned_data["password"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            login(request, user, backend=BACKEND)
            return _welcome(request, invitation)
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/invitations/new_account.html", context)


def _with_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    user = request.user
    is_own_account = isinstance(user, User) and user.email == invitation.email
    if request.method == "POST" and isinstance(user, User) and is_own_account:
        try:
            actions.accept_invitation(invitation=invitation, user=user)
        except ValidationError:
            # What the role is about was closed or removed since.
            return render(request, "accounts/invitations/over.html", status=410)
        return _welcome(request, invitation)
    context = {"invitation": invitation, "own": is_own_account, "here": request.path}
    return render(request, "accounts/invitations/with_account.html", context)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    messages.success(
        request, f"You are now {invitation.role_title.lower()} in {invitation.area.name}."
    )
    return redirect("dashboard:home", area=invitation.area.slug)
