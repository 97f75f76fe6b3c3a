"""How a cost is measured, and the shape of a case.

A file of this folder may hold `cases()`: it fills the database `bench` with what it needs (once; it is kept) and returns cases.
A request goes through the whole application, without the HTTP server. CPU is user + system time of Python and of our PostgreSQL
process, and of the reactions the request leads to: each is fetched, run and finished by the statements of the worker itself,
without its waiting. The limit is a program written by hand for that one answer, without features: it tells what this machine
can do, so that the ratio means the same everywhere.
"""

import json
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app

ROUNDS, REQUESTS = 7, 10


@dataclass
class Case:
    """One thing people ask for. `ask` does it once and returns the bytes of the answer; `target` is CPU ms, `heaviest` bytes."""

    name: str
    target: float | None
    ask: Callable[[], bytes]
    limit: Callable[[], object] | None = None
    reacts: bool = False  # run what the worker would do, and count it
    heaviest: int | None = None


@dataclass
class Cost:
    statements: int = 0
    size: int = 0
    spent: list[float] = field(default_factory=list)
    limit_spent: list[float] = field(default_factory=list)


class Visitor:
    """Somebody with a browser, signed in or not."""

    def __init__(self, user=None, language: str = "fr"):
        self.application = get_wsgi_application()
        self.headers = {"HTTP_ACCEPT_LANGUAGE": language, "HTTP_HOST": "127.0.0.1"}
        if user is not None:
            self.headers["HTTP_COOKIE"] = f"sessionid={_session_of(user)}"

    def ask(
        self, address: str, *, method: str = "GET", body: bytes = b"", expected: int = 200, **headers: str
    ) -> bytes:
        """The answer. Fails when its status is not the one expected: an error page is quick."""
        return b"".join(self.pieces(address, method=method, body=body, expected=expected, **headers))

    def pieces(
        self, address: str, *, method: str = "GET", body: bytes = b"", expected: int = 200, **headers: str
    ) -> Iterator[bytes]:
        """The answer as it comes, none of it kept."""
        kind = headers.pop("content_type", "application/octet-stream")
        environ = RequestFactory().generic(method, address, body, kind, **self.headers, **headers).environ
        status: list[str] = []
        answer = self.application(environ, lambda line, _headers, _error=None: status.append(line))
        assert status[0].startswith(str(expected)), f"{address} answers {status[0]}"
        yield from answer
        answer.close()


def measured(cases: Iterable[Case]) -> list[tuple[Case, Cost]]:
    """Every case once to warm up, then in turn, round after round: a slow moment of the machine touches all alike."""
    costs = [(case, Cost()) for case in cases]
    for case, cost in costs:
        case.ask()
        with CaptureQueriesContext(connection) as seen:
            cost.size = len(case.ask())
        cost.statements = len(seen)
        run_reactions()
    for _round in range(ROUNDS):
        for case, cost in costs:
            run_reactions()  # what the case before left behind is not on this one's account
            cost.spent.append(_spent_on(lambda case=case: _ask_and_react(case)))
            if case.limit:
                cost.limit_spent.append(_spent_on(case.limit))
    return costs


def settle() -> None:
    """What autovacuum has done long ago in a database that lives: PostgreSQL knows what its tables hold."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def report(costs: list[tuple[Case, Cost]]) -> str:
    lines = [f"{'':44}{'statements':>11}{'CPU ms':>9}{'target':>8}{'limit':>8}{'ratio':>7}{'bytes':>9}"]
    for case, cost in costs:
        spent = statistics.median(cost.spent)
        limit = statistics.median(cost.limit_spent) if cost.limit_spent else 0
        beside = f"{limit:8.2f}{spent / limit:7.1f}" if limit else f"{'–':>8}{'–':>7}"
        target = f"{case.target:.1f}" if case.target else "–"
        over = "  over" if case.target and spent > case.target else ""
        over += f"  of {case.heaviest}" if case.heaviest else ""
        over += " over" if case.heaviest and cost.size > case.heaviest else ""
        lines.append(f"{case.name:44}{cost.statements:11}{spent:9.2f}{target:>8}{beside}{cost.size:9}{over}")
    return "\n".join(lines)


def _ask_and_react(case: Case) -> None:
    case.ask()
    if case.reacts:
        run_reactions()


def run_reactions() -> None:
    """What the worker does until nothing is left, with its own statements, in this process so that it can be measured."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT id, task_name, args FROM procrastinate_fetch_job_v2(NULL::varchar[], NULL::bigint)")
            number, task, arguments = cursor.fetchone()
            if number is None:
                return
            app.tasks[task].func(**(json.loads(arguments) if isinstance(arguments, str) else arguments))
            cursor.execute("SELECT procrastinate_finish_job_v1(%s::bigint, 'succeeded', false)", [number])


def _spent_on(work: Callable[[], object]) -> float:
    """CPU ms of one call, this process and our PostgreSQL process together, over a few calls."""
    began = cpu()
    for _time in range(REQUESTS):
        work()
    return (cpu() - began) / REQUESTS


def cpu() -> float:
    connection.ensure_connection()
    postgres = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    theirs = int(postgres.read_text().split()[0]) / 1e6 if postgres.exists() else 0.0
    times = os.times()
    return time.process_time() * 1000 + (times.children_user + times.children_system) * 1000 + theirs


def _session_of(user) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
