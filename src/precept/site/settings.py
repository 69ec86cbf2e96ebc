"""Settings of an office's installation, all of them from the environment.

Nothing has to be set to start: an embedded office keeps everything under ``PRECEPT_HOME`` and makes
its own keys. A large installation names its database, storage, mail and keys instead
(``docs/operating.md`` lists every name).
"""

import os
import zoneinfo
from pathlib import Path

import dj_database_url

from precept.site.keys import field_keys, scanner, sealing_key, secret_key


def switched_on(name: str, default: bool = False) -> bool:
    """Whether an environment name says yes."""
    said = os.environ.get(name, "").strip().lower()
    return default if not said else said in {"1", "yes", "true", "on"}


def listed(name: str, default: str = "") -> list[str]:
    """The comma-separated words of an environment name."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


# Deadlines depend on the pinned zone rules of the tzdata package, not on whatever the machine has.
zoneinfo.reset_tzpath(to=())

SOURCE = Path(__file__).resolve().parent.parent
PRECEPT_HOME = Path(os.environ.get("PRECEPT_HOME", "home")).resolve()

SECRET_KEY = secret_key(PRECEPT_HOME)
PRECEPT_FIELD_KEYS = field_keys(PRECEPT_HOME)
PRECEPT_SEALING_KEY = sealing_key(PRECEPT_HOME)

DEBUG = False
PRECEPT_HTTPS = switched_on("PRECEPT_HTTPS")
PRECEPT_BEHIND_PROXY = switched_on("PRECEPT_BEHIND_PROXY")
PRECEPT_ADDRESS = os.environ.get(
    "PRECEPT_ADDRESS", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
).rstrip("/")
ALLOWED_HOSTS = listed("PRECEPT_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [PRECEPT_ADDRESS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "precept.foundation.ledger",
    "precept.foundation.search",
    "precept.foundation.web",
    "precept.foundation.outbox",
    "precept.foundation.people",
    "precept.foundation.documents",
    "precept.foundation.questions",
    "precept.foundation.intake",
    "precept.foundation.publications",
    "precept.law",
    "precept.records",
    "precept.parties",
    "precept.understand",
    "precept.decisions",
    "precept.plan",
    "precept.do.procedures",
    "precept.do.opportunities",
    "precept.do.bids",
    "precept.do.assessment",
    "precept.do.agreements",
    "precept.do.spending",
    "precept.do.partners",
    "precept.review.management",
    "precept.review.answers",
    "precept.review.crossings",
    "precept.review.year",
    "precept.public",
    "precept.desk",
    "precept.demo",
    "precept.site",
]

MIDDLEWARE = [
    "precept.foundation.web.middleware.stamp_beginning",
    "precept.foundation.web.middleware.safety_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "precept.foundation.web.middleware.explain_failures",
    "precept.foundation.web.downloads.few_downloads_at_once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "precept.foundation.people.middleware.who_asks",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "precept.site.urls"
WSGI_APPLICATION = "precept.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "precept.foundation.web.jinja.environment",
            "cache_size": -1,  # every template stays: there are nearly as many as would
        },
    },
    {  # allauth's own e-mail texts, until ours take their place
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
        },
    },
]

database_url = os.environ.get("DATABASE_URL") or f"sqlite:///{PRECEPT_HOME / 'precept.sqlite3'}"
is_file = database_url.startswith("sqlite")
DATABASES = {  # a file does not go away as a server does: nothing to ask before each request
    "default": dj_database_url.parse(
        database_url, conn_max_age=None if is_file else 600, conn_health_checks=not is_file
    )
}
if is_file:
    # FULL: the answer goes out after the data is on disk. recursive_triggers: INSERT OR REPLACE
    # meets the triggers that protect the ledger. secure_delete: what is deleted is overwritten.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;"
            " PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA secure_delete=ON;"
        ),
    }
    # A file, as in life: threads of a test meet its locks, which a database in memory has not.
    DATABASES["default"]["TEST"] = {"NAME": str(PRECEPT_HOME / "test.sqlite3")}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "precept_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("PRECEPT_STATIC", str(PRECEPT_HOME / "static"))
WHITENOISE_USE_FINDERS = True
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = str(PRECEPT_HOME / "files")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Sessions: server-side, twelve hours at the longest, an hour idle for staff (people.middleware).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-precept" if PRECEPT_HTTPS else "precept"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = PRECEPT_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-precept-form" if PRECEPT_HTTPS else "precept-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = PRECEPT_HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "precept.foundation.web.errors.form_expired"
SECURE_SSL_REDIRECT = PRECEPT_HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if PRECEPT_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRECEPT_HTTPS
if PRECEPT_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "people.sign_in"
LOGIN_REDIRECT_URL = "desk.home"

# Single sign-on for staff (OpenID Connect): off until an issuer and a client are named.
PRECEPT_OIDC = {
    "issuer": os.environ.get("PRECEPT_OIDC_ISSUER", ""),
    "client": os.environ.get("PRECEPT_OIDC_CLIENT_ID", ""),
    "secret": os.environ.get("PRECEPT_OIDC_CLIENT_SECRET", ""),
    "name": os.environ.get("PRECEPT_OIDC_NAME", ""),
}

# Mail: kept in the office's own mailbox page until a server is named (EMAIL_URL-like names below).
EMAIL_HOST = os.environ.get("PRECEPT_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("PRECEPT_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("PRECEPT_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PRECEPT_MAIL_PASSWORD", "")
EMAIL_USE_TLS = switched_on("PRECEPT_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("PRECEPT_MAIL_FROM", "precept@localhost")

# Keys to the public registers of charities and companies; without them their bulk files or a person look.
PRECEPT_CHARITY_REGISTER_KEY = os.environ.get("PRECEPT_CHARITY_REGISTER_KEY", "")
PRECEPT_COMPANY_REGISTER_KEY = os.environ.get("PRECEPT_COMPANY_REGISTER_KEY", "")

# Uploads are scanned by clamd where an office names one; without it they wait, unopened.
PRECEPT_SCANNER = scanner(PRECEPT_HOME)  # "host:port", a socket's path, or "none"

# The register of disposals outside the database: never put back with a backup (docs/guides/records.md).
PRECEPT_KEEPING = os.environ.get("PRECEPT_KEEPING") or str(PRECEPT_HOME / "keeping")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("PRECEPT_LOG", "WARNING")},
}

# Codes, passkeys and second factors: what allauth is told, each name with its reason beside it.
from precept.foundation.people.sign_in_settings import *  # noqa: E402, F403
