"""What a phone gets, status by status: Collect keeps a sheet until it reads 201."""

import base64

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from taghyir.core.models import Entry
from taghyir.devices.actions import revoke_device
from taghyir.people.models import Role
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.factories import FormFactory, FormVersionFactory, PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.phone import PIXEL, Phone, filled

pytestmark = pytest.mark.django_db
NAMES = {"l": "http://openrosa.org/xforms/xformsList", "m": "http://openrosa.org/xforms/xformsManifest"}


def listed(response) -> list[dict[str, str]]:
    lines = etree.fromstring(response.content).findall("l:xform", NAMES)
    return [{etree.QName(part).localname: part.text for part in line} for line in lines]


def message(response) -> str:
    return etree.fromstring(response.content)[0].text


@pytest.fixture
def form():
    return PublishedFormFactory()


@pytest.fixture
def phone():
    return Phone(somebody("karim"))


def test_an_unknown_phone_is_asked_who_it_is():
    for address in ("formList", "submission", "forms/1/form.xml", "forms/1/manifest.xml", "forms/1/files/a.jpg"):
        response = Client().head(f"/openrosa/{address}")
        assert response.status_code == 401, address
        assert response["WWW-Authenticate"].startswith("Basic ")
        assert response["X-OpenRosa-Version"] == "1.0"


@pytest.mark.parametrize(
    "header", ["Basic", "Basic é", "Basic !!!", "Bearer x", "Basic " + base64.b64encode(b"x").decode()]
)
def test_a_broken_sign_in_is_refused_without_noise(header):
    assert Client().get("/openrosa/formList", headers={"Authorization": header}).status_code == 401


def test_a_password_works_for_its_own_account_only(phone):
    secret = base64.b64decode(phone.headers["Authorization"].removeprefix("Basic ")).decode().partition(":")[2]
    other = base64.b64encode(f"amina@taghyir.example:{secret}".encode()).decode()
    somebody("amina")
    assert Client().get("/openrosa/formList", headers={"Authorization": f"Basic {other}"}).status_code == 401


def test_a_revoked_phone_gets_nothing(phone):
    assert phone.get("formList").status_code == 200
    revoke_device(actor=somebody("karim"), device=phone.device)
    assert phone.get("formList").status_code == 401


def test_a_signed_in_person_reads_but_cannot_send_without_a_phone(form, client):
    client.force_login(somebody("karim"))
    assert client.get("/openrosa/formList").status_code == 200
    assert client.post("/openrosa/submission", {}).status_code == 401


def test_before_sending_the_phone_is_told_where_and_how_much(phone):
    response = phone.head()
    assert response.status_code == 204
    assert response["Location"] == "http://testserver/openrosa/submission"
    assert response["X-OpenRosa-Accept-Content-Length"] == "10000000"
    assert response["Date"].endswith("GMT")


def test_the_list_holds_the_forms_this_phone_may_fill(phone, form):
    PublishedFormFactory(territory=TerritoryFactory(code="KEF"))
    FormFactory(title="Never published")
    nador = PublishedFormFactory(territory=TerritoryFactory(code="NAD"), title="Nador")
    response = phone.get("formList")
    lines = listed(response)
    assert {line["formID"] for line in lines} == {form.xform_id, nador.xform_id}
    line = next(line for line in lines if line["formID"] == form.xform_id)
    assert line["hash"] == f"md5:{form.current.md5}"
    assert line["version"] == form.current.version
    assert phone.client.get(line["downloadUrl"], headers=phone.headers).content.decode() == form.current.xform
    assert phone.client.get(line["manifestUrl"], headers=phone.headers).status_code == 200
    assert [line["formID"] for line in listed(phone.get("formList", formID=nador.xform_id))] == [nador.xform_id]


def test_a_form_of_another_territory_is_not_given(phone):
    form = PublishedFormFactory(territory=TerritoryFactory(code="KEF"))
    assert phone.get(f"forms/{form.pk}/form.xml").status_code == 404
    assert phone.get(f"forms/{form.pk}/manifest.xml").status_code == 404
    assert phone.send(filled(form)).status_code == 403
    assert not Submission.objects.exists()


def test_an_answer_is_stored_and_gets_its_receipt(phone, form):
    response = phone.send(filled(form, "<words>نحتاج إلى برطمانات</words><theme>market</theme>"))
    stored = Submission.objects.get()
    assert response.status_code == 201
    assert stored.receipt in message(response)
    assert stored.answers == {"words": "نحتاج إلى برطمانات", "theme": "market"}
    assert (stored.submitted_by, stored.territory.code) == (somebody("karim"), "NAD")
    assert (stored.version, stored.device) == (form.current, "Tecno de Karim")
    entry = Entry.objects.get(verb="submission.received")
    assert (entry.subject, entry.actor) == (stored, somebody("karim"))


def test_the_territory_of_the_form_wins_over_that_of_the_sender(form):
    pilar = Phone(somebody("pilar"))
    kef = PublishedFormFactory(territory=TerritoryFactory(code="KEF"))
    pilar.send(filled(kef))
    assert Submission.objects.get().territory.code == "KEF"
    pilar.send(filled(form))
    assert Submission.objects.get(form=form).territory is None


