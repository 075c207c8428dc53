"""Settings of the installations that the tests break: local, impatient, and silent about mails."""

from __future__ import annotations

from stocktake_web.settings.environment import text
from stocktake_web.settings.local import *  # noqa: F403
from stocktake_web.settings.local import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = text("STOCKTAKE_TEST_MAILS", "mails")
if "timeout" in DATABASES["default"]["OPTIONS"]:
    DATABASES["default"]["OPTIONS"]["timeout"] = 1
