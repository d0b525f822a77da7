"""Django's settings. What differs from one organisation to another is read from the home folder, named by the
environment variable RANKANDFILE_HOME; `serve` sets it. RANKANDFILE_DEMO=1 makes the site a demonstration.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from .home import accounts_in, secret_in, secret_key, settings_of

HOME = Path(os.environ.get("RANKANDFILE_HOME", "var/home")).absolute()
HERE = Path(__file__).resolve().parent
OWN = settings_of(HOME)
DEMO = os.environ.get("RANKANDFILE_DEMO") == "1"
STREAM_PORT = int(os.environ.get("RANKANDFILE_STREAM_PORT", "0"))
ADDRESS = (OWN.site.address or os.environ.get("RANKANDFILE_ADDRESS", "http://127.0.0.1:8000")).rstrip("/")
"""As it stands in letters."""

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
_address = urlsplit(OWN.site.address)
_https = _address.scheme == "https"

SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = LOOPBACK if DEMO or not _address.hostname else [*LOOPBACK, _address.hostname]
CSRF_TRUSTED_ORIGINS = [OWN.site.address] if _https else []
ROOT_URLCONF = "rankandfile.web.urls"
WSGI_APPLICATION = "rankandfile.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rankandfile.shell.people",
    "rankandfile.web",
]
MIDDLEWARE = [
    "rankandfile.web.security.demo_stays_at_home",
    "rankandfile.web.security.headers",
    "django.middleware.security.SecurityMiddleware",
    "rankandfile.web.static_files.StaticFiles",
    "rankandfile.web.compressed.compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rankandfile.web.own_writes.own_writes",
    "rankandfile.web.who.in_the_readers_language",
    "rankandfile.web.who.members_only",
    "rankandfile.web.closed_papers.ClosedPapers",
    "rankandfile.web.behind.BehindWitnesses",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rankandfile.web.surroundings.surroundings",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.tz", "rankandfile.web.templatetags.pieces"],
        },
    }
]

DATABASES = {"default": accounts_in(HOME, OWN.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "rankandfile.shell.people.adapter.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
RECOVERY_WAIT_HOURS = 72
INVITATION_DAYS = 14

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rankandfile.web.views.errors.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OWN.site.behind_proxy else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "rankandfile.web.static_files.NamedByContent"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 600

LANGUAGE_CODE = OWN.site.language
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [HERE.parent / "locale"]
TIME_ZONE = OWN.site.time_zone
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

DEFAULT_FROM_EMAIL = SERVER_EMAIL = OWN.mail.sender
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if OWN.mail.host and not DEMO else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = HOME / "letters"
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = OWN.mail.host, OWN.mail.port, OWN.mail.starttls
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = OWN.mail.user, secret_in(OWN.mail.password_file, HOME)
EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
