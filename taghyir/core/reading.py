"""A GET reads. This guard makes the database connection refuse any write while it stands."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_reading: ContextVar[bool] = ContextVar("reading", default=False)
_READS = re.compile(r"\s*\(?\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|DECLARE|FETCH|CLOSE|WITH)\b", re.I)
_WRITES_INSIDE = re.compile(
    r"^\s*WITH\b.*\b(INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|MERGE\s+INTO)\b", re.I | re.S
)


class GetMustNotWrite(RuntimeError):
    """A page that only reads tried to write: a mistake of the code, found by tests."""


def _guard(execute, sql, params, many, context):
    if _reading.get() and (not _READS.match(sql) or _WRITES_INSIDE.match(sql)):
        raise GetMustNotWrite(f"A GET must not write: {sql[:80]}")
    return execute(sql, params, many, context)


@contextmanager
def reading_only() -> Iterator[None]:
    """Refuse every write until the block ends."""
    token = _reading.set(True)
    try:
        with connection.execute_wrapper(_guard):
            yield
    finally:
        _reading.reset(token)


@contextmanager
def writing_allowed() -> Iterator[None]:
    """Lift the guard for the access log of a sensitive file, and for nothing else."""
    token = _reading.set(False)
    try:
        yield
    finally:
        _reading.reset(token)
