"""A document is what it says, is kept version after version, and is read by who may."""

import io
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from taghyir.accompaniment.models import Service
from taghyir.accompaniment.tests.factories import CaseFactory, ServiceFactory, day
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile
from taghyir.directory.tests.factories import tifawin
from taghyir.documents import checks
from taghyir.documents.actions import add_document, add_version, change_document, withdraw_document
from taghyir.documents.models import Document, Version
from taghyir.documents.policies import can_withdraw_document, visible_documents
from taghyir.documents.tests.factories import PDF, document_of, pdf, photo, text_of_office, zipped
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory(organisation=tifawin())


def refused(case, file):
    with pytest.raises(Refused) as refusal:
        document_of(case, file=file)
    assert not Document.objects.exists() and not StoredFile.objects.exists()
    return refusal.value.code


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (SimpleUploadedFile("statuts.pdf.exe", b"MZ\x90\x00"), "two_endings"),
        (SimpleUploadedFile("statuts.exe.pdf", PDF), "two_endings"),
        (SimpleUploadedFile("statuts\u202efdp.exe", b"MZ\x90\x00"), "kind"),
        (SimpleUploadedFile("statuts.exe", b"MZ\x90\x00"), "kind"),
        (SimpleUploadedFile("statuts.pdf", b"MZ\x90\x00" * 40), "kind"),
        (SimpleUploadedFile("page.pdf", b"<!doctype html><script>alert(1)</script>"), "kind"),
        (SimpleUploadedFile("page.html", b"<html></html>"), "kind"),
        (SimpleUploadedFile("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "kind"),
        (SimpleUploadedFile("dessin.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "photo"),
        (SimpleUploadedFile("sans-fin", PDF), "kind"),
        (zipped("pv.docx", "ppt/slides.xml"), "other_kind"),
        (text_of_office("pv.docx", "word/vbaProject.bin"), "program"),
        (SimpleUploadedFile("pv.docx", b"PK\x03\x04 broken"), "broken"),
        (SimpleUploadedFile("grand.pdf", PDF + b"0" * 10_000_001), "size"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(case, file, code):
    assert refused(case, file) == code


def packed(kind=zipfile.ZIP_DEFLATED, *, size=200, spoilt=0) -> SimpleUploadedFile:
    """A document whose first part unpacks to `size` zeros more; of what is packed, so many bytes are `spoilt`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", kind) as held:
        held.writestr("mimetype", b"application/vnd.oasis.opendocument.text" + b"\0" * size)
    content = written.getvalue()
    return SimpleUploadedFile("pv.odt", content[:38] + b"\xff" * spoilt + content[38 + spoilt :])


def test_of_an_archive_no_more_is_unpacked_than_is_read_and_a_spoilt_one_is_refused_with_a_sentence(case):
    bomb = packed(size=20_000_000)
    tracemalloc.start()
    assert refused(case, bomb) == "other_kind" and tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    for kind in (zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        assert refused(case, packed(kind, spoilt=9)) == "broken"


def test_an_empty_file_is_refused(case):
    assert refused(case, SimpleUploadedFile("vide.pdf", b"")) == "size"


@pytest.mark.parametrize("name", ["statuts.pdf", "PV 12.05.2026.pdf", "نظام أساسي.PDF", "../../etc/passwd.pdf"])
def test_a_name_with_dots_in_arabic_or_with_a_path_is_kept_as_a_name(case, name):
    kept = document_of(case, file=pdf(name)).latest
    assert "/" not in kept.name and kept.name.casefold().endswith(".pdf")
    assert kept.content_type == "application/pdf" and len(kept.sha256) == 64


def test_a_photo_loses_its_place_and_stands_upright(case):
    kept = document_of(case, kind="photo", file=photo(turned=6)).latest
    content = kept.file.content.read()
    assert b"Tecno" not in content and b"a note by hand" not in content and b"Exif" not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (20, 40) and not picture.getexif()


def test_a_text_of_an_office_without_macros_is_kept(case):
    assert document_of(case, file=text_of_office()).latest.number == 1


def test_a_new_version_keeps_the_older_ones_with_who_when_and_what(case):
    document = document_of(case)
    newer = add_version(actor=somebody("amina"), document=document, file=pdf(more=b"%2"), remark="Article 12")
    assert [(one.number, str(one.added_by)) for one in newer.versions.all()] == [
        (2, str(somebody("amina"))),
        (1, str(somebody("karim"))),
    ]
    assert newer.latest.number == 2 and Version.objects.values("sha256").distinct().count() == 2
    with pytest.raises(Refused) as same:
        add_version(actor=somebody("karim"), document=document, file=pdf())
    assert same.value.code == "same"
    line = Entry.objects.get(verb="document.version_added")
    assert line.details["sha256"] == newer.latest.sha256


def test_a_member_sees_what_is_shown_and_what_a_member_sends_is_shown(case):
    inside, fatma = document_of(case), somebody("fatma")
    shown = document_of(case, by="fatma", title="Carte", file=photo())
    assert shown.is_shared and set(visible_documents(fatma)) == {shown}
    change_document(actor=somebody("karim"), document=inside, kind="statutes", title="Statuts", is_shared=True)
    assert set(visible_documents(fatma)) == {shown, inside}
    assert set(visible_documents(somebody("hedi"))) == set()
    for who in ("hedi", "noor", "ines"):
        with pytest.raises(NotAllowed):
            document_of(case, by=who)
    with pytest.raises(NotAllowed):
        change_document(actor=fatma, document=inside, kind="other", title="x", is_shared=True)


def test_what_is_withdrawn_loses_its_content_and_keeps_its_line(case, django_capture_on_commit_callbacks):
    document = document_of(case, is_shared=True)
    add_version(actor=somebody("karim"), document=document, file=pdf(more=b"%2"))
    names = [version.file.content.name for version in document.versions.all()]
    storage = document.latest.file.content.storage
    with pytest.raises(NotAllowed):
        withdraw_document(actor=somebody("fatma"), document=document, reason="Non")
    with pytest.raises(Refused):
        withdraw_document(actor=somebody("amina"), document=document, reason=" ")
    case.territory.approves_exits = True  # how files end is another matter
    assert can_withdraw_document(somebody("karim"), document) and can_withdraw_document(somebody("amina"), document)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_document(actor=somebody("amina"), document=document, reason="Pièce d’identité")
    assert not StoredFile.objects.exists() and not any(storage.exists(name) for name in names)
    document.refresh_from_db()
    assert document.withdrawn_why and document.latest.sha256 and document.latest.file is None
    assert not visible_documents(somebody("fatma")).exists()
    with pytest.raises(Refused, match="retiré"):
        add_version(actor=somebody("karim"), document=document, file=pdf(more=b"%3"))


def test_a_closed_file_and_a_full_one_take_no_document(case, monkeypatch):
    document_of(case)
    monkeypatch.setattr(checks, "MEGABYTES_OF_CASE", 0)
    with pytest.raises(Refused) as full:
        document_of(case, file=pdf(more=b"%2"))
    assert full.value.code == "full"
    closed = CaseFactory(organisation__name="Fermée", closed_on=day(1), exit="moved", exit_reason="x")
    with pytest.raises(Refused) as refusal:
        document_of(closed)
    assert refusal.value.code == "closed"


def test_a_document_is_not_sent_for_the_service_of_another_file(case):
    other = ServiceFactory(case__organisation__name="Autre")
    with pytest.raises(Refused) as refusal:
        add_document(actor=somebody("karim"), case=case, kind="minutes", title="PV", file=pdf(), service=other)
    assert refusal.value.code == "other_case"


def test_a_document_is_taken_or_shown_and_each_time_is_written(as_user, case):
    document = document_of(case, is_shared=True)
    fatma = as_user(somebody("fatma"))
    taken = fatma.get(f"/fr/documents/versions/{document.latest_id}/file/")
    assert b"".join(taken.streaming_content) == PDF
    assert taken["Content-Disposition"].startswith("attachment") and "sandbox" in taken["Content-Security-Policy"]
    shown = fatma.get(f"/fr/documents/versions/{document.latest_id}/show/")
    assert shown["Content-Disposition"].startswith("inline") and shown["Content-Type"] == "application/pdf"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(verb="document.opened", actor=somebody("fatma")).count() == 2
    page = as_user(somebody("karim")).get(document.get_absolute_url()).content.decode()
    assert page.count(str(somebody("fatma"))) >= 2


def test_a_text_of_an_office_is_not_shown_in_the_browser(as_user, case):
    document = document_of(case, file=text_of_office())
    assert as_user(somebody("karim")).get(f"/fr/documents/versions/{document.latest_id}/show/").status_code == 404


def test_a_file_named_statuts_pdf_exe_is_refused_on_the_form(as_user, case):
    sheet = {"kind": "statutes", "title": "Statuts", "file": SimpleUploadedFile("statuts.pdf.exe", b"MZ\x90\x00")}
    page = as_user(somebody("karim")).post(f"/fr/documents/of/{case.pk}/add/", sheet)
    assert page.status_code == 200 and "deux extensions" in page.content.decode()
    assert not Document.objects.exists()


def test_the_list_is_searched_filtered_taken_away_and_costs_the_same(as_user, case):
    document_of(case, title="=1+1 النظام الأساسي")
    document_of(case, kind="minutes", title="PV de mai", file=pdf("pv.pdf", b"%pv"), is_shared=True)
    karim, address = as_user(somebody("karim")), f"/fr/documents/of/{case.pk}/"

    def found(**asked):
        return [one.title for one in karim.get(address, asked).context["listing"].rows]

    assert found(q="mai") == found(kind="minutes") == found(state="shared") == ["PV de mai"]
    assert found(q="الأساسي") == found(state="inside") == ["=1+1 النظام الأساسي"]
    assert found(state="withdrawn") == []
    taken = b"".join(karim.get(address, {"format": "csv"}).streaming_content).decode()
    assert "'=1+1" in taken and "pv.pdf" in taken
    with CaptureQueriesContext(connection) as few:
        karim.get(address)
    for n in range(27):
        document_of(case, title=f"Reçu {n}", file=pdf(more=b"%%%d" % n))
    with CaptureQueriesContext(connection) as many:
        assert karim.get(address).status_code == 200
    assert len(many) == len(few) <= 12


def test_the_file_with_five_hundred_services_and_two_hundred_documents_costs_few_statements(
    as_user, case, django_assert_max_num_queries
):
    services = [
        Service(case=case, given_on=day(n % 40), minutes=30, topic="legal", women=1, given_by=case.adviser)
        for n in range(500)
    ]
    Service.objects.bulk_create(services)
    Document.objects.bulk_create(Document(case=case, kind="other", title=f"Reçu {n}") for n in range(200))
    karim = as_user(somebody("karim"))
    karim.get(case.get_absolute_url())
    with django_assert_max_num_queries(15):
        page = karim.get(case.get_absolute_url()).content.decode()
    assert f"/fr/documents/of/{case.pk}/" in page
