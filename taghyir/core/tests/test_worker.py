import asyncio

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from taghyir.core.journal import react
from taghyir.core.models import Entry, Seal
from taghyir.core.reactions import retry_stalled, seal_journal
from taghyir.people.actions import record_person
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db(transaction=True)


def live(queue: str) -> None:
    """A real worker, until nothing waits."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        asyncio.run(_work(working, queue))


async def _work(working, queue):
    async with working.open_async():
        await working.run_worker_async(queues=[queue], wait=False, install_signal_handlers=False, listen_notify=False)


def test_a_real_worker_seals_the_journal():
    record_person(actor=somebody("amina"), territory=TerritoryFactory(), given_name="Habiba")
    seal_journal.defer(timestamp=0)
    live("seals")
    written = Entry.objects.get(
        verb="person.recorded"
    )  # what is due at this hour of the day may write lines of its own
    assert Seal.objects.filter(entry_id=written.pk).count() == 1


def test_what_a_killed_worker_had_begun_is_done_again():
    react.defer(entry_id=0, reaction="nothing")
    seal_journal.defer(timestamp=0)
    with connection.cursor() as cursor:  # as a worker leaves them when it is killed
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    retry_stalled.defer(timestamp=0)
    seal_journal.defer(timestamp=1)  # the next minute has come
    live("seals")
    states = dict(ProcrastinateJob.objects.filter(task_name__in=["react", "seal_journal"]).values_list("id", "status"))
    begun, sealing, *following = sorted(states)
    assert (states[begun], states[sealing]) == ("todo", "aborted")
    assert {states[job] for job in following} == {"succeeded"}
