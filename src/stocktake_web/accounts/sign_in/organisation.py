"""Signing in through an organisation's own identity provider, where one is set up."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse


@dataclass(frozen=True)
class Organisation:
    """An identity provider as the sign-in page names it."""

    name: str
    address: str


def organisation() -> Organisation | None:
    """The identity provider of this installation; None where there is none."""
    providers = getattr(settings, "SOCIALACCOUNT_PROVIDERS", {})
    apps = providers.get("openid_connect", {}).get("APPS", [])
    if not apps:
        return None
    provider = apps[0]["provider_id"]
    return Organisation(
        apps[0]["name"], reverse("openid_connect_login", kwargs={"provider_id": provider})
    )
