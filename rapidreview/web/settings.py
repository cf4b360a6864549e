"""All settings, from the environment alone; a wrong or missing value refuses to start.

Secrets may be given as files (``SECRET_KEY_FILE``). Training mode is for one machine:
it binds to loopback, uses a throw-away database and needs no secret.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from rapidreview.web.imap_url import imap_account
from rapidreview.web.secrets import (
    strong_master_key,
    strong_secret_key,
    training_secret,
)

env = environ.FileAwareEnv()
PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "rapidreview"
TRAINING = env.bool("RAPIDREVIEW_TRAINING", default=False)
HOME = Path(
    env.str(
        "RAPIDREVIEW_HOME",
        default=str(PROJECT / "var" / ("training" if TRAINING else "live")),
    )
)

# --- secrets -----------------------------------------------------------------------
SECRET_KEY = strong_secret_key(
    training_secret(HOME, "secret_key") if TRAINING else env.str("SECRET_KEY")
)
MASTER_KEY = strong_master_key(
    training_secret(HOME, "master_key") if TRAINING else env.str("MASTER_KEY")
)
TRAINING_PASSWORD = "training-for-day-four"  # noqa: S105 - shown on a page of training mode

# --- what stands where --------------------------------------------------------------
DEBUG = False
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = LOOPBACK if TRAINING else env.list("ALLOWED_HOSTS", default=LOOPBACK)
SECURE = SITE_URL.startswith("https://")
ROOT_URLCONF = "rapidreview.web.urls"
WSGI_APPLICATION = "rapidreview.web.wsgi.application"
AUTH_USER_MODEL = "rapidreview.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "rapidreview",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_q",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "rapidreview.web.middleware.clock",
    "rapidreview.web.middleware.whole",
    "rapidreview.web.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rapidreview.web.middleware.idle",
    "rapidreview.web.refusals.Refusals",
]

CLOCK_OFFSET = timedelta(seconds=env.int("CLOCK_OFFSET_SECONDS", default=0))

# --- the database -------------------------------------------------------------------
DATABASES = {
    "default": env.db(
        "DATABASE_URL", default=f"sqlite:///{HOME / 'rapidreview.sqlite3'}"
    )
}
_database = DATABASES["default"]
_database["ATOMIC_REQUESTS"] = False
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            "PRAGMA trusted_schema=OFF;"
        ),
    }
else:
    _database["CONN_MAX_AGE"] = 60

# --- pages --------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "environment": "rapidreview.web.pages.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "rapidreview.web.pages.every_page",
            ],
        },
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_ROOT = PACKAGE / "static" / "root"  # what browsers ask for unasked: the icon
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "STATIC_STORAGE",
            default="whitenoise.storage.CompressedManifestStaticFilesStorage",
        )
    },
}
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- files and uploads --------------------------------------------------------------
FILES_ROOT = Path(env.str("FILES_ROOT", default=str(HOME / "files")))
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", default=25 * 1024 * 1024)
MAX_ATTACHMENTS = env.int("MAX_ATTACHMENTS", default=20)
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_NUMBER_FILES = MAX_ATTACHMENTS + 1

# --- who gets in --------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    env.str(
        "PASSWORD_HASHER", default="django.contrib.auth.hashers.Argon2PasswordHasher"
    )
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "rapidreview.web.sign_in.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
IDLE_LIMIT = timedelta(minutes=env.int("IDLE_MINUTES", default=30))
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
# Not "no-referrer": with that, browsers send forms with Origin "null", which is refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
)
CSRF_FAILURE_VIEW = "rapidreview.web.refusals.csrf_failed"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}

# --- letters and work in the background ---------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url("EMAIL_URL"))
    EMAIL_TIMEOUT = 30
LETTERS_ON_SCREEN = not EMAIL_URL
IMAP = imap_account(env.str("IMAP_URL", default=""))  # the mailbox that is read, if any
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="rapid-review@localhost")
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
LINK_SESSION_LIFE = timedelta(hours=4)
Q_CLUSTER = {
    "name": "rapidreview",
    "orm": "default",
    "workers": 1,
    "timeout": 240,
    "retry": 300,
    "max_attempts": 20,
    "catch_up": False,
    "save_limit": -1,
    "queue_limit": 2,
    "poll": 0.5,
    "sync": env.bool("JOBS_AT_ONCE", default=False),
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
