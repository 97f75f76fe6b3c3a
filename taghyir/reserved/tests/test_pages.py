"""What people see of reserved answers, and what is kept of their seeing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from taghyir.core.actions import Refused
from taghyir.core.models import Entry
from taghyir.people.actions import give_role
from taghyir.people.tests.factories import UserFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.reserved.actions import open_reserved_answers
from taghyir.reserved.models import OpeningRight
from taghyir.reserved.tests.factories import HEAD, OpeningRightFactory, careful_form, told
from taghyir.surveys.models import Form

pytestmark = pytest.mark.django_db
HOSTILE = "=1+1<script>alert(1)</script>"


def address(name, *args):
    with translation.override("ar"):
        return reverse(f"reserved:{name}", args=args)


@pytest.fixture
def answer():
    return told(careful_form())


def test_one_says_why_then_reads_once(client, answer):
    OpeningRightFactory()
    client.force_login(somebody("karim"))
    door = address("open_reserved_answers", answer.pk)
    asked = client.get(door).content.decode()
    assert 'dir="rtl"' in asked and "le voisin" not in asked
    assert "le voisin" not in client.post(door, {"purpose": "protection", "reason": ""}).content.decode()
    assert not Entry.objects.filter(verb="reserved_answers.opened").exists()
    shown = client.post(door, {"purpose": "protection", "reason": HOSTILE})
    assert "le voisin é ﷽ 🌿" in shown.content.decode() and "asthme" not in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert client.post(door, {"purpose": "health", "reason": "x"}).status_code == 200
    assert Entry.objects.filter(verb="reserved_answers.opened").count() == 1, "health is not theirs to open"


def test_without_the_right_a_sentence_says_whom_to_ask(client, answer):
    client.force_login(somebody("karim"))
    refused = client.get(reverse("reserved:open_reserved_answers", args=[answer.pk]))
    assert refused.status_code == 403
    assert "le droit d’ouvrir" in refused.content.decode()


def test_the_page_of_the_answers_says_that_some_are_reserved(client, answer):
    client.force_login(somebody("karim"))
    page = client.get(answer.get_absolute_url()).content.decode()
    assert "réservé" in page and "le voisin" not in page
    door = reverse("reserved:open_reserved_answers", args=[answer.pk])
    assert door not in page
    OpeningRightFactory()
    assert door in client.get(answer.get_absolute_url()).content.decode()


def test_who_opened_what_is_listed_and_taken_away(client, answer):
    OpeningRightFactory()
    open_reserved_answers(actor=somebody("karim"), submission=answer, purpose="protection", reason=HOSTILE)
    client.force_login(somebody("ines"))
    page = client.get(address("openings")).content.decode()
    assert "<script>alert" not in page and answer.receipt in page and "le voisin" not in page
    taken = b"".join(client.get(address("openings"), {"format": "csv"}).streaming_content).decode()
    assert "'=1+1" in taken
    assert answer.receipt in client.get(address("openings"), {"q": answer.receipt}).content.decode()
    assert answer.receipt not in client.get(address("openings"), {"purpose": "health"}).content.decode()
    client.force_login(somebody("amina"))
    assert answer.receipt in client.get(address("openings")).content.decode()


def test_a_right_is_given_on_a_page(client):
    karim, nador = somebody("karim"), TerritoryFactory(code="NAD")
    client.force_login(somebody("amina"))
    right = {"user": karim.pk, "purpose": "union", "territory": nador.pk, "reason": HOSTILE, "starts_on": "2026-01-01"}
    wrong = client.post(address("give_opening_right"), right | {"ends_on": "2031-01-01"})
    assert wrong.status_code == 200 and 'aria-invalid="true"' in wrong.content.decode()
    assert not OpeningRight.objects.exists()
    OpeningRightFactory()
    page = client.get(
        address("opening_rights"), {"q": "azzouzi", "state": "open", "territory": nador.slug}
    ).content.decode()
    assert "<bdi>كريم العزوزي</bdi>" in page
    assert "<bdi>كريم العزوزي</bdi>" not in client.get(address("opening_rights"), {"state": "over"}).content.decode()


def test_a_list_costs_the_same_for_three_and_for_fifteen(client, answer):
    nador, amina = TerritoryFactory(code="NAD"), somebody("amina")

    def fill(count):
        for _number in range(count):
            user = UserFactory()
            give_role(actor=somebody("pilar"), user=user, kind="adviser", territory=nador)
            OpeningRightFactory(user=user)
            open_reserved_answers(actor=user, submission=answer, purpose="protection", reason="Suivi")

    client.force_login(amina)
    costs = []
    for count in (3, 12):
        fill(count)
        for name in ("opening_rights", "openings"):
            with CaptureQueriesContext(connection) as cost:
                client.get(address(name))
            costs.append(len(cost))
    assert costs[:2] == costs[2:]


@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        ([["text", "a", "A", "A", "", "secret"]], 2, "“secret” is no purpose"),
        ([["note", "a", "A", "A", "", "health"]], 2, "cannot be kept apart"),
        ([["note", "a", "A", "A", "", "health"], ["text", "b", "B", "B", "", ""]], 2, "cannot be kept apart"),
        (
            [["begin group", "g", "G", "G", "", "health"], ["text", "b", "B", "B", "", ""], ["end group"]],
            2,
            "cannot be kept",
        ),
        ([["text", "a", "A", "A", "", "health"], ["text", "b", "B", "B", "${a} = '1'", ""]], 3, "would tell it"),
        (
            [
                ["begin repeat", "r", "R", "R"],
                ["text", "a", "A", "A", "", "health"],
                ["end repeat"],
                ["select_one ${a}", "b", "B"],
            ],
            5,
            "would tell it",
        ),
    ],
)
def test_a_mark_that_cannot_hold_is_refused_with_its_row(rows, row, words):
    padded = [(one + [""] * 6)[:6] for one in rows]
    with translation.override("en"), pytest.raises(Refused) as refused:
        careful_form(survey=[HEAD, *padded])
    assert words in str(refused.value)
    assert row in [fault.row for fault in refused.value.faults]
    assert not Form.objects.exists()


def test_what_would_write_a_sensitive_answer_beside_the_others_is_refused():
    told = ["text", "a", "A", "A", "", "health", ""]
    logged = ["audit", "audit", "", "", "", "", "track-changes=true"]
    for options in ({"instance_name": "concat('x', ${a})"}, {"survey": [[*HEAD, "parameters"], told, logged]}):
        with translation.override("en"), pytest.raises(Refused) as refused:
            careful_form(**{"survey": [HEAD, told[:-1]]} | options)
        assert "would tell it" in str(refused.value) or "track-changes" in str(refused.value)


def test_the_mark_is_read_however_its_column_is_written():
    for heading in ("Sensitive", "bind::sensitive", "bind::taghyir:sensitive"):
        survey = [[*HEAD[:-1], heading], ["text", "a", "A", "A", "", " Health "]]
        form = careful_form(form_id=f"careful_{len(heading)}", survey=survey)
        asked = form.current.questions[0]
        assert (asked["type"], asked["purpose"], asked["asked"]) == ("reserved", "health", {"type": "text"})
        assert 'taghyir:sensitive="health"' in form.current.xform
