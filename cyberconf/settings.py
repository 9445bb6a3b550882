"""Settings, from the environment alone. ``docs/configuration.md`` lists every variable."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.headers import Headers

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF

from cyberconf import env

django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env.text("VAR_DIR", str(ROOT / "var")))

# The site and its safety

DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.kept_secret("SECRET_KEY", VAR / "secret-key")
SECRET_KEY_FALLBACKS = env.listing("SECRET_KEY_FALLBACKS", [])
SITE_URL = env.site_url("SITE_URL", env.own_address())
ALLOWED_HOSTS = env.listing(
    "ALLOWED_HOSTS", [str(urlsplit(SITE_URL).hostname), "127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HOME_CONFERENCE = env.text("HOME_CONFERENCE")  # the address of the conference that is shown at /
PRIVACY_URL = env.address("PRIVACY_URL")  # instead of the page of our own
CSRF_FAILURE_VIEW = "cyberconf.web.refusals.csrf_failure"

SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0  # a year, as the preload list asks for
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("BEHIND_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = (
    2_000  # the boxes of an import (events.admin.ticks) and what stands beside them
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
EMBEDDED_BY = env.listing("EMBEDDED_BY", ["*"])  # who may show the pages that are made for it in a frame

# What the site is made of

INSTALLED_APPS = [
    "cyberconf.web",
    "cyberconf.accounts",
    "speakers",
    "events",
    "comments",
    "cyberconf.copies",
    "cyberconf.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.facebook",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.microsoft",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.twitter_oauth2",
    "cyberconf.accounts.wordpress",
    "crispy_forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",  # first: files need no policy of pages
    "django.middleware.security.SecurityMiddleware",
    "cyberconf.web.keeping.keep_pages",  # before the next: a page is kept compressed
    "cyberconf.web.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "cyberconf.web.middleware.permissions_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cyberconf.web.languages.choose_language",  # after it: an account has a language
    "django.contrib.messages.middleware.MessageMiddleware",
    "cyberconf.accounts.factors.gate.StaffSecondFactor",
    "cyberconf.web.refusals.explain_methods",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "cyberconf.urls"
WSGI_APPLICATION = "cyberconf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cyberconf.web.context.site",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = "cyberconf"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["cyberconf"]

# Where things are kept

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{VAR / 'cyberconf.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # With Django's defaults 399 of 640 concurrent posts failed in a trial, with these none (DESIGN 9).
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # the default of 300 would forget limits while a venue signs up
    },
}

# Pages for visitors stay in memory, at most 40 MB a process: cyberconf/web/keeping.py.
_memory = {} if REDIS_URL else {"LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 1_000}}
CACHES["pages"] = CACHES["default"] | _memory
KEEPS_PAGES = not DEBUG

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cyberconf.web.storage.SiteStaticStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False


def _name_the_type(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


WHITENOISE_ADD_HEADERS_FUNCTION = _name_the_type
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

# Work in the background: here, in a thread, or by the processes of ``manage.py db_worker``

RUNS_TASKS_HERE = env.choice("TASKS", "here", {"here", "worker"}) == "here"
TASKS = {
    "default": {
        "BACKEND": "cyberconf.web.tasks.ThreadBackend"
        if RUNS_TASKS_HERE
        else "django_tasks_db.DatabaseBackend"
    }
}

# Mail

globals().update(env.mail("EMAIL_URL", "console:"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "MAIL_FROM", f"Cyberconf <noreply@{urlsplit(SITE_URL).hostname}>"
)

# Languages, each named in itself, and times

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "简体中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [ROOT / "cyberconf" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "events.backends.TeamBackend",  # first: what is of conferences, teams alone give
    "cyberconf.accounts.backends.PasswordBackend",
    "cyberconf.accounts.backends.AddressBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# In-process caches differ between workers, and a session must not.
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if REDIS_URL else 'db'}"

CODE_LIFE = 30 * 60  # seconds: long enough for a mail server that makes strangers wait (greylisting)
VENUE = "1500/h/ip"  # 300 people behind one address, five tries each in an hour

ACCOUNT_ADAPTER = "cyberconf.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "cyberconf.accounts.forms.SignupForm",
    "login": "cyberconf.accounts.forms.LoginForm",
    "request_login_code": "cyberconf.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "cyberconf.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "cyberconf.accounts.forms.ConfirmEmailForm",
    "confirm_password_reset_code": "cyberconf.accounts.forms.ConfirmResetForm",
    "reset_password": "cyberconf.accounts.forms.ResetPasswordForm",
    "change_password": "cyberconf.accounts.forms.ChangePasswordForm",
    "set_password": "cyberconf.accounts.forms.SetPasswordForm",
    "reset_password_from_key": "cyberconf.accounts.forms.ResetPasswordKeyForm",
    "add_email": "cyberconf.accounts.forms.AddEmailForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # the form drops the password; signing in may ask for one
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True  # scanners follow links, and codes they cannot type
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_LIFE
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_LIFE
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_TIMEOUT = CODE_LIFE
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_LIFE
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}  # digits are on every keyboard
ACCOUNT_CHANGE_EMAIL = True  # one address an account; a new one takes its place when verified
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # we mail nobody who has not an account (S23)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "signup": VENUE,
    "login": VENUE,
    "login_failed": f"{VENUE},5/5m/key",
    "request_login_code": f"{VENUE},3/m/key,10/h/key",
    "confirm_email": "3/m/key,10/h/key",
    "reset_password": f"{VENUE},3/m/key,10/h/key",
    "reset_password_from_key": VENUE,
    "code": "3/30m/key",  # tries of one code while it lives, also of those at the same moment
    "mail": "10/h/key",
}
MFA_ADAPTER = "cyberconf.accounts.factors.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "cyberconf.accounts.factors.forms.ShowCodeForm",
    "activate_totp": "cyberconf.accounts.factors.forms.AddAppForm",
    "login_webauthn": "cyberconf.accounts.factors.forms.UsePasskeyForm",
    "add_webauthn": "cyberconf.accounts.factors.forms.AddPasskeyForm",
    "edit_webauthn": "cyberconf.accounts.factors.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_REAUTHENTICATION_REQUIRED = False  # accounts.recency asks, of all accounts alike
MFA_TOTP_TOLERANCE = 1  # half a minute before and after, for clocks that go wrong
MFA_RATE_LIMITS = {"webauthn_login": VENUE}
SOCIALACCOUNT_ADAPTER = "cyberconf.accounts.social.adapter.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "cyberconf.accounts.social.forms.SocialSignupForm"}
SOCIALACCOUNT_PROVIDERS = env.providers()
SOCIALACCOUNT_AUTO_SIGNUP = False  # everybody says who they are
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # no provider's word joins an account that is there (S24)
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = False  # accounts.recency asks
SOCIALACCOUNT_QUERY_EMAIL = True
STAFF_SECOND_FACTOR = env.choice("STAFF_SECOND_FACTOR", "required", {"required", "waived"})
ALLAUTH_TRUSTED_PROXY_COUNT = int(SECURE_PROXY_SSL_HEADER is not None)

# Logs: warnings and errors, on standard error. What people write is never logged.

DEFAULT_EXCEPTION_REPORTER_FILTER = "cyberconf.web.reports.KeepsWhatWasTyped"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"tokens": {"()": "cyberconf.web.logs.WithoutTokens"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]},
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
}
