"""Whoever holds a receipt checks it without an account, and learns nothing of who answered, nor what."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.review.actions import judge_submission
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.factories import PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.phone import Phone, filled
from taghyir.surveys.views.receipts import MOST_MISSED

pytestmark = pytest.mark.django_db
DIGEST = "4f0c91ab" + "5e" * 28


@pytest.fixture
def kept():
    """Answers of Nador, of which the whole fingerprint is known, received at noon in London."""
    kept = SubmissionFactory(digest=DIGEST)
    Submission.objects.update(received_at=dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC))
    return kept


def check(code, language="fr", client=None):
    return (client or Client()).get(f"/{language}/receipts/", {"code": code})


def text_of(response) -> str:
    return response.content.decode()


WAYS = ["4F0C-91AB", "4f0c91ab", " 4F0C 91AB ", "٤F٠C-٩١AB", "4F0C–91AB", DIGEST, DIGEST.upper(), "4F0C91AB5E5E"]


@pytest.mark.parametrize("typed", WAYS)
def test_a_receipt_is_checked_however_it_is_typed(kept, typed):
    page = text_of(check(typed))
    assert DIGEST in page and "4F0C-91AB" in page and kept.form.title in page


def test_nothing_is_said_of_who_or_what(kept):
    page = text_of(check("4F0C-91AB"))
    for secret in ("bocaux", "Karim", "Azzouzi", "Nador", kept.instance_id, f"/answers/{kept.pk}/"):
        assert secret not in page
    with CaptureQueriesContext(connection) as asked:
        check("4F0C-91AB")
    read = " ".join(query["sql"] for query in asked)
    assert '"answers"' not in read and '"xml"' not in read and "people_" not in read


@pytest.mark.parametrize(("code", "hour"), [("NAD", "13:00"), ("KEF", "13:00")])
def test_the_hour_is_that_of_the_clocks_of_the_territory(kept, code, hour):
    Submission.objects.update(territory=TerritoryFactory(code=code))
    page = text_of(check(DIGEST))
    assert hour in page and {"NAD": "Maroc", "KEF": "Tunisie"}[code] in page
    Submission.objects.update(received_at=dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC))  # Ramadan
    assert {"NAD": "12:00", "KEF": "13:00"}[code] in text_of(check(DIGEST))


def test_answers_of_no_territory_have_their_receipt_too(kept):
    Submission.objects.update(territory=None)
    assert DIGEST in text_of(check(DIGEST))


STATES = {"has_issues": "En cours d’examen", "approved": "Approuvées", "rejected": "Mises de côté"}


@pytest.mark.parametrize("state", STATES)
def test_the_state_is_said_in_plain_words_and_never_why(kept, state):
    assert "personne ne s’est encore prononcé" in text_of(check(DIGEST))
    judge_submission(actor=somebody("amina"), submission=kept, state=state, words="Le prix manque")
    page = text_of(check(DIGEST))
    assert STATES[state] in page and "Le prix manque" not in page and "Amina" not in page


def test_two_answers_of_one_code_are_told_apart_by_their_fingerprint(kept):
    other = SubmissionFactory(digest="4f0c91ab" + "0" * 56)
    both, one = text_of(check("4F0C-91AB")), text_of(check(other.digest))
    assert DIGEST in both and other.digest in both and "Comparez les empreintes" in both
    assert other.digest in one and DIGEST not in one


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_an_unknown_receipt_is_a_sentence(kept, language):
    response = check("0000-0000", language)
    assert response.status_code == 200 and DIGEST not in text_of(response)
    assert 'aria-invalid="true"' in text_of(response)


HOSTILE = [
    "",
    " ",
    "4F0C",
    "x" * 20_000,
    "a\x00b",
    "'; DROP TABLE surveys_submission; --",
    "%",
    "_" * 8,
    "<script>",
    "G" * 8,
    "é",
    "f" * 65,
]
HOSTILE += ["[0-9a-f]", "4F0C-91A%", "\u202e4F0C", "==", "👩‍🌾" * 8]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_input_is_a_sentence_and_finds_nothing(kept, typed):
    response = check(typed)
    assert response.status_code == 200
    assert (
        DIGEST not in text_of(response)
        and "<script>" not in text_of(response).partition("<main")[2].partition("</main")[0]
    )


def test_receipts_are_not_found_by_trying(kept):
    client = Client()
    client.cookies["csrftoken"] = "b" * 32
    for number in range(MOST_MISSED):
        assert check(f"{number:08x}", client=client).status_code == 200
    refused = check("4F0C-91AB", client=client)
    assert refused.status_code == 429 and DIGEST not in text_of(refused)
    elsewhere = Client(REMOTE_ADDR="41.140.0.9")
    assert DIGEST in text_of(check("4F0C-91AB", client=elsewhere))
    assert DIGEST in text_of(check("4F0C-91AB")), "another browser behind the same address"
    cache.clear()
    assert DIGEST in text_of(check("4F0C-91AB", client=client))


def test_a_word_that_is_no_receipt_is_not_counted_as_a_try(kept):
    for _time in range(MOST_MISSED + 1):
        check("hello")
    assert check("4F0C-91AB").status_code == 200


def test_the_page_is_in_arabic_and_open_to_all(kept, as_user):
    page = text_of(check("4F0C-91AB", "ar"))
    assert 'dir="rtl"' in page and "بصمة ما حُفظ" in page and "المغرب" in page
    assert DIGEST in text_of(check("4F0C-91AB", client=as_user(somebody("noor"))))
    assert Client().get("/fr/receipts/?x=1").status_code == 200
    assert Client().post("/fr/receipts/", {"code": "4F0C-91AB"}).status_code == 405


def test_what_a_phone_was_told_leads_to_the_same_answers_and_the_page_after_sending_says_where(as_user):
    form = PublishedFormFactory()
    assert Phone(somebody("karim")).send(filled(form)).status_code == 201
    stored = Submission.objects.get()
    page = text_of(as_user(somebody("karim")).get(f"/fr/forms/{form.pk}/received/"))
    assert (
        f"/fr/receipts/?code={stored.receipt}" in page and "testserver/fr/receipts/" in page and stored.digest in page
    )
    assert stored.digest in text_of(check(stored.receipt))


def test_a_thousand_answers_cost_no_more_statements_than_one(kept):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert check(DIGEST).status_code == 200
        return len(asked)

    one = cost()
    for _more in range(30):
        SubmissionFactory(form=kept.form)
    assert cost() == one <= 2
