"""For one's own machine: SQLite next to the checkout, mails in the terminal."""

from __future__ import annotations

from stocktake_web.settings.base import *  # noqa: F403
from stocktake_web.settings.environment import database, flag, text

DEBUG = flag("STOCKTAKE_DEBUG")
SECRET_KEY = text("STOCKTAKE_SECRET_KEY", "only-for-this-machine-" + "0" * 40)
STOCKTAKE_AUDIT_KEY = text("STOCKTAKE_AUDIT_KEY", "only-for-this-machine")
STOCKTAKE_DEMO = flag("STOCKTAKE_DEMO")
STOCKTAKE_LOCAL = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": database(text("STOCKTAKE_DATABASE_URL", "sqlite:///stocktake.sqlite3"))}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
# A browser lets localhost use security keys without TLS; so does this, and nothing else.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# Assets are served as they lie in the package, so that nothing must be collected first.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
