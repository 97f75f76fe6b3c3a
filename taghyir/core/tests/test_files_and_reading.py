import hashlib
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse

from taghyir.core.actions import ACTIONS, Refused, action
from taghyir.core.files import file_response, keep_file
from taghyir.core.http import page
from taghyir.core.journal import note_access
from taghyir.core.models import Entry, StoredFile, private_storage
from taghyir.core.reading import GetMustNotWrite
from taghyir.people.tests.factories import PersonFactory, somebody

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 100
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\0" * 64
EXE = b"MZ\x90\0" + b"\0" * 100


def test_a_file_is_kept_with_its_type_and_hash():
    stored = keep_file(SimpleUploadedFile("statuts.pdf", PDF, "text/html"), by=somebody("karim"), extensions={"pdf"})
    assert (stored.content_type, stored.size) == ("application/pdf", len(PDF))
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    with stored.content.open("rb") as kept:
        assert kept.read() == PDF


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("statuts.pdf.exe", EXE, "kind"),
        ("statuts.exe.pdf", EXE, "kind"),
        ("statuts.pdf", PNG, "kind"),
        ("statuts.pdf", b"<script>alert(1)</script>", "kind"),
        ("statuts.html", b"<html>", "kind"),
        ("statuts", PDF, "kind"),
        ("statuts.pdf", b"", "size"),
        ("statuts.pdf", PDF + b"x" * 2_000_000, "size"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_not_kept(name, content, code):
    with pytest.raises(Refused) as refusal:
        keep_file(SimpleUploadedFile(name, content), by=somebody("karim"), extensions={"pdf"}, megabytes=2)
    assert refusal.value.code == code
    assert not StoredFile.objects.exists()


def test_a_file_leaves_the_disk_with_the_action_that_kept_it():
    karim = somebody("karim")

    @action("paper.tried")
    def try_paper(*, actor, name, then=None):
        kept = keep_file(SimpleUploadedFile(f"{name}.pdf", PDF), by=actor, extensions={"pdf"})
        if name == "whole":
            with suppress(Refused):
                try_paper(actor=actor, name="within", then=Refused("No", code="no"))
            assert names() == {"good.pdf", "whole.pdf"}, "what was caught is undone, what stands around it is not"
            try_paper(actor=actor, name="other")
        if then is not None:
            raise then
        return kept

    def names():
        folder = Path(private_storage().location)
        return {path.name for path in folder.rglob("*") if path.is_file()}

    kept = try_paper(actor=karim, name="good")
    with pytest.raises(OSError):
        try_paper(actor=karim, name="whole", then=OSError())
    assert names() == {"good.pdf"} and StoredFile.objects.get() == kept
    loose = keep_file(SimpleUploadedFile("loose.pdf", PDF), by=karim, extensions={"pdf"})
    assert names() == {"good.pdf", loose.content.name.rpartition("/")[2]}
    ACTIONS.pop("paper.tried")


def test_images_and_tables_of_the_field_are_taken(real):
    for path, kind in {
        "security/images/exif_gps.jpg": "image/jpeg",
        "security/images/hopper_orientation_8.webp": "image/webp",
    }.items():
        upload = SimpleUploadedFile(path.rpartition("/")[2], real(path).read_bytes())
        assert keep_file(upload, by=None, extensions={"jpg", "webp"}).content_type == kind
    for path in ("forms/ona/transportation.xlsx", "forms/pyxform/widgets.xls", "forms/ona/transportation.csv"):
        upload = SimpleUploadedFile(path.rpartition("/")[2], real(path).read_bytes())
        assert keep_file(upload, by=None, extensions={"xlsx", "xls", "csv"}).size


def test_opening_a_file_is_logged_and_never_runs_in_our_pages():
    stored = keep_file(SimpleUploadedFile("رسالة.pdf", PDF), by=None, extensions={"pdf"})
    response = file_response(somebody("ines"), stored)
    assert response["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in response["Content-Security-Policy"]
    assert Entry.objects.get().verb == "file.opened"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_get_cannot_write(rf, method):
    @page("GET", "POST")
    def naughty(request):
        PersonFactory()
        return HttpResponse()

    assert naughty(rf.post("/")).status_code == 200
    assert naughty(rf.delete("/")).status_code == 405
    with pytest.raises(GetMustNotWrite):
        naughty(getattr(rf, method)("/"))


@pytest.mark.parametrize(
    "sql",
    [
        "WITH x AS (DELETE FROM people_person RETURNING 1) SELECT 1",
        " update people_person set sex='F'",
        "TRUNCATE people_person",
    ],
)
def test_a_get_cannot_write_by_raw_sql_either(rf, sql):
    @page("GET")
    def naughty(request):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    with pytest.raises(GetMustNotWrite):
        naughty(rf.get("/"))


def test_the_access_log_is_the_one_thing_a_get_may_write(rf):
    @page("GET")
    def careful(request):
        note_access(somebody_here, "file.opened", person)
        return HttpResponse()

    somebody_here, person = somebody("ines"), PersonFactory()
    assert careful(rf.get("/")).status_code == 200
    assert Entry.objects.get().subject == person