def test_a_phone_gets_the_forms_of_its_territory_and_its_answers_are_counted_there(form):
    kef, nador = (PublishedFormFactory(territory=TerritoryFactory(code=code)) for code in ("KEF", "NAD"))
    pilar = Phone(somebody("pilar"), territory=kef.territory)
    assert {line["formID"] for line in listed(pilar.get("formList"))} == {form.xform_id, kef.xform_id}
    assert pilar.get(f"forms/{nador.pk}/form.xml").status_code == 404
    assert [pilar.send(filled(one)).status_code for one in (form, kef, nador)] == [201, 201, 403]
    assert {(one.territory.code, one.phone) for one in Submission.objects.all()} == {("KEF", pilar.device)}


def test_a_phone_of_a_collector_sends_for_who_enrolled_it_as_long_as_they_work_there(form, as_user):
    zineb = PersonFactory(given_name="Zineb")
    lent = Phone(somebody("amina"), person=zineb, territory=TerritoryFactory())
    assert lent.send(filled(form)).status_code == 201
    stored = Submission.objects.get()
    assert (stored.submitted_by, stored.phone.person) == (somebody("amina"), zineb)
    client = as_user(somebody("amina"))
    assert "Zineb" in client.get(f"/fr/forms/answers/{stored.pk}/").content.decode()
    assert "1 réponse" in client.get(f"/fr/phones/{lent.device.pk}/").content.decode()
    Role.objects.filter(user=somebody("amina")).update(territory=TerritoryFactory(code="KEF"))
    assert listed(lent.get("formList")) == []
    assert lent.send(filled(form, instance_id="uuid:2")).status_code == 403


def test_the_same_answer_again_is_one_row_and_the_same_receipt(phone, form):
    first, second = phone.send(filled(form)), phone.send(filled(form).replace('<?xml version="1.0"?>', ""))
    assert (first.status_code, second.status_code) == (201, 201)
    assert message(first) == message(second)
    assert Submission.objects.count() == 1
    assert Entry.objects.filter(verb="submission.received").count() == 1


def test_other_answers_under_the_same_identifier_change_nothing(phone, form):
    phone.send(filled(form))
    response = phone.send(filled(form, "<words>autre chose</words>"))
    assert response.status_code == 409
    assert Submission.objects.get().answers == {"words": "Il nous manque des bocaux"}


def test_two_forms_may_use_the_same_identifier(phone, form):
    other = PublishedFormFactory()
    assert [phone.send(filled(form)).status_code, phone.send(filled(other)).status_code] == [201, 201]


def test_a_photo_may_come_in_a_second_sending(phone, form):
    sheet = filled(form, "<words>x</words><photo>bocaux.png</photo>")
    first = phone.send(sheet)
    assert b'isComplete="false"' in first.content
    second = phone.send(sheet, bocaux_png=PIXEL, unasked_png=PIXEL)
    assert (second.status_code, b'isComplete="true"' in second.content) == (201, True)
    attachment = Submission.objects.get().attachments.get()
    assert (attachment.name, attachment.content_type, attachment.size) == ("bocaux.png", "image/png", len(PIXEL))
    assert phone.send(sheet, bocaux_png=PIXEL).status_code == 201
    assert Submission.objects.get().attachments.count() == 1
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "submission.received",
        "submission.completed",
    ]


def test_a_photo_that_is_no_photo_is_refused_with_its_answers(phone, form):
    sheet = filled(form, "<photo>a.png</photo>")
    response = phone.send(sheet, a_png=b"MZ\x90\x00 a program")
    assert response.status_code == 400
    assert "a.png" in message(response)
    assert not Submission.objects.exists()
    assert phone.send(sheet, a_png=b"").status_code == 413


def test_nothing_unknown_is_guessed(phone, form):
    assert phone.send(filled(form, version="2019-1")).status_code == 404
    assert phone.send(filled(form).replace(form.xform_id, "nothing")).status_code == 404
    assert not Submission.objects.exists()


def test_a_sheet_without_version_is_of_the_current_one(phone, form):
    assert phone.send(filled(form, version="")).status_code == 201
    assert Submission.objects.get().version == form.current


def test_an_older_version_is_still_taken(phone, form):
    older, form.current = form.current, FormVersionFactory(form=form)
    form.save()
    assert phone.send(filled(form, version=older.version)).status_code == 201
    assert Submission.objects.get().version == older


def test_the_answer_of_a_browser_that_came_first_is_seen_by_the_phone(phone, form):
    known = SubmissionFactory(form=form)
    assert phone.send(filled(form, instance_id=known.instance_id)).status_code == 409


def test_one_answer_costs_five_statements_reactions_queued(phone, form):
    """Who sends, their roles, the answer, the journal, the reactions; besides BEGIN and COMMIT."""
    phone.send(filled(form))
    with CaptureQueriesContext(connection) as asked:
        assert phone.send(filled(form, instance_id="uuid:2")).status_code == 201
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 5
