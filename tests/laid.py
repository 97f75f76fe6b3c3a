"""The tables of the tests: laid once for each state of the migrations, copied for each process, emptied after commits."""

import fcntl
import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from tools.postgres import CHECKOUT

TRUNCATED = TransactionTestCase._fixture_teardown
PREFIX = (
    f"taghyir_laid_{hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:6]}_"  # a server may serve several checkouts
)

# In replica mode no trigger fires and no other table is asked: what may never be erased is erased here too.
EMPTY_EVERY_TABLE = """DO $$ DECLARE held record; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR held IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
    AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
  LOOP EXECUTE format('DELETE FROM %I', held.tablename); END LOOP;
END $$"""


def empty_tables(test: TransactionTestCase) -> None:
    """What Django does by truncating and by asking every application again what it may do, in a tenth of the time.

    Only a superuser of PostgreSQL may say so: the one of this folder is; elsewhere Django's own way is taken.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone() == ("on",):
            cursor.execute(EMPTY_EVERY_TABLE)
            return
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    TRUNCATED(test)


def laid_database() -> str:
    """The name of a database whose migrations are run, made now if there is none; older ones are taken away."""
    name = f"{PREFIX}{_state_of_migrations()}"
    keeper = CHECKOUT / "var" / "laid.lock"
    keeper.parent.mkdir(exist_ok=True)
    with keeper.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            known = {row[0] for row in cursor.fetchall()}
            if name not in known:
                for old in known:
                    cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
                _lay(f"{name}_draft")
                cursor.execute(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')
    return name


def _state_of_migrations() -> str:
    """Twelve letters that change when a migration of ours or of a library does."""
    digest = hashlib.sha256()
    for room in apps.get_app_configs():
        for path in sorted(Path(room.path, "migrations").glob("*.py")):
            digest.update(path.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _lay(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    before = settings.DATABASES["default"]["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
