"""The application under the settings of one's own machine, which the shipped entry refuses."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
