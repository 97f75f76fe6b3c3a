"""Whoever was taken out of an organisation yesterday finds nothing of it any more: no page, no file, no list, no link, no mail.

The doors are those of the permission tables: all that Fatma of Tifawin enters as its president, she knocks at again.
"""

import datetime as dt

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from taghyir.conventions.actions import end_convention
from taghyir.conventions.tests.factories import to_sign
from taghyir.core.models import Notice
from taghyir.core.testing import run_reactions
from taghyir.diagnoses.actions import give_back_result
from taghyir.diagnoses.tests.factories import finished as finished_diagnosis
from taghyir.directory.models import Membership
from taghyir.directory.tests.factories import tifawin
from taghyir.documents.tests.factories import document_of
from taghyir.dossiers.actions import answer_objection
from taghyir.dossiers.tests.factories import objection_on, own_file
from taghyir.people.tests.factories import somebody
from tests.house import none_of
from tests.test_page_rules import addresses
from tests.test_permissions import NOBODY, lines_of

FILE = (
    "accompaniment", "conventions", "days", "diagnoses", "documents", "dossiers", "duties", "groupwork", "handovers",
    "lens", "milestones", "plans", "spaces",
)  # fmt: skip
OWN = ("spaces:book_space", "spaces:book_series", "spaces:end_feed")  # of a person, for herself
NAMES = ("Tifawin", "تيفاوين")


def _leave(name: str) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    tifawin()
    assert Membership.objects.filter(person=somebody(name).person).update(ends_on=yesterday)


@pytest.fixture
def fatma(db, client):
    client.raise_request_exception = False
    client.force_login(somebody("fatma"))
    return client


def _knocked(client, line):
    """The status, and all that is sent: a page, a paper or a list that streams."""
    address = reverse(line.name, args=line.args) + (f"?{line.query}" if line.query else "")
    kind = {"content_type": "application/json"} if line.name.startswith("api-") else {}
    given = {} if line.method == "get" else {"data": line.body, **kind}
    with transaction.atomic():
        answer = getattr(client, line.method)(address, **given)
        sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, sent.decode(errors="replace")


@pytest.mark.parametrize("room", FILE)
def test_who_left_yesterday_enters_nowhere(room, fatma):
    with translation.override("fr"):
        lines = lines_of(room)
        entered = [line for line in lines if line.args and line.gets.get("fatma", line.everybody_else) < 400]
        assert entered or room in ("days", "groupwork", "plans"), "a room she never entered proves nothing"
        _leave("fatma")
        found = [(line, *_knocked(fatma, line)) for line in lines]
    still_open = [
        f"{line.method.upper()} {line.name} {line.args}: {status}"
        for line, status, _text in found
        if status < 400
        and line.args
        and line.name not in OWN
        and line.gets.get(NOBODY) != 200  # a link that stops mails goes on stopping them
    ]
    none_of(still_open, f"Doors of {room} that stay open to who left yesterday")
    named = [line.name for line, status, text in found if status < 400 and any(name in text for name in NAMES)]
    none_of(named, f"Pages of {room} that still name the organisation they left")


def test_every_address_of_these_rooms_is_walked(db):
    with translation.override("fr"):
        walked = {line.name for room in FILE for line in lines_of(room)}
    ours = {name for name, _pattern in addresses() if name.partition(":")[0] in FILE}
    none_of(sorted(ours - walked), "Addresses nobody who left knocks at")


def test_who_left_yesterday_is_told_nothing_more(db):
    case = own_file()
    said, finished = objection_on(case), finished_diagnosis(case)
    run_reactions()
    mail.outbox.clear()
    Notice.objects.all().delete()
    _leave("fatma")
    karim = somebody("karim")
    answer_objection(actor=karim, objection=said, answer="Corrigé")
    document_of(case, is_shared=True)
    give_back_result(actor=karim, diagnosis=finished, given_back_on=timezone.localdate())
    end_convention(actor=karim, convention=to_sign(case), end_reason="Ils partent")
    run_reactions()
    told = [letter.subject for letter in mail.outbox if somebody("fatma").email in letter.to]
    none_of(told, "Mails to who left")
    assert not Notice.objects.filter(user=somebody("fatma")).exists()
