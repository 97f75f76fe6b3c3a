"""A sheet is sent to be tried, and becomes a version, or nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile
from taghyir.drafts.actions import discard_draft, publish_draft, send_draft
from taghyir.drafts.models import Draft
from taghyir.drafts.tests.factories import DraftFactory
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.actions import SheetRefused, Unchanged, publish_form
from taghyir.surveys.models import Form, FormVersion
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.surveys.tests.phone import PIXEL
from taghyir.surveys.tests.sheets import SURVEY, sheet

pytestmark = pytest.mark.django_db
LONGER = [*SURVEY, ["integer", "age", "Âge", "السن", ""]]


def send(by="pilar", territory=None, files=(), **named) -> Draft:
    return send_draft(actor=somebody(by), sheet=sheet(**named), territory=territory, files=files)


def test_a_draft_is_kept_and_nobody_can_fill_it():
    draft = send(files=[SimpleUploadedFile("jar.png", PIXEL)])
    assert (draft.xform_id, draft.title, draft.version) == ("listening", "Écoute du souk", "1")
    assert draft.languages == ["fr", "ar"] and [file.name for file in draft.files.all()] == ["jar.png"]
    assert not Form.objects.exists() and not FormVersion.objects.exists()
    line = Entry.objects.get(verb="draft.sent")
    assert line.subject == draft and line.details == {"xform_id": "listening", "version": "1"}


def test_another_takes_its_place_under_the_same_address_and_its_files_go():
    first = send(files=[SimpleUploadedFile("jar.png", PIXEL)])
    second = send(survey=LONGER, files=[SimpleUploadedFile("box.png", PIXEL)])
    assert second.pk == first.pk and second.md5 != first.md5
    assert [question["name"] for question in second.questions] == ["words", "theme", "age"]
    assert {file.name for file in StoredFile.objects.all()} == {"listening.xlsx", "box.png"}


def test_a_draft_is_judged_as_what_is_published_and_the_former_one_stays():
    kept = send()
    with pytest.raises(SheetRefused) as refused:
        send(survey=[SURVEY[0], ["texte", "a", "A", "", ""]])
    assert [(fault.sheet, fault.row) for fault in refused.value.faults] == [("survey", 2)]
    for wrong, code in ((SimpleUploadedFile("a.png", b"MZ"), "kind"), (SimpleUploadedFile("places.csv", b"a"), "kept")):
        with pytest.raises(Refused) as refused_file:
            send(version="2", files=[wrong])
        assert refused_file.value.code == code
    assert Draft.objects.get().md5 == kept.md5


def test_only_who_may_publish_there_sends_a_draft_and_another_territory_keeps_its_own():
    nador, kef = TerritoryFactory(), TerritoryFactory(code="KEF")
    for name, territory in (("karim", nador), ("ines", None), ("amina", None), ("amina", kef)):
        with pytest.raises(NotAllowed):
            send(by=name, territory=territory)
    send(by="amina", territory=nador)
    neighbour = RoleFactory(kind="partner_coordinator", territory=kef).user
    for known in (Draft, Form):
        assert known.objects.filter(xform_id="listening").exists()
        with pytest.raises(Refused) as refused:
            send_draft(actor=neighbour, sheet=sheet(version="2"), territory=kef)
        assert refused.value.code == "taken"
        if known is Draft:
            publish_draft(actor=somebody("amina"), draft=Draft.objects.get(), md5=Draft.objects.get().md5)


def test_a_published_draft_is_the_version_that_would_have_been_published_at_once():
    publish_form(actor=somebody("pilar"), sheet=sheet())
    draft = send(survey=LONGER, version="2", files=[SimpleUploadedFile("jar.png", PIXEL)])
    published = publish_draft(actor=somebody("pilar"), draft=draft, md5=draft.md5)
    form = Form.objects.get()
    assert form.current == published and published.version == "2" and published.xform == draft.xform
    assert published.source.name == "listening.xlsx" and [file.name for file in published.files.all()] == ["jar.png"]
    assert published.source.content.read(2) == b"PK", "what is published has a file of its own"
    assert not Draft.objects.exists()
    verbs = list(Entry.objects.filter(subject_id=published.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["form.published", "draft.published"]


def test_a_version_is_published_once_and_the_draft_stays():
    publish_form(actor=somebody("pilar"), sheet=sheet())
    same, other = send(), send(survey=LONGER)
    with pytest.raises(Refused) as refused:
        publish_draft(actor=somebody("pilar"), draft=other, md5=other.md5)
    assert refused.value.code == "version" and Draft.objects.get() == other
    same = send()
    with pytest.raises(Unchanged):
        publish_draft(actor=somebody("pilar"), draft=same, md5=same.md5)
    assert FormVersion.objects.count() == 1


def test_a_draft_that_changed_since_it_was_seen_is_not_published():
    seen = DraftFactory()
    with pytest.raises(Refused) as refused:
        publish_draft(actor=somebody("pilar"), draft=seen, md5="0" * 32)
    assert refused.value.code == "changed"
    with pytest.raises(NotAllowed):
        publish_draft(actor=somebody("karim"), draft=seen, md5=seen.md5)


def test_a_draft_is_thrown_away_once_with_its_files():
    form = PublishedFormFactory(territory=TerritoryFactory())
    draft = DraftFactory(xform_id=form.xform_id, territory=form.territory)
    with pytest.raises(NotAllowed):
        discard_draft(actor=somebody("karim"), draft=draft)
    gone = discard_draft(actor=somebody("amina"), draft=draft)
    assert Entry.objects.get(verb="draft.discarded").details == {"xform_id": form.xform_id, "version": "next"}
    assert not Draft.objects.exists() and not StoredFile.objects.filter(pk=draft.source_id).exists()
    assert Form.objects.get().is_open and gone.pk == draft.pk
    for again in (lambda: discard_draft(actor=somebody("amina"), draft=draft),
                  lambda: publish_draft(actor=somebody("amina"), draft=draft, md5=draft.md5)):  # fmt: skip
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "gone"
