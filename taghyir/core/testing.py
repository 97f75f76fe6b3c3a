"""Help for the tests of every room."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def run_reactions() -> int:
    """Do now what the worker would do in a moment, and what that leads to. Returns how many jobs were run."""
    run = 0
    while jobs := list(ProcrastinateJob.objects.filter(status="todo").order_by("id")):
        for job in jobs:
            app.tasks[job.task_name].func(**job.args)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job.id])
            run += 1
    return run


@contextmanager
def reading_in(language: str) -> Iterator[None]:
    with translation.override(language):
        yield


@dataclass
class Line:
    """One line of the permission table: what each person gets at one address. `body` is what a POST sends.

    `gets` maps a person of taghyir/people/tests/factories.py, or "nobody", to a status; `everybody_else` is for whom it
    does not name. Who is not signed in ("nobody") is sent to sign in, 302, unless `gets` says otherwise.
    """

    name: str
    gets: dict[str, int]
    everybody_else: int = 404
    args: tuple[Any, ...] = ()
    method: str = "get"
    body: dict[str, Any] = field(default_factory=dict)
    query: str = ""
