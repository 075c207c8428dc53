"""For a deployment: every key given, every cookie over TLS, assets hashed."""

from __future__ import annotations

from typing import Any

from stocktake_web.settings.base import *  # noqa: F403
from stocktake_web.settings.environment import (
    database,
    host_names,
    proxy_count,
    required_value,
    text,
    words,
)

DEBUG = False
SECRET_KEY = required_value(
    "STOCKTAKE_SECRET_KEY", "a long random text that only this instance knows"
)
STOCKTAKE_AUDIT_KEY = required_value(
    "STOCKTAKE_AUDIT_KEY", "a long random text, kept apart from the database and its back-ups"
)
ALLOWED_HOSTS = host_names("STOCKTAKE_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {
    "default": database(required_value("STOCKTAKE_DATABASE_URL", "the address of the database"))
}
STATIC_ROOT = text("STOCKTAKE_STATIC", "static")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = False
# Being on browsers' preload list is for the owner of the whole domain to ask, not for us.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-stocktake_session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-stocktake_csrf"
STOCKTAKE_BROWSER_COOKIE = "__Host-stocktake_browser"
STOCKTAKE_TRUSTED_PROXY_COUNT = proxy_count("STOCKTAKE_BEHIND_PROXY")
if STOCKTAKE_TRUSTED_PROXY_COUNT:
    # Only where the proxy sets this header itself and drops what a browser sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_HOST = text("STOCKTAKE_MAIL_HOST")
STOCKTAKE_SENDS_MAIL = bool(EMAIL_HOST)
EMAIL_TIMEOUT = 20
EMAIL_PORT = int(text("STOCKTAKE_MAIL_PORT", "587"))
EMAIL_HOST_USER = text("STOCKTAKE_MAIL_USER")
EMAIL_HOST_PASSWORD = text("STOCKTAKE_MAIL_PASSWORD")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = text("STOCKTAKE_MAIL_FROM", "stocktake@localhost")

# Signing in through the organisation; an account must have been invited first.
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if text("STOCKTAKE_OIDC_SERVER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": text("STOCKTAKE_OIDC_NAME", "your organisation"),
                "client_id": required_value(
                    "STOCKTAKE_OIDC_CLIENT", "as the identity provider gave it"
                ),
                "secret": required_value(
                    "STOCKTAKE_OIDC_SECRET", "as the identity provider gave it"
                ),
                "settings": {
                    "server_url": text("STOCKTAKE_OIDC_SERVER"),
                    # Some providers verify their own domains' addresses without saying so.
                    "verified_email": words("STOCKTAKE_OIDC_VERIFIED_DOMAINS"),
                },
            }
        ],
    }
