"""Settings come from the environment alone, each is documented, and production does not start half configured."""

import os
import re
import subprocess
import sys

import pytest

from config.settings import PROJECT_SENSITIVE_KEY
from tests.house import ROOT, none_of

COMPLETE = {
    "TAGHYIR_MODE": "production",
    "TAGHYIR_SECRET_KEY": "k7Yp2" * 12,
    "TAGHYIR_SENSITIVE_KEYS": "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=,AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "TAGHYIR_URL": "https://taghyir.example",
    "DATABASE_URL": "postgresql://taghyir:p%40ss@db.example:5433/taghyir",
}


def start(environment: dict[str, str], code: str = "import config.settings") -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_complete_settings_start_and_are_closed():
    code = (
        "from config import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS > 0, s.DEBUG, s.DEMO, s.ALLOWED_HOSTS, s.DATABASES['default']['PASSWORD'])"
    )
    assert start(COMPLETE, code).stdout.strip() == "True True True True False False ['taghyir.example'] p@ss"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"TAGHYIR_SECRET_KEY": None}, "TAGHYIR_SECRET_KEY must be your own"),
        ({"TAGHYIR_SECRET_KEY": "short"}, "TAGHYIR_SECRET_KEY must be your own"),
        ({"TAGHYIR_SENSITIVE_KEYS": None}, "TAGHYIR_SENSITIVE_KEYS must hold your own keys"),
        ({"TAGHYIR_SENSITIVE_KEYS": PROJECT_SENSITIVE_KEY}, "TAGHYIR_SENSITIVE_KEYS must hold your own keys"),
        ({"TAGHYIR_SENSITIVE_KEYS": COMPLETE["TAGHYIR_SENSITIVE_KEYS"] + ",short"}, "TAGHYIR_SENSITIVE_KEYS must"),
        ({"TAGHYIR_DEBUG": "1"}, "TAGHYIR_DEBUG must not be 1"),
        ({"TAGHYIR_URL": "http://taghyir.example"}, "TAGHYIR_URL must begin with https://"),
        ({"TAGHYIR_HOSTS": "*"}, "TAGHYIR_HOSTS must name its hosts"),
        ({"TAGHYIR_HOSTS": "taghyir.example,"}, "TAGHYIR_HOSTS must name its hosts"),
        ({"DATABASE_URL": None}, "DATABASE_URL must name the database"),
    ],
)
def test_production_refuses_to_start(change, sentence):
    environment = {name: value for name, value in (COMPLETE | change).items() if value is not None}
    started = start(environment)
    assert started.returncode != 0
    assert f"Production does not start: {sentence}" in started.stderr


def test_every_setting_is_documented():
    files = ("config/settings.py", "tools/demo.py", "tools/postgres.py", "conftest.py")
    code = "\n".join((ROOT / name).read_text() for name in files)
    read = set(re.findall(r'environ(?:\.get)?[(\[]\s*"(\w+)"', code)) - {"PATH", "DJANGO_SETTINGS_MODULE"}
    documented = (ROOT / "docs" / "settings.md").read_text()
    none_of([name for name in sorted(read) if f"`{name}`" not in documented], "Missing in docs/settings.md")
    written = set(re.findall(r"`(TAGHYIR_\w+|DATABASE_URL|PG_BIN|PORT)`", documented))
    none_of(sorted(written - read), "docs/settings.md speaks of variables that nothing reads")
