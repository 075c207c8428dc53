"""Taking up an invitation, through the link that was sent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake_web import gateway
from stocktake_web.accounts import actions, queries
from stocktake_web.accounts.forms import AcceptForm
from stocktake_web.accounts.models import Invitation, User
from stocktake_web.accounts.rights import public_page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public_page(post=True)
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """A new account, or a role for the account that one has."""
    invitation = queries.open_invitation(token, gateway.now())
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    if queries.account(invitation.email):
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
            return _arrived(request, invitation)
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/invitation_new.html", context)


def _with_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    user = request.user
    own = isinstance(user, User) and user.email == invitation.email
    if request.method == "POST" and isinstance(user, User) and own:
        actions.accept_invitation(invitation=invitation, user=user)
        return _arrived(request, invitation)
    context = {"invitation": invitation, "own": own, "here": request.path}
    return render(request, "accounts/invitation_known.html", context)


def _arrived(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    messages.success(
        request, f"You are now {invitation.get_role_display().lower()} in {invitation.area.name}."
    )
    return redirect("desk:home", area=invitation.area.slug)
