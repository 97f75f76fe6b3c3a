"""Settings, from the environment alone. `docs/settings.md` lists every variable; production refuses to start half configured."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.keys import demonstration_key, is_key
from config.rooms import ROOMS
from tools.postgres import Server

BASE_DIR = Path(__file__).resolve().parent.parent
PROJECT_KEY = "only-for-a-demonstration-on-your-own-machine-never-in-production"

MODE = os.environ.get("TAGHYIR_MODE", "demo")  # demo | test | production
if "pytest" in sys.modules:
    MODE = "test"
IN_PRODUCTION = MODE == "production"
DEBUG = os.environ.get("TAGHYIR_DEBUG") == "1"
SECRET_KEY = os.environ.get("TAGHYIR_SECRET_KEY", PROJECT_KEY)
# of what is answered to sensitive questions: 32 random bytes in base64, several parted by commas, the newest first
SENSITIVE_KEYS = [key.strip() for key in os.environ.get("TAGHYIR_SENSITIVE_KEYS", "").split(",") if key.strip()]
PROJECT_SENSITIVE_KEY = demonstration_key(PROJECT_KEY)
SENSITIVE_KEYS = SENSITIVE_KEYS or ([] if IN_PRODUCTION else [PROJECT_SENSITIVE_KEY])
SITE_URL = os.environ.get("TAGHYIR_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
ALLOWED_HOSTS = os.environ.get("TAGHYIR_HOSTS", urlsplit(SITE_URL).hostname or "").split(",")
if not IN_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
DEMO = MODE == "demo"  # a ribbon on every page says that all is invented


def _refuse_half_configured_production() -> None:
    wrong = [
        sentence
        for is_wrong, sentence in (
            (
                SECRET_KEY == PROJECT_KEY or len(SECRET_KEY) < 50,
                "TAGHYIR_SECRET_KEY must be your own, of 50 characters or more",
            ),
            (
                not SENSITIVE_KEYS or any(k == PROJECT_SENSITIVE_KEY or not is_key(k) for k in SENSITIVE_KEYS),
                "TAGHYIR_SENSITIVE_KEYS must hold your own keys, each of 32 random bytes in base64",
            ),
            (DEBUG, "TAGHYIR_DEBUG must not be 1"),
            (not SITE_URL.startswith("https://"), "TAGHYIR_URL must begin with https://"),
            (any(host in ("*", "") for host in ALLOWED_HOSTS), "TAGHYIR_HOSTS must name its hosts"),
            ("DATABASE_URL" not in os.environ, "DATABASE_URL must name the database"),
        )
        if is_wrong
    ]
    if wrong:
        raise ImproperlyConfigured("Production does not start: " + "; ".join(wrong) + ".")


def _database() -> dict:
    if address := os.environ.get("DATABASE_URL"):
        parts = urlsplit(address)
        return {
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or "",
        }
    server = Server("postgres-test", durable=False) if MODE == "test" else Server("postgres", durable=True)
    server.start()
    name = os.environ.get("TAGHYIR_DB", "taghyir")
    server.create_database(name if MODE != "test" else "taghyir")
    return {"NAME": name, "HOST": server.address["host"], "USER": server.address["user"]}


if IN_PRODUCTION:
    _refuse_half_configured_production()

INSTALLED_APPS = [
    *(f"taghyir.{room}" for room in ROOMS),
    "demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "taghyir.portal.whole.whole_bodies",
    "taghyir.portal.parts.kept_files_in_parts",
    "taghyir.surveys.straight.straight_to_the_door",
    "taghyir.design.given_back.give_back",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "taghyir.people.middleware.follow_person",
    "taghyir.people.middleware.SecondFactorFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "taghyir.portal.refusals.RefusalsSaid",
]

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pieces": {  # of pages, drawn from values (`design.pieces`): each process keeps its own, some 3 kB each
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pieces",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "taghyir.portal.context.around_the_page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "taghyir.design.templatetags.taghyir",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # a list to choose from is drawn by our own template

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0 if MODE == "test" else 600,
        "CONN_HEALTH_CHECKS": False,
        # a statement is prepared from its second run on: migrations may send several commands at once
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 1},
        "TEST": {"NAME": os.environ.get("TAGHYIR_TEST_DB", "test_taghyir")},
        **_database(),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("ar", "العربية"), ("es", "Español"), ("en", "English")]
USE_I18N = True
USE_TZ = True
# Of whoever is nowhere yet, and of what runs by itself: at midnight in Nador the day is over.
TIME_ZONE = "Africa/Casablanca"
LANGUAGE_COOKIE_AGE = 31_536_000

STATIC_URL = "/static/"
STATICFILES_DIRS = [built] if (built := BASE_DIR / "build" / "static").exists() else []
STATIC_ROOT = None if MODE == "test" else BASE_DIR / "build" / "collected"  # tests serve what was built
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "config.files.PrivateFiles",
        "OPTIONS": {"location": os.environ.get("TAGHYIR_FILES", str(BASE_DIR / "var" / "files"))},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test" or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE == "test" or DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["taghyir.people.accounts.Backend"]
LOGIN_REDIRECT_URL = "portal:my_day"
LOGIN_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

ACCOUNT_ADAPTER = "taghyir.people.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by invitation, sent to that address
ACCOUNT_MAX_EMAIL_ADDRESSES = 1  # the one that was invited
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "taghyir.people.forms.AddPasskeyForm",
    "edit_webauthn": "taghyir.people.forms.RenamePasskeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation proved the address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IN_PRODUCTION
SECOND_FACTOR_REQUIRED = MODE not in ("demo", "test")  # of coordinators; a demonstration lets its people in without
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_ENGINE = "taghyir.people.sessions"

EMAIL_BACKEND = os.environ.get(
    "TAGHYIR_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if IN_PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = BASE_DIR / "var" / "mail"
EMAIL_HOST = os.environ.get("TAGHYIR_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("TAGHYIR_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("TAGHYIR_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TAGHYIR_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = IN_PRODUCTION
EMAIL_TIMEOUT = 20  # seconds; a mail server that does not answer stops no other work
DEFAULT_FROM_EMAIL = os.environ.get("TAGHYIR_EMAIL_FROM", "Taghyir <taghyir@localhost>")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if IN_PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
# how many web servers stand before this one: whoever tries too often is told by the address the last of them has seen
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TAGHYIR_PROXIES", "1" if IN_PRODUCTION else "0"))

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "reactions"
PGHISTORY_DEFAULT_TRACKERS = ()
SILENCED_SYSTEM_CHECKS = ["account.W001"]
COTTON_DIR = "cotton"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# how long the pictures of a sheet are kept once it is confirmed or set aside
PAPER_PICTURES_DAYS = int(os.environ.get("TAGHYIR_PAPER_PICTURES_DAYS", "90"))
DATA_LICENCE = os.environ.get("TAGHYIR_DATA_LICENCE", "")  # of the public directory, said with its files
PROGRAMME_NAME = _("Taghyir, social and solidarity economy in Morocco and Tunisia")
