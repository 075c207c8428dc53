"""Tells Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The app as Django knows it."""

    name = "stocktake_web.audit"
    label = "audit"

    def ready(self) -> None:
        """Listen to what the sign-in package changes."""
        from stocktake_web.audit import receivers  # noqa: F401
