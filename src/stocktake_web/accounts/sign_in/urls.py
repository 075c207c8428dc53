"""Signing in and one's own account: the sign-in package's views, each with its access rule.

They are listed one by one, so that an address that a new version of the package brings is not
open before somebody has thought about it.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from django.db import transaction
from django.urls import URLPattern, URLResolver, path, re_path

from stocktake_web.accounts.dashboard.views import enter
from stocktake_web.accounts.invitations.views import accept
from stocktake_web.accounts.permissions import public_page, signed_in_page
from stocktake_web.accounts.sign_in import views


def _open(view: Any) -> Any:
    return public_page(view, post=True)


def _account_page(view: Any) -> Any:
    # One transaction, so that a change and the event that tells of it are kept together.
    return signed_in_page(transaction.atomic(view), post=True)


_PASSWORDS: list[URLPattern | URLResolver] = [
    path("login/", _open(account.login), name="account_login"),
    path("logout/", _open(account.logout), name="account_logout"),
    path("inactive/", public_page(account.account_inactive), name="account_inactive"),
    path("signup/", public_page(account.signup), name="account_signup"),
    path("reauthenticate/", _account_page(account.reauthenticate), name="account_reauthenticate"),
    path(
        "password/change/", _account_page(account.password_change), name="account_change_password"
    ),
    path("password/reset/", views.ask_for_link, name="account_reset_password"),
    path(
        "password/reset/done/",
        public_page(account.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/done/",
        public_page(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _open(transaction.atomic(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
]

_SECOND_STEP: list[URLPattern | URLResolver] = [
    path("2fa/", signed_in_page(second_step.index), name="mfa_index"),
    path("2fa/authenticate/", _open(second_step.authenticate), name="mfa_authenticate"),
    path(
        "2fa/reauthenticate/", _account_page(second_step.reauthenticate), name="mfa_reauthenticate"
    ),
    path("2fa/totp/activate/", _account_page(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", _account_page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "2fa/recovery-codes/",
        signed_in_page(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        _account_page(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        signed_in_page(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("2fa/keys/", signed_in_page(keys.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/keys/add/", _account_page(keys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "2fa/keys/reauthenticate/",
        _account_page(keys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "2fa/keys/<int:pk>/remove/", _account_page(keys.remove_webauthn), name="mfa_remove_webauthn"
    ),
    path("2fa/keys/<int:pk>/edit/", _account_page(keys.edit_webauthn), name="mfa_edit_webauthn"),
]

_ORGANISATION: list[URLPattern | URLResolver] = [
    path(
        "oidc/<str:provider_id>/login/",
        views.go_to_provider,
        name="openid_connect_login",
    ),
    path(
        "oidc/<str:provider_id>/login/callback/",
        views.return_from_provider,
        name="openid_connect_callback",
    ),
    path(
        "social/login/cancelled/",
        public_page(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("social/login/error/", public_page(social.login_error), name="socialaccount_login_error"),
    path("social/signup/", public_page(social.signup), name="socialaccount_signup"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *_PASSWORDS,
    *_SECOND_STEP,
    *_ORGANISATION,
    path("security/", views.show_account, name="security"),
    path("arrived/", enter, name="arrived"),
    path("invitation/<str:token>/", accept, name="invitation"),
]
