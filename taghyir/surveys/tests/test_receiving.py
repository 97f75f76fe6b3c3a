"""What is sent is not trusted; what is stored is stored once."""

import json
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.actions import complete_submission, receive_submission, retire_form
from taghyir.surveys.actions.receiving import INSERT
from taghyir.surveys.definitions import definition_of
from taghyir.surveys.instances import NODES, read_sheet
from taghyir.surveys.models import Attachment, Form, FormVersion, Submission
from taghyir.surveys.queries import answer_at, missing_files
from taghyir.surveys.tests.factories import FormVersionFactory, PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.phone import PIXEL, Phone, filled, real_sheets

pytestmark = pytest.mark.django_db

LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
HOSTILE = {
    "a billion laughs": f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]><data id="FORM"><words>&l9;</words></data>',
    "a file of the server": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><data id="FORM"><words>&x;</words></data>',
    "an entity in small letters": '<!doctype d><data id="FORM"/>',
    "another encoding": '<?xml version="1.0" encoding="utf-16"?><data id="FORM"/>'.encode("utf-16"),
    "a well of elements": '<data id="FORM">' + "<a>" * 60 + "</a>" * 60 + "</data>",
    "a well without bottom": '<data id="FORM">' + "<a>" * 50_000,
    "a crowd of elements": '<data id="FORM">' + "<a/>" * (2 * NODES) + "</data>",
    "a crowd of attributes": '<data id="FORM" ' + " ".join(f'a{n}="1"' for n in range(30_000)) + "/>",
    "a mountain": '<data id="FORM"><words>' + "a" * 10_000_001 + "</words></data>",
    "half a sheet": '<data id="FORM"><words>',
    "no XML": "hello",
    "nothing": "",
    "no form": "<data><meta><instanceID>x</instanceID></meta></data>",
    "no identifier": '<data id="FORM"><words>x</words></data>',
    "a long identifier": f'<data id="FORM"><meta><instanceID>{"x" * 121}</instanceID></meta></data>',
    "a control character": '<data id="FORM"><words>\x00</words></data>',
    "a correction": '<data id="FORM"><meta><instanceID>a</instanceID><deprecatedID>b</deprecatedID></meta></data>',
}
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@pytest.fixture
def form():
    return PublishedFormFactory()


@pytest.fixture
def phone():
    return Phone(somebody("karim"))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_or_broken_answers_are_refused_at_once(phone, form, name):
    hostile = HOSTILE[name]
    xml = hostile.replace("FORM", form.xform_id) if isinstance(hostile, str) else hostile
    began = time.monotonic()
    response = phone.send(xml)
    assert 400 <= response.status_code < 500
    assert response.content.startswith(b"<?xml")
    assert time.monotonic() - began < 2
    assert not Submission.objects.exists()


def test_a_sending_that_is_no_sheet_is_refused(phone, form):
    send = phone.client.post
    for body, kind in ((b"", "multipart/form-data"), (b"x", "multipart/form-data; boundary=b"), (b"<a/>", "text/xml")):
        assert send("/openrosa/submission", body, content_type=kind, headers=phone.headers).status_code == 400
    assert send("/openrosa/submission", {"xml_submission_file": "text"}, headers=phone.headers).status_code == 400
    crowd = {f"f{n}": SimpleUploadedFile("a", b"a") for n in range(150)}
    assert send("/openrosa/submission", crowd, headers=phone.headers).status_code == 400
    heavy = send("/openrosa/submission", {}, headers=phone.headers, CONTENT_LENGTH="100000001")
    assert heavy.status_code == 413


def test_answers_keep_their_form_their_repeats_and_their_words(form):
    xml = filled(
        form,
        "<words>  deux\n lignes </words><theme> market </theme><tried>market care</tried>"
        "<children><age>4</age></children><children/><children><age>7</age></children><unknown>kept</unknown>",
    )
    sheet = read_sheet(xml.encode())
    submission = SubmissionFactory(form=form, answers=sheet.answers(form.current.questions))
    assert submission.answers == {
        "words": "  deux\n lignes ",
        "theme": "market",
        "tried": "market care",
        "children": [{"children/age": "4"}, {"children/age": "7"}],
        "unknown": "kept",
    }
    assert answer_at(submission, "children/age") == "4\n7"
    assert answer_at(submission, "nothing") == ""


def test_the_digest_knows_the_answers_and_not_how_they_are_written(form):
    xml = filled(form)
    other = xml.replace("'", '"').replace("<words>", "<words >").replace('<?xml version="1.0"?>', "\ufeff<!-- a -->\n")
    assert read_sheet(xml.encode()).digest == read_sheet(other.encode()).digest
    assert read_sheet(xml.encode()).digest != read_sheet(xml.replace("bocaux", "Bocaux").encode()).digest


def test_a_plain_meta_is_as_good_as_a_prefixed_one(form):
    plain = f'<data id="{form.xform_id}"><meta><instanceID>uuid:1</instanceID></meta></data>'
    assert read_sheet(plain.encode()).instance_id == "uuid:1"


