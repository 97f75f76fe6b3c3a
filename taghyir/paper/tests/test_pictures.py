import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from taghyir.core.actions import Refused
from taghyir.paper import scans
from taghyir.paper.actions import bring_sheets
from taghyir.paper.models import Problem
from taghyir.paper.pictures import cropped, pictures_in
from taghyir.paper.tests.factories import brought
from taghyir.people.tests.factories import somebody


def problems_of(content):
    return [picture if isinstance(picture, str) else "" for _position, _count, picture in pictures_in(content)]


def jpeg(width=900, height=1200):
    written = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(written, "JPEG", quality=90)
    return written.getvalue()


def png(width, height):
    written = io.BytesIO()
    Image.new("L", (width, height), 128).save(written, "PNG")
    return written.getvalue()


def four_gigapixels():
    """A PNG of a few bytes that says to be 65,000 pixels wide and high."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1_000)) + chunk(b"IEND", b"")
    )


def jpeg_that_lies():
    """A small JPEG whose header says 65,500 pixels wide and high: 4 gigapixels."""
    content = jpeg()
    start = content.index(b"\xff\xc0") + 5
    return content[:start] + struct.pack(">HH", 65_500, 65_500) + content[start + 4 :]


def pdf_with_a_script():
    """A page that asks its reader to run JavaScript when it is opened, and carries a program."""
    writer = PdfWriter(io.BytesIO(pdf_of(1)))
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("this.submitForm('http://example.org/');")}
    opening = DictionaryObject({NameObject(name): value for name, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = opening
    writer.add_attachment("run.exe", b"MZ")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def zip_of(name, content):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr(name, content)
    return written.getvalue()


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)


def pdf_of(pages, width=595, height=842):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width, height)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (jpeg(), [""]),
        (jpeg()[:20_000], ["cut"]),
        (four_gigapixels(), ["pixels"]),
        (jpeg_that_lies(), ["pixels"]),
        (jpeg(9_000, 7_000), ["pixels"]),
        (jpeg() + zip_of("a.txt", b"behind a picture"), [""]),
        (zip_of("a.jpg", jpeg()), ["picture"]),
        (HEIC, ["picture"]),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ["picture"]),
        (b"", ["picture"]),
        (b"GIF89a" + bytes(40), ["picture"]),
        (b"\xff\xd8\xff\xe0 no picture", ["picture"]),
        (b"%PDF-1.7 nothing", ["scan"]),
        (pdf_of(101), ["pages"]),
        (pdf_of(1_000), ["pages"]),
        (pdf_with_a_script(), [""]),
        (pdf_of(1, 14_000, 14_000), [""]),  # as large as a hall: drawn small
        (pdf_of(3), ["", "", ""]),
    ],
)
def test_every_bad_file_has_a_sentence(content, expected):
    found = problems_of(content)
    assert found == expected
    assert all(Problem(problem).label for problem in found if problem)


def test_a_locked_scan_and_one_that_takes_too_much_are_said(monkeypatch):
    writer = PdfWriter(io.BytesIO(pdf_of(1)))
    writer.encrypt("secret", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    assert problems_of(written.getvalue()) == ["scan"]
    monkeypatch.setattr("taghyir.paper.pictures.SECONDS", 0.01)
    assert problems_of(pdf_of(2)) == ["scan"]
    assert scans.MOST_PAGES == 100


def test_a_crop_stays_within_the_picture():
    with Image.open(io.BytesIO(cropped(jpeg(), (-50, 100, 5_000, 300)))) as part:
        assert part.size == (900, 200)


@pytest.mark.django_db
def test_what_is_no_picture_is_refused_at_the_door_and_what_is_no_sheet_is_kept():
    karim = somebody("karim")
    for name, content in (
        ("a.png", b"<svg/>"),
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ"),
        ("a.jpg", b""),
        ("a.pdf", jpeg()),
        ("a.jpg", zip_of("a.jpg", jpeg())),
        ("a.pdf", zip_of("a.pdf", pdf_of(1))),
        ("IMG_0001.HEIC", HEIC),
        ("a.jpg", HEIC),
    ):
        with pytest.raises(Refused, match=name):
            bring_sheets(actor=karim, files=[SimpleUploadedFile(name, content)])
    sent = brought(
        SimpleUploadedFile("cat.jpg", jpeg()),
        SimpleUploadedFile("strip.png", png(20_000, 1)),
        SimpleUploadedFile("point.png", png(1, 1)),
        SimpleUploadedFile("cut.jpg", jpeg()[:20_000]),
        SimpleUploadedFile("vast.png", four_gigapixels()),
        SimpleUploadedFile("long.pdf", pdf_of(101)),
        SimpleUploadedFile("two.pdf", pdf_of(2)),
    )
    assert sent.is_read
    found = [page.problem for file in sent.files.order_by("order") for page in file.pages.order_by("position")]
    assert found == ["no_page", "no_page", "no_page", "cut", "pixels", "pages", "no_page", "no_page"]
    shown = [bool(page.picture) for file in sent.files.order_by("order") for page in file.pages.order_by("position")]
    assert shown == [True, True, True, False, False, False, True, True], "what opens is kept to be looked at"
