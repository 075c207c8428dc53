"""For tests: fast hashes, mails kept in memory, SQLite or PostgreSQL."""

from __future__ import annotations

from stocktake_web.settings.base import *  # noqa: F403
from stocktake_web.settings.environment import sqlite, text

DEBUG = False
SECRET_KEY = "only-for-tests-" + "0" * 50
STOCKTAKE_AUDIT_KEY = "only-for-tests"
STOCKTAKE_LOCAL = True
STOCKTAKE_WAREHOUSE = "no-such-warehouse"
STOCKTAKE_INVENTED_WAREHOUSE = "no-such-warehouse-invented"
STOCKTAKE_JUDGEMENTS = ""
STOCKTAKE_SCHOOL_PROFILES = ""
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
ACCOUNT_RATE_LIMITS = False
AXES_ENABLED = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

if text("STOCKTAKE_TEST_DATABASE") == "postgresql":
    # Where the server listens is filled in by the fixture that starts it.
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "postgres",
            "USER": "postgres",
            "HOST": "",
        }
    }
else:
    from pathlib import Path

    DATABASES = {"default": sqlite(Path(":memory:"))}
