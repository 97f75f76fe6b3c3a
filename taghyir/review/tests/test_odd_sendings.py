"""A photo too vast to open, a phone whose clock is ten years off, a question of another kind: taken, and no page breaks."""

import datetime as dt

import pytest
from django.utils import timezone

from taghyir.paper.tests.test_pictures import four_gigapixels
from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Attachment, Submission
from taghyir.surveys.tests.factories import LISTENING, PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.phone import Phone, filled

pytestmark = pytest.mark.django_db


def test_a_photo_of_four_gigapixels_is_kept_and_never_opened(as_user):
    form = PublishedFormFactory()
    answer = Phone(somebody("karim")).send(filled(form, "<photo>vast.jpg</photo>"), vast_jpg=four_gigapixels())
    assert answer.status_code == 201
    photo, client = Attachment.objects.get(), as_user(somebody("amina"))
    assert photo.size < 10_000
    for address in (
        f"answers/{photo.submission_id}/",
        f"{form.pk}/answers/photos/",
        f"{form.pk}/answers/take/?format=media",
    ):
        assert client.get(f"/fr/forms/{address}").status_code == 200, address
    assert client.get(f"/fr/forms/photos/{photo.pk}/").status_code == 404, "there is no small picture of it"


@pytest.mark.parametrize("year", [2016, 2036])
def test_a_clock_ten_years_off_moves_no_answer(year, as_user):
    form, phone = PublishedFormFactory(), Phone(somebody("karim"))
    phone.headers["Date"] = f"Fri, 27 Nov {year} 10:00:00 GMT"
    assert phone.send(filled(form, f"<words>{year}-11-27T10:00:00.000+01:00</words>")).status_code == 201
    stored = Submission.objects.get()
    assert abs(stored.received_at - timezone.now()) < dt.timedelta(minutes=5)
    listed = as_user(somebody("amina")).get(f"/fr/forms/{form.pk}/answers/?since={timezone.localdate()}")
    assert stored.receipt in listed.content.decode()


def test_what_was_a_repeat_in_another_version_or_becomes_one_breaks_no_page_and_no_file(as_user):
    xform = LISTENING.replace('"/data/words" type="string"', '"/data/words" type="geopoint"')
    form = PublishedFormFactory(current__xform=xform.format(title="x", xform_id="turned", version="2"))
    others = {name: [{f"{name}/own": "1 2"}] for name in ("words", "theme", "tried", "photo")}
    SubmissionFactory(form=form, answers=others | {"children": "3"})
    SubmissionFactory(form=form, answers={"words": "34.94 -2.73", "theme": "care", "children": [{"children/age": "7"}]})
    amina = as_user(somebody("amina"))
    answers, feed = f"/fr/forms/{form.pk}/answers/", f"/api/odata/forms/{form.pk}.svc/"
    for address in ("", "map/", "map/list/?box=-3,34,-2,36&zoom=9", "map/points/?box=-3,34,-2,36&zoom=9", "photos/"):
        assert amina.get(f"{answers}{address}").status_code == 200
    for values in ("labels", "codes", "ona"):
        table = b"".join(amina.get(answers, {"format": "csv", "values": values}).streaming_content).decode()
        assert "theme/own" in table, "the turns are there as one text"
    for wanted in ("xlsx", "zip", "geojson"):
        assert b"".join(amina.get(f"{answers}take/", {"format": wanted}).streaming_content)
    children = amina.get(f"{feed}Submissions_children", {"$count": "true"}).json()
    assert (children["@odata.count"], [row["age"] for row in children["value"]]) == (1, [7])
    assert [row["theme"] for row in amina.get(f"{feed}Submissions").json()["value"]] == [None, "care"]
