"""The application as a server such as Gunicorn starts it."""

from __future__ import annotations

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

NOT_TO_SERVE = {"stocktake_web.settings.local", "stocktake_web.settings.testing"}

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake_web.settings.production")
# Django's own server for one's own machine loads this too.
if (
    os.environ["DJANGO_SETTINGS_MODULE"] in NOT_TO_SERVE
    and "django.core.management.commands.runserver" not in sys.modules
):
    raise ImproperlyConfigured(
        "DJANGO_SETTINGS_MODULE names settings for one's own machine; "
        "to serve others, unset it or set stocktake_web.settings.production"
    )
os.umask(0o077)
application = get_wsgi_application()
# All pages' code is loaded now, and what was loaded stays: otherwise the garbage collector looks
# through it again and again, 150 ms of every few large pages.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
