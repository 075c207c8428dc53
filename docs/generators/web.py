"""Lets a generator read the web application: what Django needs before its parts can be imported."""

from __future__ import annotations

import os


def set_up() -> None:
    """Start Django with the settings of the tests, unless it runs already.

    They name no key, no host and no database, so that a page says the same on every machine.
    """
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = "stocktake_web.settings.testing"
        django.setup()
