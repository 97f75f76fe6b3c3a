"""What is kept of a picture, and for how long."""

import datetime as dt
import io
import os
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile
from taghyir.core.testing import run_reactions
from taghyir.paper import actions, queries
from taghyir.paper.models import Bringing, PaperSheet, SheetPage, picture_storage
from taghyir.paper.reactions import erase_old_pictures
from taghyir.paper.tests.factories import brought, flat, printed_batch, sheet_back, ticked_pages
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
TICKS = {"market/sells": ["yes"], "market/products": ["honey", "rugs"], "mood": ["good"]}
TRACES = (b"Exif", b"http://ns.adobe.com", b"Tecno", b"34.93N", b"a note by hand")
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>34.93N</exif:GPSLatitude></x:xmpmeta>"


def taken_by_phone(page, turned=6):
    """A JPEG as a phone writes it: lying on its side, with its place, its maker, a small picture of itself and XMP."""
    lying = page.transpose({6: Image.Transpose.ROTATE_90, 1: Image.Transpose.ROTATE_180}[turned])
    exif, written = Image.Exif(), io.BytesIO()
    exif[0x0112], exif[0x010F] = turned, "Tecno"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 56.0, 12.0), 3: "W", 4: (2.0, 44.0, 10.0)})
    lying.save(written, "JPEG", quality=85, exif=exif, xmp=XMP, comment=b"a note by hand")
    return written.getvalue() + b"PK\x03\x04 and a film behind the picture: Tecno"


def scanned_by_phone(pages):
    """A PDF that holds JPEGs as they are, as the scanner of a phone makes it."""
    document, written = pypdfium2.PdfDocument.new(), io.BytesIO()
    for content in pages:
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(content), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
        page = document.new_page(595, 842)
        page.insert_obj(image)
        page.gen_content()
    document.save(written)
    document.close()
    return written.getvalue()


def files_on_disk():
    """Every private file of this test, by name, but for the spreadsheet of its form."""
    folder = Path(picture_storage().location)
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".xlsx"}


