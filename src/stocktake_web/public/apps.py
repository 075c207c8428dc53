"""Tells Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The app as Django knows it."""

    name = "stocktake_web.public"
    label = "public"
