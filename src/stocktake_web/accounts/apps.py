"""Tells Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app as Django knows it."""

    name = "stocktake_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to who signs in, so that sessions end."""
        from stocktake_web.accounts import session  # noqa: F401
