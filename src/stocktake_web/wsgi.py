"""The application as a server such as Gunicorn starts it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake_web.settings.production")
application = get_wsgi_application()
