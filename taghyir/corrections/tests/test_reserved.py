"""Answers that are kept encrypted: a correction neither asks, shows, changes nor moves them."""

import copy

import pytest

from taghyir.corrections.tests.factories import send, sheet
from taghyir.people.tests.factories import somebody
from taghyir.reserved.models import ReservedAnswer
from taghyir.reserved.tests.factories import careful_form, told
from taghyir.surveys.models import Submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer():
    return told(careful_form())


def test_the_form_opens_without_its_reserved_questions(as_user, answer):
    amina = as_user(somebody("amina"))
    page = amina.get(f"/ar/forms/answers/{answer.pk}/correct/").content.decode()
    assert f"/ar/forms/answers/{answer.pk}/correct/form.xml" in page
    form = amina.get(f"/ar/forms/answers/{answer.pk}/correct/form.xml").content.decode()
    assert "/data/words" in form and 'ref="/data/hurt"' not in form and 'ref="/data/children/illness"' not in form
    opened = amina.get(f"/ar/forms/answers/{answer.pk}/correct/answers.xml").content.decode()
    assert "bocaux" in opened and "<age>7</age>" in opened
    assert not any(kept in opened for kept in ("yes", "reserved", "asthme", "voisin"))


def test_what_was_reserved_stays_as_it_came_whatever_is_sent(as_user, answer):
    kept = list(ReservedAnswer.objects.order_by("pk").values())
    corrected = copy.deepcopy(answer.answers) | {"words": "Des bocaux en verre"}
    xml = (
        sheet(answer, corrected)
        .replace(b"<hurt/>", b"<hurt>no</hurt>")
        .replace(b"<illness/>", b"<illness>grippe</illness>")
    )
    assert b"grippe" in xml and send(as_user(somebody("amina")), answer, {}, xml=xml).status_code == 201
    found = Submission.objects.get()
    assert found.answers == answer.answers | {"words": "Des bocaux en verre"}
    assert list(ReservedAnswer.objects.order_by("pk").values()) == kept


def test_a_row_that_holds_reserved_answers_is_neither_added_nor_taken_away(as_user, answer):
    for turns in (answer.answers["children"][:1], [*answer.answers["children"], {"children/age": "9"}]):
        said = send(as_user(somebody("amina")), answer, answer.answers | {"children": turns})
        assert said.status_code == 403
        assert "aucune n’est ajoutée ni retirée" in said.json()["detail"]
    assert Submission.objects.get().answers == answer.answers
