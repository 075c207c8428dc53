"""What holds wherever the application runs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from stocktake_web.settings.environment import text

PACKAGE = Path(__file__).resolve().parent.parent
APPS = (
    "accounts",
    "audit",
    "history",
    "search",
    "plans",
    "releases",
    "schools",
    "programmes",
    "boards",
    "explorer",
    "public",
    "api",
    "installation",
)

ROOT_URLCONF = "stocktake_web.urls"
WSGI_APPLICATION = "stocktake_web.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    *(f"stocktake_web.{app}" for app in APPS),
]

MIDDLEWARE = [
    "stocktake_web.middleware.faults",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Here, not in the proxy: it adds random bytes, so that the size of a page does not give away
    # what is on it (BREACH); the token of a form is another in every page anyway.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "stocktake_web.middleware.browser_rights",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stocktake_web.accounts.sign_in.session.session_limits",
    "stocktake_web.accounts.sign_in.known_browser.remember_browser",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stocktake_web.accounts.permissions.access.default_deny",
    "axes.middleware.AxesMiddleware",
    "stocktake_web.plans.revisions.no_plan.say_no_plan",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "pages",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates", *sorted(PACKAGE.glob("[!f]*/**/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "stocktake_web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "stocktake_web.jinja.page",
            ],
        },
    },
    {
        # Mails and small texts of the sign-in package; its pages are ours, above.
        "NAME": "texts",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Where things lie, and which keys.
STOCKTAKE_WAREHOUSE = text("STOCKTAKE_WAREHOUSE", "warehouse")
# Verdicts that were judged already; disposable, so that no back-up holds them. Empty for none.
STOCKTAKE_JUDGEMENTS = text("STOCKTAKE_JUDGEMENTS", f"{STOCKTAKE_WAREHOUSE}-judgements")
# Files about invented schools, which are never compared with real ones.
STOCKTAKE_INVENTED_WAREHOUSE = text(
    "STOCKTAKE_INVENTED_WAREHOUSE", f"{STOCKTAKE_WAREHOUSE}-invented"
)
# Profiles of schools, made by prepare_schools; disposable too. Empty for none.
STOCKTAKE_SCHOOL_PROFILES = text("STOCKTAKE_SCHOOL_PROFILES", f"{STOCKTAKE_WAREHOUSE}-schools")
# What was released about pupils, a folder for each area; empty for next to the warehouse. What is
# hidden in it is sealed with a key made from the second, or where that is empty from the audit key.
STOCKTAKE_REGISTERS = text("STOCKTAKE_REGISTERS")
STOCKTAKE_REGISTER_KEY = text("STOCKTAKE_REGISTER_KEY")
# Where the documentation of this installation lies; the start page leads there. Empty for nowhere.
STOCKTAKE_DOCUMENTATION_URL = text("STOCKTAKE_DOCUMENTATION_URL")
STOCKTAKE_DEMO = False
STOCKTAKE_LOCAL = False
# Accounts of the demonstration have addresses here; elsewhere nobody can sign in with one.
STOCKTAKE_DEMO_DOMAIN = "demo.invalid"

# Signing in. There is no open registration: an administrator of a place invites.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "display_name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "arrived"
LOGOUT_REDIRECT_URL = "places"
ACCOUNT_ADAPTER = "stocktake_web.accounts.sign_in.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "stocktake_web.accounts.sign_in.adapter.OrganisationAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_STOCKTAKE_SENDS_MAIL = True
EMAIL_SUBJECT_PREFIX = "Stocktake: "
ACCOUNT_USER_DISPLAY = "stocktake_web.accounts.sign_in.adapter.display_name"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ACCOUNT_FORMS = {
    "login": "stocktake_web.accounts.sign_in.forms.LoginForm",
    "change_password": "stocktake_web.accounts.sign_in.forms.ChangePasswordForm",
    "reset_password": "stocktake_web.accounts.sign_in.forms.ResetPasswordForm",
    "reset_password_from_key": "stocktake_web.accounts.sign_in.forms.ResetPasswordKeyForm",
    "reauthenticate": "stocktake_web.accounts.sign_in.forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "stocktake_web.accounts.sign_in.forms.AuthenticateForm",
    "reauthenticate": "stocktake_web.accounts.sign_in.forms.ReauthenticateCodeForm",
    "activate_totp": "stocktake_web.accounts.sign_in.forms.ActivateForm",
    "add_webauthn": "stocktake_web.accounts.sign_in.forms.AddKeyForm",
    "edit_webauthn": "stocktake_web.accounts.sign_in.forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Stocktake"
MFA_ADAPTER = "stocktake_web.accounts.sign_in.adapter.SecondStepAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
# By a link: the content security policy lets no form of ours lead to another site.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# How long who guesses must wait is decided by the handler, from the rows that the package counts.
AXES_HANDLER = "stocktake_web.accounts.sign_in.lock_out.GrowingDelay"
AXES_FAILURE_LIMIT = 1
AXES_COOLOFF_TIME = timedelta(days=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "stocktake_web.accounts.sign_in.client_address.client_address"
AXES_USERNAME_CALLABLE = "stocktake_web.accounts.sign_in.lock_out.name_tried"
AXES_LOCKOUT_CALLABLE = "stocktake_web.accounts.sign_in.lock_out.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sessions end an hour after the last page and twelve hours after signing in.
SESSION_IDLE = timedelta(hours=1)
SESSION_ABSOLUTE = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_COOKIE_NAME = "stocktake_session"
STOCKTAKE_BROWSER_COOKIE = "stocktake_browser"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "stocktake_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "stocktake_web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What a browser may do with a page: nothing from elsewhere, nothing written into the page.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600

# How many proxies of ours stand before us: so many addresses, from the right, are believed.
STOCKTAKE_TRUSTED_PROXY_COUNT = 0

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60
# Limits and used one-time codes: rows with a unique key, so that all workers count together.
CACHES = {"default": {"BACKEND": "stocktake_web.accounts.sign_in.shared_limits.SharedLimits"}}

STOCKTAKE_SENDS_MAIL = True
EMAIL_SUBJECT_PREFIX = "Stocktake: "
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "stocktake_web.log_redaction.RedactingFormatter",
            "format": "{levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
