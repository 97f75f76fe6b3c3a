"""What people see of answers."""

import datetime as dt
import io
import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from taghyir.core.models import Entry
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.review.actions import correct_submission, judge_submission
from taghyir.surveys.models import Attachment, Submission
from taghyir.surveys.tests.factories import LISTENING, PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.phone import PIXEL, Phone, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return PublishedFormFactory()


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def statements(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_of_answers_costs_the_same_for_three_and_for_thirty(as_user, form):
    client, address = as_user(somebody("pilar")), f"/fr/forms/{form.pk}/answers/"
    SubmissionFactory.create_batch(3, form=form)
    few = statements(client, address)
    SubmissionFactory.create_batch(27, form=form, submitted_by=somebody("hedi"))
    assert statements(client, address) == few <= 12


def test_an_answer_is_read_in_the_words_of_the_form(as_user, form):
    answers = {
        "words": "<b>Des bocaux</b>\nvite",
        "theme": "care",
        "tried": "market care",
        "children": [{"children/age": "4"}, {"children/age": "7"}],
        "photo": "missing.png",
    }
    submission = SubmissionFactory(form=form, answers=answers, expected_files=["missing.png"])
    page = text_of(as_user(somebody("amina")).get(f"/ar/forms/answers/{submission.pk}/"))
    assert "حول ماذا" in page and "الرعاية" in page and "البيع" in page
    assert "&lt;b&gt;Des bocaux&lt;/b&gt;<br>vite" in page
    assert page.count("السن") == 2
    assert "missing.png" in page and submission.receipt in page
    assert "ar" in re.search(r'<html lang="(..)', page)[1]


@pytest.mark.parametrize(
    ("kind", "sent", "shown"),
    [
        ("date", "2026-05-13", "13 mai 2026"),
        ("date", "demain", "demain"),
        ("geopoint", "34.9439 -2.7342 0 0", 'href="geo:34.9439,-2.7342"'),
        ("geopoint", "au souk", "<bdi>au souk</bdi>"),
    ],
)
def test_a_day_is_said_in_words_and_a_point_opens_in_a_map(as_user, kind, sent, shown):
    xform = LISTENING.replace('"/data/words" type="string"', f'"/data/words" type="{kind}"')
    form = PublishedFormFactory(current__xform=xform.format(title="x", xform_id="odd", version="1"))
    submission = SubmissionFactory(form=form, answers={"words": sent})
    page = text_of(as_user(somebody("amina")).get(f"/fr/forms/answers/{submission.pk}/"))
    assert shown in page and "geo:au" not in page


def test_the_files_of_an_answer_are_private_and_their_opening_is_written(form):
    Phone(somebody("karim")).send(filled(form, "<photo>a.png</photo>"), a_png=PIXEL)
    attachment = Submission.objects.get().attachments.get()
    client = Client()
    client.force_login(somebody("amina"))
    response = client.get(f"/fr/forms/files/{attachment.pk}/")
    assert b"".join(response.streaming_content) == PIXEL
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    entry = Entry.objects.get(verb="file.opened")
    assert (entry.actor, entry.subject) == (somebody("amina"), attachment)
    assert f"/files/{attachment.pk}/" in text_of(client.get(f"/fr/forms/answers/{attachment.submission_id}/"))


def test_answers_are_found_by_word_receipt_territory_and_day(as_user, form):
    nador = SubmissionFactory(form=form, answers={"words": "Des bocaux à Zaïo"})
    kef = SubmissionFactory(form=form, answers={"words": "جرار"}, submitted_by=somebody("hedi"))
    client, address = as_user(somebody("pilar")), f"/fr/forms/{form.pk}/answers/"
    for query, found in (
        ("q=zaio", nador),
        ("q=جرار", kef),
        (f"q={kef.receipt}", kef),
        (f"territory={TerritoryFactory(code='KEF').pk}", kef),
    ):
        page = text_of(client.get(f"{address}?{query}"))
        other = kef if found is nador else nador
        assert found.receipt in page and other.receipt not in page, query
    assert nador.receipt not in text_of(client.get(f"{address}?until=2020-01-01"))
    assert nador.receipt in text_of(client.get(f"{address}?since=2020-01-01&until=nonsense"))


def test_answers_are_judged_from_their_page_and_found_by_state(as_user, form):
    answer, other = SubmissionFactory(form=form), SubmissionFactory(form=form)
    client, address = as_user(somebody("amina")), f"/fr/forms/answers/{answer.pk}/"
    assert "judge/" in text_of(client.get(address))
    wordless = client.post(f"{address}judge/", {"state": "rejected", "words": ""})
    assert wordless.status_code == 200 and 'id="id_words_error"' in wordless.content.decode()
    assert client.post(f"{address}judge/", {"state": "nonsense"}).status_code == 200
    assert client.post(f"{address}judge/", {"state": "rejected", "words": "<b>Double</b> envoi"}).status_code == 302
    page = text_of(client.get(address))
    assert "&lt;b&gt;Double&lt;/b&gt; envoi" in page and "rejetées" in page
    for state, found, missing in (("rejected", answer, other), ("received", other, answer)):
        listed = text_of(client.get(f"/fr/forms/{form.pk}/answers/?state={state}"))
        assert found.receipt in listed and missing.receipt not in listed
    assert "judge/" not in text_of(as_user(somebody("karim")).get(address))


def test_rejected_answers_are_left_out_of_files_unless_asked_for(as_user, form):
    kept, rejected = SubmissionFactory(form=form), SubmissionFactory(form=form)
    judge_submission(actor=somebody("amina"), submission=rejected, state="rejected", words="Double envoi")
    client = as_user(somebody("amina"))
    for query, count in (("", 1), ("&state=all", 2), ("&state=rejected", 1), ("&state=received", 1)):
        answer = client.get(f"/fr/forms/{form.pk}/answers/take/?format=csv{query}")
        lines = b"".join(answer.streaming_content).decode().splitlines()
        assert len(lines) == count + 1, query
    assert kept.receipt in lines[1]


def test_what_was_corrected_is_read_on_the_page_of_versions(as_user, form):
    before = {"words": "Un\nbocal", "theme": "market", "children": [{"children/age": "4"}]}
    answer = SubmissionFactory(form=form, answers=before)
    client, address = as_user(somebody("karim")), f"/fr/forms/answers/{answer.pk}/"
    after = before | {"words": "<b>Deux</b>", "theme": "care", "tried": "market care"}
    correct_submission(actor=somebody("karim"), submission=answer, answers=after, reason="Relu", based_on=1)
    page = text_of(client.get(f"{address}versions/"))
    assert "&lt;b&gt;Deux&lt;/b&gt;" in page and "Le soin" in page and "Vendre · Le soin" in page
    assert client.get(f"{address}original.xml").content.decode() == answer.xml
    listed = text_of(client.get(f"/fr/forms/{form.pk}/answers/"))
    assert "corrigées" in listed
    csv = b"".join(client.get(f"/fr/forms/{form.pk}/answers/take/?format=csv&values=codes").streaming_content).decode()
    assert "<b>Deux</b>,care,1,1" in csv


def test_the_map_and_its_list_show_answers_that_say_where(as_user):
    xform = LISTENING.replace('"/data/words" type="string"', '"/data/words" type="geopoint"')
    form = PublishedFormFactory(current__xform=xform.format(title="x", xform_id="geo", version="1"))
    places = ("34.94 -2.73 12 5", "34.95 -2.74", "95 200", "nowhere", "33.97 8.01")
    answers = [SubmissionFactory(form=form, answers={"words": words, "theme": "market"}) for words in places]
    judge_submission(actor=somebody("amina"), submission=answers[1], state="rejected", words="Double envoi")
    client, address = as_user(somebody("amina")), f"/ar/forms/{form.pk}/answers/map/"
    page = text_of(client.get(address))
    assert answers[0].receipt in page and answers[1].receipt not in page and answers[2].receipt not in page
    assert 'bounds="-2.7500,33.9500,8.0300,34.9600"' in page
    here = "box=-3,34,-2,36&zoom=9"
    assert client.get(f"{address}points/?{here}").json() == [[-2.73, 34.94, 1, answers[0].pk, answers[0].receipt]]
    both = client.get(f"{address}points/?state=all&{here}").json()
    assert [cell[2] for cell in both] == [2]
    assert answers[0].receipt in text_of(client.get(f"{address}list/?{here}"))
    SubmissionFactory.create_batch(2, form=form, answers={"words": places[0]})
    few = statements(client, address)
    SubmissionFactory.create_batch(27, form=form, answers={"words": places[0]})
    assert statements(client, address) == few <= 14
    plain = PublishedFormFactory()
    assert client.get(f"/fr/forms/{plain.pk}/answers/map/").status_code == 200
    assert client.get(f"/fr/forms/{plain.pk}/answers/map/points/?{here}").json() == []


def test_whoever_asks_for_parts_of_the_map_alone_is_written_once_an_hour(as_user):
    form = PublishedFormFactory()
    client, lines = as_user(somebody("amina")), Entry.objects.filter(verb="answers.seen", details={"on": "map"})
    for part in ("list", "points", "list"):
        assert client.get(f"/fr/forms/{form.pk}/answers/map/{part}/?box=-3,34,-2,36&zoom=9").status_code == 200
        assert lines.count() == 1
    lines.update(at=timezone.now() - dt.timedelta(hours=2))
    client.get(f"/fr/forms/{form.pk}/answers/map/points/?box=-3,34,-2,36&zoom=9")
    assert lines.count() == 2


def photo_of(answer, name, content) -> Attachment:
    return Attachment.objects.create(
        submission=answer,
        name=name,
        content=ContentFile(content, name="a"),
        content_type="image/png",
        size=len(content),
        sha256=name,
    )


def test_photos_are_shown_small_without_what_the_camera_wrote(as_user, form):
    large = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    Image.new("RGB", (1600, 1200), "green").save(large, "PNG", exif=exif)
    answer = SubmissionFactory(form=form)
    photo, broken = photo_of(answer, "a.png", large.getvalue()), photo_of(answer, "b.png", PIXEL[:40])
    client, address = as_user(somebody("amina")), f"/fr/forms/{form.pk}/answers/photos/"
    assert f"/fr/forms/photos/{photo.pk}/" in text_of(client.get(address))
    shown = client.get(f"/fr/forms/photos/{photo.pk}/")
    content = b"".join(shown.streaming_content)
    assert Image.open(io.BytesIO(content)).size == (320, 240) and b"Secret" not in content
    assert "private" in shown["Cache-Control"]
    photo.content.storage.delete(photo.content.name)
    assert client.get(f"/fr/forms/photos/{photo.pk}/").status_code == 200, "made once"
    assert client.get(f"/fr/forms/photos/{broken.pk}/").status_code == 404
    few = statements(client, address)
    for number in range(30):
        photo_of(SubmissionFactory(form=form), f"{number}.png", PIXEL)
    assert statements(client, address) == few <= 12
    assert "?page=2" in text_of(client.get(address))
    judge_submission(actor=somebody("amina"), submission=answer, state="rejected", words="x")
    assert f"/photos/{photo.pk}/" not in text_of(client.get(f"{address}?page=2"))


def test_who_saw_what_is_known_to_who_coordinates_and_to_auditors(client, form):
    answer, kef = SubmissionFactory(form=form), SubmissionFactory(form=form, submitted_by=somebody("hedi"))
    photo = photo_of(answer, "a.png", PIXEL)
    client.force_login(somebody("karim"))
    client.get(f"/fr/forms/answers/{answer.pk}/")
    b"".join(client.get(f"/fr/forms/files/{photo.pk}/").streaming_content)
    client.get(f"/fr/forms/{form.pk}/answers/photos/")
    b"".join(client.get(f"/fr/forms/{form.pk}/answers/take/?format=zip").streaming_content)
    client.force_login(somebody("hedi"))
    client.get(f"/fr/forms/answers/{kef.pk}/")
    address = f"/fr/forms/{form.pk}/answers/seen/"
    for name, lines in (("amina", 4), ("ines", 5)):
        client.force_login(somebody(name))
        page = text_of(client.get(address))
        assert page.count("Karim Azzouzi") == 4 and page.count('<th scope="row">') == lines
    assert "CSV (ZIP)" in page
    for query, lines in (
        (f"q={answer.receipt}", 2),
        (f"q={kef.receipt}", 1),
        ("q=azzouzi", 4),
        ("what=answers.exported", 1),
        ("until=2020-01-01", 0),
        ("since=2020-01-01&what=nonsense", 5),
    ):
        assert text_of(client.get(f"{address}?{query}")).count('<th scope="row">') == lines, query
    csv = b"".join(client.get(f"{address}?format=csv").streaming_content).decode()
    assert answer.receipt in csv and csv.count("\n") == 6
    few = statements(client, address)
    for _time in range(30):
        Entry.objects.create(actor=somebody("karim"), verb="submission.opened", subject=answer)
    assert statements(client, address) == few <= 10
