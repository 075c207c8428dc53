"""Tells Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The app as Django knows it."""

    name = "stocktake_web.plans"
    label = "plans"