@pytest.fixture(autouse=True)
def _disk(tmp_path, monkeypatch):
    """The fields of files keep the storage they were declared with: it writes into a folder of the test."""
    for storage in (picture_storage(), StoredFile._meta.get_field("content").storage):
        monkeypatch.setitem(storage.__dict__, "location", str(tmp_path / "disk"))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something, and what waits until it is certain."""

    def do(act, *args, **said):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **said)

    return do


def months_later():
    """The day of each sheet that was seen to has come, and what was brought is old."""
    PaperSheet.objects.exclude(erase_on=None).update(erase_on=timezone.localdate() - dt.timedelta(days=1))
    Bringing.objects.update(brought_at=timezone.now() - dt.timedelta(days=91))


@pytest.mark.parametrize("kind", ["photos", "scan"])
def test_no_picture_that_is_kept_says_where_or_with_what_it_was_taken(committed, kind):
    sheet = printed_batch().sheets.get()
    pages = [taken_by_phone(page) for page in ticked_pages(sheet, TICKS)]
    pages.append(taken_by_phone(Image.effect_noise((900, 1200), 60).convert("RGB"), turned=1))
    assert all(trace in pages[0] for trace in TRACES), "it was sent with all of it"
    if kind == "scan":
        scan = scanned_by_phone(pages)
        assert b"Tecno" in scan
        files = [SimpleUploadedFile("scan.pdf", scan, "application/pdf")]
    else:
        files = [SimpleUploadedFile(f"{n}.jpg", page, "image/jpeg") for n, page in enumerate(pages)]
    committed(brought, *files)
    kept = files_on_disk()
    assert len(kept) == 3, "the straight page of each, the picture that is no sheet, and nothing as it came"
    for content in kept.values():
        assert not [trace for trace in TRACES if trace in content]
        with Image.open(io.BytesIO(content)) as picture:
            assert (dict(picture.getexif()), picture.width < picture.height) == ({}, True), "upright"
    assert not StoredFile.objects.exclude(name__endswith=".xlsx").exists()
    sheet.refresh_from_db()
    assert (sheet.state, sheet.readings["market/products"]["values"]) == ("read", ["honey", "rugs"])
    assert {page.brought.name for page in SheetPage.objects.all()} == {file.name for file in files}, "its name stays"


def test_what_cannot_be_opened_is_not_kept(committed):
    sent = committed(
        brought,
        SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing"),
        SimpleUploadedFile("b.jpg", b"\xff\xd8\xff\xe0 Tecno"),
    )
    assert [page.get_problem_display()[:12] for page in queries.pages_of_bringing(sent)] == [
        "Ce PDF ne s’",
        "Ce n’est pas",
    ]
    assert files_on_disk() == {}


def confirmed_sheet():
    sheet = sheet_back(TICKS)
    said = {one.field["key"]: " ".join(one.reading["values"]) for one in queries.fields_of_sheet(sheet)}
    return actions.confirm_sheet(actor=somebody("karim"), sheet=sheet, answers=said | {"market/members": "12"})


def test_pictures_go_ninety_days_after_the_answers_are_confirmed_and_the_answers_stay(as_user, committed, settings):
    sheet = committed(confirmed_sheet)
    assert sheet.erase_on == timezone.localdate() + dt.timedelta(days=90)
    erase_old_pictures(timestamp=0)
    assert len(files_on_disk()) == 2, "not before"
    karim, address = as_user(somebody("karim")), f"/fr/paper/sheets/{sheet.pk}/"
    assert "Images gardées jusqu’au" in karim.get(address).content.decode()
    page = sheet.pages.first()
    months_later()
    committed(erase_old_pictures, timestamp=0)
    assert files_on_disk() == {}
    sheet.refresh_from_db()
    assert sheet.submission.answers["mood"] == "good"
    assert Entry.objects.get(verb="sheet.pictures_erased").subject == sheet
    shown = karim.get(address).content.decode()
    assert "ont été effacées le" in shown
    assert "Les réponses sont gardées." in shown
    assert f"/pages/{page.pk}/" not in shown
    for gone in (f"/fr/paper/pages/{page.pk}/", f"/fr/paper/pages/{page.pk}/0/0/"):
        assert karim.get(gone).status_code == 404
    assert karim.get(f"{address}confirm/").status_code == 302
    committed(erase_old_pictures, timestamp=0)
    assert Entry.objects.filter(verb="sheet.pictures_erased").count() == 1, "safe to run twice"


def test_the_files_stay_when_the_erasing_is_undone(committed, monkeypatch):
    sheet = committed(confirmed_sheet)
    months_later()

    def broken(*_things):
        raise RuntimeError

    monkeypatch.setattr(actions, "store", broken)
    with pytest.raises(RuntimeError):
        committed(actions.erase_pictures, actor=User.objects.robot(), sheet=sheet)
    assert len(files_on_disk()) == 2
    assert sheet.pages.exclude(picture="").count() == 2


def test_of_a_sheet_set_aside_neither_pictures_nor_what_was_read_are_kept(as_user, committed):
    sheet, karim = committed(sheet_back, TICKS), somebody("karim")
    actions.set_sheet_aside(actor=karim, sheet=sheet, reason="Sans accord")
    months_later()
    committed(erase_old_pictures, timestamp=0)
    sheet.refresh_from_db()
    assert (files_on_disk(), sheet.readings, sheet.reason) == ({}, {}, "Sans accord")
    assert not any(page.readings for page in sheet.pages.all())
    shown = as_user(karim).get(f"/fr/paper/sheets/{sheet.pk}/").content.decode()
    assert "Ce qui y avait été lu aussi." in shown
    assert "take-up" not in shown
    with pytest.raises(Refused, match="effacées"):
        actions.take_sheet_up(actor=karim, sheet=sheet)
    late = committed(brought, flat(ticked_pages(sheet, TICKS)[0]))
    assert [page.problem for page in queries.pages_of_bringing(late)] == ["late"]
    assert files_on_disk() == {}, "what comes too late is not kept again"


def test_a_sheet_that_waits_keeps_its_pictures_and_one_taken_up_again_too(committed):
    sheet, karim = committed(sheet_back, TICKS), somebody("karim")
    actions.set_sheet_aside(actor=karim, sheet=sheet, reason="Vide")
    assert actions.take_sheet_up(actor=karim, sheet=sheet).erase_on is None
    months_later()
    committed(erase_old_pictures, timestamp=0)
    assert len(files_on_disk()) == 2


def test_who_coordinates_keeps_pictures_longer_with_a_reason(committed, as_user):
    sheet, amina = committed(confirmed_sheet), somebody("amina")
    PaperSheet.objects.update(erase_on=timezone.localdate())
    with pytest.raises(NotAllowed):
        actions.keep_pictures(actor=somebody("karim"), sheet=sheet, reason="Audit")
    with pytest.raises(Refused, match="quelques mots"):
        actions.keep_pictures(actor=amina, sheet=sheet, reason=" ")
    client, address = as_user(amina), f"/fr/paper/sheets/{sheet.pk}/"
    assert "90 jours" in client.get(address).content.decode()
    client.post(f"{address}keep/", {"reason": "<b>Audit</b> de mars"})
    committed(erase_old_pictures, timestamp=0)
    assert len(files_on_disk()) == 2
    assert "&lt;b&gt;Audit" in client.get(address).content.decode()
    months_later()
    committed(erase_old_pictures, timestamp=0)
    with pytest.raises(Refused, match="effacées"):
        actions.keep_pictures(actor=amina, sheet=sheet, reason="Audit")
    waiting = sheet_back(TICKS, batch=printed_batch(form=sheet.batch.version.form))
    with pytest.raises(Refused, match="attend"):
        actions.keep_pictures(actor=amina, sheet=waiting, reason="Audit")


def test_pictures_of_no_sheet_go_too_and_files_nobody_could_read(as_user, committed):
    sent = committed(brought, flat(Image.new("RGB", (900, 1200))))
    stuck = committed(actions.bring_sheets, actor=somebody("karim"), files=[flat(Image.new("RGB", (9, 9)))])
    assert len(files_on_disk()) == 2
    committed(erase_old_pictures, timestamp=0)
    karim, untaken = as_user(somebody("karim")), sent.files.get().pages.get()
    assert karim.get(f"/fr/paper/pages/{untaken.pk}/").status_code == 200
    assert Entry.objects.filter(verb="page.opened", actor=somebody("karim")).exists()
    assert as_user(somebody("amina")).get(f"/fr/paper/pages/{untaken.pk}/").status_code == 404, "who sent it sees it"
    months_later()
    committed(erase_old_pictures, timestamp=0)
    assert files_on_disk() == {}
    karim = as_user(somebody("karim"))
    assert "ont été effacées le" in karim.get(f"/fr/paper/brought/{sent.pk}/").content.decode()
    run_reactions()
    stuck.refresh_from_db()
    assert stuck.is_read
    assert Entry.objects.filter(verb="bringing.pictures_erased").count() == 2


def test_a_picture_that_an_erasing_cut_short_left_on_the_disk_goes_the_next_night(committed):
    sheet, storage = committed(sheet_back, TICKS), picture_storage()
    left, new = (storage.save(f"paper/2026/11/{name}.jpg", ContentFile(b"left")) for name in ("left", "new"))
    kept = sheet.pages.first().picture.name
    for name in (left, kept):
        os.utime(storage.path(name), (0, 0))
    committed(erase_old_pictures, timestamp=0)
    assert [storage.exists(name) for name in (left, new, kept)] == [False, True, True], "one being written is let be"


def test_only_the_worker_erases_and_not_before_the_day(committed):
    sheet = confirmed_sheet()
    for act in (
        lambda who: actions.erase_pictures(actor=who, sheet=sheet),
        lambda who: actions.erase_untaken(actor=who, bringing=Bringing.objects.first()),
    ):
        with pytest.raises(NotAllowed):
            act(somebody("pilar"))
        with pytest.raises(Refused):
            act(User.objects.robot())
