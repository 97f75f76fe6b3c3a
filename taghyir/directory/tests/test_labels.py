import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.directory.actions import (
    check_label,
    count_labels,
    load_label_kinds,
    mark_merged,
    mark_parted,
    name_keeper,
    record_label,
    remove_label,
    warn_of_label,
)
from taghyir.directory.models import Label, LabelKind
from taghyir.directory.queries import labels_ending, labels_shown_to
from taghyir.directory.reactions import watch_labels
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def certificate(name="bio.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def kinds():
    load_label_kinds(actor=User.objects.robot())


@pytest.fixture
def bio(kinds):
    """What recording asks for: Tifawin of Zaïo, published, is organic for a year."""
    organisation = tifawin(is_public=True)
    return {
        "actor": somebody("karim"),
        "organisation": organisation,
        "kind": LabelKind.objects.get(code="MA_BIO"),
        "given_on": TODAY() - dt.timedelta(days=30),
        "expires_on": TODAY() + dt.timedelta(days=335),
        "file": certificate(),
    }


def fatma_keeps(organisation):
    fatma = somebody("fatma")
    name_keeper(actor=somebody("amina"), organisation=organisation, person=fatma.person)
    return fatma


def test_the_labels_that_exist_are_brought_once(kinds):
    before = LabelKind.objects.count()
    assert load_label_kinds(actor=User.objects.robot()) == before == 13
    assert LabelKind.objects.filter(country="TN").count() == 4
    with pytest.raises(NotAllowed):
        load_label_kinds(actor=somebody("amina"))


def test_what_field_staff_record_stands_at_once_and_is_found(bio, client):
    label = record_label(**bio)
    assert label.is_checked
    found = client.get("/fr/organisations/?label=MA_BIO").content.decode()
    assert "Tifawin" in found
    assert "Tifawin" not in client.get("/fr/organisations/?label=MA_IGP").content.decode()
    card = client.get(label.organisation.get_absolute_url()).content.decode()
    assert "Agriculture biologique du Maroc" in card


def test_what_its_own_people_record_waits_for_somebody_who_reads_the_certificate(bio, client):
    label = record_label(**bio | {"actor": fatma_keeps(bio["organisation"])})
    run_reactions()
    assert not label.is_checked
    assert somebody("amina").notices.filter(entry__verb="label.recorded").exists()
    assert "Agriculture biologique" not in client.get(label.organisation.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed):
        check_label(actor=somebody("fatma"), label=label)
    check_label(actor=somebody("karim"), label=label)
    bio["organisation"].refresh_from_db()
    assert bio["organisation"].labels == ["MA_BIO"]
    assert "Agriculture biologique" in client.get(label.organisation.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"file": certificate("bio.exe", b"MZ\0\0")}, "kind"),
        ({"file": certificate("bio.pdf", b"<svg onload=alert(1)>")}, "kind"),
        ({"file": certificate("bio.pdf", b"")}, "size"),
        ({"given_on": TODAY() + dt.timedelta(days=1)}, "future"),
        ({"expires_on": TODAY() - dt.timedelta(days=31)}, "conflict"),
        ({"country": "TN"}, "country"),
    ],
)
def test_a_label_without_its_paper_or_with_impossible_days_is_refused(bio, changed, code):
    if "country" in changed:
        changed = {"kind": LabelKind.objects.get(code="TN_ESS")}
    with pytest.raises(Refused) as refusal:
        record_label(**bio | changed)
    assert refusal.value.code == code
    assert not Label.objects.exists()
    bio["organisation"].refresh_from_db()
    assert bio["organisation"].labels == []


def test_the_same_label_of_the_same_day_is_refused(bio):
    record_label(**bio)
    with pytest.raises(Refused):
        record_label(**bio | {"file": certificate()})
    assert Label.objects.count() == 1


def test_nobody_else_records_or_removes_one(bio):
    label = record_label(**bio)
    for name in ("hedi", "ines", "noor", "fatma", "leila"):
        with pytest.raises(NotAllowed):
            record_label(**bio | {"actor": somebody(name), "given_on": TODAY() - dt.timedelta(days=60)})
        with pytest.raises(NotAllowed):
            remove_label(actor=somebody(name), label=label)


def test_one_that_was_a_mistake_leaves_the_card_and_stays_in_the_journal(bio, django_capture_on_commit_callbacks):
    label = record_label(**bio)
    paper = Path(label.paper.content.path)
    with django_capture_on_commit_callbacks(execute=True):
        organisation = remove_label(actor=somebody("karim"), label=label)
    assert not paper.exists(), "a certificate may name people"
    organisation.refresh_from_db()
    assert organisation.labels == []
    assert Entry.objects.get(verb="label.removed").details["kind"] == "MA_BIO"


def test_its_people_are_told_once_before_it_ends(bio):
    fatma = fatma_keeps(bio["organisation"])
    label = record_label(**bio | {"expires_on": TODAY() + dt.timedelta(days=59)})
    for _twice in range(2):
        watch_labels(timestamp=0)
        run_reactions()
    for person in (fatma, somebody("amina")):
        assert person.notices.filter(entry__verb="label.falls_due").count() == 1
    assert not labels_ending().filter(pk=label.pk).exists()
    with pytest.raises(NotAllowed):
        warn_of_label(actor=somebody("karim"), label=label)


def test_one_that_is_over_is_neither_shown_nor_found(bio, client):
    label = record_label(**bio)
    Label.objects.filter(pk=label.pk).update(expires_on=TODAY() - dt.timedelta(days=1))
    watch_labels(timestamp=0)
    bio["organisation"].refresh_from_db()
    assert bio["organisation"].labels == []
    assert labels_shown_to(somebody("noor"), bio["organisation"]) == []
    assert labels_shown_to(somebody("karim"), bio["organisation"]) == [label]
    with pytest.raises(NotAllowed):
        count_labels(actor=somebody("karim"), organisation=bio["organisation"])


def test_labels_go_with_a_merge_and_come_back_when_it_is_undone(bio):
    record_label(**bio)
    other = OrganisationFactory(name="Tifawin bis", is_public=True)
    amina = somebody("amina")
    mark_merged(actor=amina, organisation=bio["organisation"], into=other)
    Label.objects.update(organisation=other)
    run_reactions()
    other.refresh_from_db()
    assert other.labels == ["MA_BIO"]
    bio["organisation"].refresh_from_db()
    mark_parted(actor=amina, organisation=bio["organisation"])
    Label.objects.update(organisation=bio["organisation"])
    run_reactions()
    other.refresh_from_db()
    bio["organisation"].refresh_from_db()
    assert (other.labels, bio["organisation"].labels) == ([], ["MA_BIO"])


def test_a_label_is_recorded_on_its_page_and_its_certificate_opened_by_who_follows(bio, client):
    organisation = bio["organisation"]
    client.force_login(somebody("karim"))
    address = f"/fr/organisations/{organisation.pk}/label/"
    sent = {"kind": bio["kind"].pk, "given_on": "2026-01-05", "number": "<b>12</b>", "file": certificate()}
    answer = client.post(address, sent | {"file": certificate("x.svg", b"<svg/>")})
    assert answer.status_code == 200
    assert "Envoyez un fichier" in answer.content.decode()
    assert client.post(address, sent).status_code == 302
    label = Label.objects.get()
    page = client.get(organisation.get_absolute_url()).content.decode()
    assert "&lt;b&gt;12" in page
    paper = f"/fr/organisations/label/{label.pk}/paper/"
    assert b"".join(client.get(paper).streaming_content) == PDF
    client.force_login(somebody("noor"))
    assert client.get(paper).status_code == 404