def receive(form, xml, by="karim", **more):
    sheet = read_sheet(xml.encode())
    definition = definition_of(sheet.xform_id, sheet.version)
    return receive_submission(actor=somebody(by), definition=definition, sheet=sheet, **more)


def test_only_field_staff_of_the_territory_answer(form):
    kef = PublishedFormFactory(territory=TerritoryFactory(code="KEF"))
    for name, chosen in (("noor", form), ("ines", form), ("fatma", form), ("karim", kef)):
        with pytest.raises(NotAllowed):
            receive(chosen, filled(chosen), by=name)
    assert receive(kef, filled(kef), by="hedi").territory.code == "KEF"


def test_files_come_only_from_the_sender(form):
    submission = receive(form, filled(form, "<photo>a.png</photo>"))
    photo = SimpleUploadedFile("a.png", PIXEL)
    with pytest.raises(NotAllowed):
        complete_submission(actor=somebody("amina"), submission=submission, expected={"a.png": "image"}, files=[photo])
    assert missing_files(submission) == ["a.png"]
    complete_submission(actor=somebody("karim"), submission=submission, expected={"a.png": "image"}, files=[photo])
    stored = Attachment.objects.get()
    assert stored.content.read() == PIXEL
    assert "a.png" not in stored.content.name
    assert missing_files(Submission.objects.get()) == []


def test_a_retired_form_takes_nothing_even_where_it_was_known(phone, form):
    assert phone.send(filled(form, instance_id="uuid:1")).status_code == 201
    retire_form(actor=somebody("pilar"), form=form)
    assert phone.send(filled(form, instance_id="uuid:2")).status_code == 403
    assert phone.send(filled(form, instance_id="uuid:1")).status_code == 201  # it was received: the phone may forget it
    assert phone.get(f"forms/{form.pk}/form.xml").status_code == 404
    assert Submission.objects.count() == 1


def test_a_form_given_to_another_territory_is_known_at_once(phone, form):
    phone.send(filled(form, instance_id="uuid:1"))
    Form.objects.update(territory=TerritoryFactory(code="KEF"))
    assert phone.send(filled(form, instance_id="uuid:2")).status_code == 403
    Form.objects.update(territory=TerritoryFactory(code="NAD"))
    assert phone.send(filled(form, instance_id="uuid:3")).status_code == 201


def test_refused_answers_leave_no_trace(form):
    receive(form, filled(form))
    with pytest.raises(Refused) as refused:
        receive(form, filled(form, "<words>autre</words>"))
    assert refused.value.code == "conflict"
    assert Entry.objects.filter(verb="submission.received").count() == 1


def test_the_real_sheets_of_a_survey_arrive_each_once(phone, real):
    xform = real("forms/ona/transportation.xform.xml").read_text()
    form = PublishedFormFactory(xform_id="transportation_2011_07_25", current__xform=xform, current__version="2014111")
    FormVersionFactory(form=form, xform=xform, version="20170517")
    statuses = {
        name: phone.send(content).status_code for name, content in real_sheets(real("forms/ona/instances")).items()
    }
    assert {name for name, status in statuses.items() if status != 201} == {
        "transport_2011-07-25_19-05-49_2",  # the identifier of another sheet, with other content: 409
        "transport_2011-07-25_19-05-49_edited",  # a correction of another sheet: 409
    }
    assert set(statuses.values()) == {201, 409}
    assert Submission.objects.count() == 8
    nothing = Submission.objects.get(instance_id="uuid:7g0a1508-c3b7-4c99-be00-9b237c26bcfb")
    assert nothing.answers == {}


def test_the_words_of_the_world_arrive_as_they_were_typed(phone, form, real):
    naughty = json.loads(real("security/blns.json").read_text())
    for number, text in enumerate(naughty):
        response = phone.send(filled(form, f"<words>{escaped(text)}</words>", instance_id=f"uuid:{number}"))
        if UNWRITABLE.search(text):
            assert response.status_code == 400  # no XML can hold it, so no phone can have sent it
            continue
        assert response.status_code == 201, text
        stored = Submission.objects.get(instance_id=f"uuid:{number}").answers.get("words", "")
        assert stored == (text.replace("\r\n", "\n") if text.strip() else "")
    assert Submission.objects.count() == sum(not UNWRITABLE.search(text) for text in naughty) > 500


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_the_tables_named_by_hand_are_those_of_the_models():
    """One INSERT is written out: it names tables and columns."""
    for model, columns in (
        (Submission, re.search(r"\((version_id.+?)\)", INSERT, re.S)[1].replace(",", " ").split()),
        (FormVersion, ["id", "md5", "form_id"]),
        (Form, ["id", "retired_at", "territory_id"]),
    ):
        assert model._meta.db_table in INSERT
        assert set(columns) <= {field.column for field in model._meta.fields}
    assert {field.column for field in Submission._meta.fields} - {"id"} == set(
        re.search(r"\((version_id.+?)\)", INSERT, re.S)[1].replace(",", " ").split()
    )
