"""Corrections as a browser sends them, two versions on a page and in a list, and the same visit seen twice."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taghyir.corrections.models import Conflict
from taghyir.corrections.queries import twins_of
from taghyir.corrections.tests.factories import RULED, form_of, send, sheet, two_versions
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.review.models import Correction
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.factories import PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.lists import form_with_lists

pytestmark = pytest.mark.django_db
BEGUN = {"today": "2026-05-31", "words": "Des bocaux", "theme": "market", "photo": "a.png"}


@pytest.fixture
def answer():
    return SubmissionFactory(form=form_of(RULED, "ruled"), answers=BEGUN)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def statements(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_two_people_who_changed_different_answers_are_joined_each_under_their_name(as_user, answer):
    assert send(as_user(somebody("amina")), answer, BEGUN | {"words": "Des pots"}).status_code == 201
    second = BEGUN | {"children": [{"children/age": "4"}], "count": "1"}
    sent = send(as_user(somebody("karim")), answer, second, language="ar")
    assert sent.status_code == 201 and not Conflict.objects.exists()
    assert Submission.objects.get().answers == second | {"words": "Des pots"}
    by = [(one.number, one.by, one.before.keys() ^ one.after.keys()) for one in Correction.objects.all()]
    assert by == [(2, somebody("amina"), set()), (3, somebody("karim"), {"children", "count"})]
    again = send(as_user(somebody("karim")), answer, second)
    assert again.status_code == 201 and Correction.objects.count() == 2, "the network lost the first answer"


def test_two_people_who_changed_the_same_answer_both_stay(as_user, answer):
    send(as_user(somebody("amina")), answer, BEGUN | {"words": "Des pots"})
    for _time in range(2):
        assert send(as_user(somebody("karim")), answer, BEGUN | {"words": "<b>Des jarres</b>"}).status_code == 201
    kept = Conflict.objects.get()
    assert Submission.objects.get().answers["words"] == "Des pots"
    page = text_of(as_user(somebody("amina")).get(f"/ar/forms/answers/two-versions/{kept.pk}/"))
    for said in (
        "Des bocaux",
        "Des pots",
        "&lt;b&gt;Des jarres&lt;/b&gt;",
        "أمينة بنعلي",
        "كريم",
        "بكلماتكم",
    ):
        assert said in page
    assert 'type="radio"' in page and page.count("<fieldset") == 1
    seen = text_of(as_user(somebody("karim")).get(f"/fr/forms/answers/two-versions/{kept.pk}/"))
    assert "Des pots" in seen and 'type="radio"' not in seen
    client = as_user(somebody("amina"))
    assert f"/two-versions/{kept.pk}/" in text_of(client.get(f"/fr/forms/answers/{answer.pk}/"))
    assert "/two-versions/?q=" in text_of(client.get(f"/fr/forms/{answer.form_id}/answers/"))
    chosen = client.get(f"/fr/forms/answers/two-versions/{kept.pk}/answers.xml", {"take:|words": "second"})
    assert "&lt;b&gt;Des jarres" in chosen.content.decode()
    assert "بكلماتكم" in text_of(
        client.get(f"/ar/forms/answers/two-versions/{kept.pk}/settle/", {"take:|words": "other"})
    )


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda xml: xml.replace('id="ruled"', 'id="other"'), 409),
        (lambda xml: xml.replace('version="1"', 'version="2"'), 409),
        (lambda xml: xml.replace("000000", "999999"), 409),
        (lambda xml: xml.replace("a.png", "b.png"), 403),
        (lambda xml: xml.replace("market", "money"), 400),
        (lambda xml: xml.replace("<words>", "<purse>1</purse><words>"), 404),
        (lambda xml: xml.replace("<children>", "<children><age>old</age></children><children>"), 400),
        (lambda xml: xml[:-4], 400),
    ],
)
def test_a_sheet_of_something_else_is_refused_with_a_sentence(as_user, answer, change, status):
    xml = sheet(answer, BEGUN | {"words": "Des pots", "children": [{"children/age": "4"}]}).decode()
    refused = send(as_user(somebody("amina")), answer, {}, xml=change(xml).encode(), language="ar")
    assert refused.status_code == status and re.search(r"[\u0600-\u06ff]", refused.json()["detail"])
    assert not Correction.objects.exists()


def test_a_correction_says_why_was_begun_on_a_version_and_leaves_what_the_phone_noted(as_user, answer):
    client = as_user(somebody("amina"))
    assert send(client, answer, BEGUN | {"words": "x"}, reason="").status_code == 400
    assert send(client, answer, BEGUN | {"words": "x"}, based_on=9).status_code == 404
    assert send(client, answer, BEGUN).status_code == 400, "nothing is changed"
    assert client.post(f"/fr/forms/answers/{answer.pk}/correct/1/").status_code == 400
    assert send(client, answer, BEGUN | {"words": "x", "today": "2020-01-01"}).status_code == 201
    assert Submission.objects.get().answers == BEGUN | {"words": "x"}


def test_an_organisation_of_another_territory_is_refused(as_user):
    nador, kef = (
        OrganisationFactory(territory=TerritoryFactory()),
        OrganisationFactory(territory=TerritoryFactory(code="KEF")),
    )
    answer = SubmissionFactory(form=form_with_lists(), answers={"words": "x"})
    client = as_user(somebody("pilar"))
    assert send(client, answer, {"words": "x", "enterprise": str(kef.pk)}).status_code == 403
    assert send(client, answer, {"words": "x", "enterprise": str(nador.pk)}).status_code == 201


def test_the_list_of_two_versions_is_searched_filtered_taken_away_and_costs_the_same(as_user):
    client, address = as_user(somebody("pilar")), "/fr/forms/answers/two-versions/"
    assert "deux versions" in text_of(client.get(address)).lower()
    form = PublishedFormFactory(title="Écoute <i>du</i> marché")
    kept = [two_versions(one) for one in SubmissionFactory.create_batch(3, form=form)]
    few = statements(client, address)
    for one in SubmissionFactory.create_batch(27, form=form):
        two_versions(one)
    assert statements(client, address) == few <= 12
    kept[0].settled_at, kept[0].settled_by, kept[0].settled_as = timezone.now(), somebody("amina"), 2
    kept[0].save()
    receipt = kept[1].submission.receipt
    for query, lines in (
        (f"q={receipt}", 1),
        ("q=azzouzi", 29),
        ("state=settled", 1),
        ("state=all", 30),
        ("until=2020-01-01", 0),
    ):
        csv = b"".join(client.get(f"{address}?{query}&format=csv").streaming_content).decode()
        assert csv.count("\n") == lines + 1, query
    assert "?page=2" in text_of(client.get(address))
    assert b"".join(client.get(f"{address}?format=xlsx").streaming_content)[:2] == b"PK"


def test_the_same_visit_filled_in_twice_is_said_and_laid_side_by_side(as_user):
    code = str(OrganisationFactory(territory=TerritoryFactory(), name="Tifawin").pk)
    form = form_with_lists()
    one = SubmissionFactory(form=form, answers={"enterprise": code, "words": "Des bocaux"})
    client, address = as_user(somebody("amina")), f"/fr/forms/answers/{one.pk}/"
    assert "/beside/" not in text_of(client.get(address))
    other = SubmissionFactory(
        form=form, answers={"enterprise": code, "words": "<b>Rien</b>"}, submitted_by=somebody("amina")
    )
    late = SubmissionFactory(form=form, answers={"enterprise": code})
    Submission.objects.filter(pk=late.pk).update(received_at=timezone.now() - dt.timedelta(days=3))
    assert twins_of(somebody("amina"), one) == [other], "another day is another visit"
    page = text_of(client.get(address))
    assert f"/{one.pk}/beside/{other.pk}/" in page and "Amina Benali" in page
    side = text_of(client.get(f"/fr/forms/answers/{one.pk}/beside/{other.pk}/"))
    assert "&lt;b&gt;Rien&lt;/b&gt;" in side and "Tifawin" in side and "différent" in side and "identique" in side
    assert 'name="counts"' not in side, "nobody judges their own answers"
    pilar = as_user(somebody("pilar"))
    assert pilar.post(f"/fr/forms/answers/{one.pk}/beside/{other.pk}/", {"counts": 0}).status_code == 200
    said = pilar.post(f"/fr/forms/answers/{one.pk}/beside/{other.pk}/", {"counts": other.pk})
    assert said["Location"].endswith(f"/answers/{other.pk}/")
    few = statements(client, address)
    SubmissionFactory.create_batch(12, form=form, answers={"enterprise": code})
    assert statements(client, address) == few <= 20
