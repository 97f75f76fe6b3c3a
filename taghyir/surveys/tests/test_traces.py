"""What a camera writes besides what it saw is nowhere once a photo or a film has come; what it saw is untouched."""

import io
from contextlib import suppress
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from taghyir.core.actions import Refused
from taghyir.core.files import content_type_of
from taghyir.people.tests.factories import somebody
from taghyir.surveys.actions import receive_submission
from taghyir.surveys.boxes import Broken
from taghyir.surveys.models import Attachment, Submission
from taghyir.surveys.queries import definition_of_version, sheet_of_xml
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.surveys.tests.phone import Phone, filled
from taghyir.surveys.traces import ORIENTATION, Unknown, without_traces

MARK = b"Zq7-Zaio-34.94N"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + MARK + b"</x:xmpmeta>"
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


@cache
def taken(kind: str, turned: int = 6) -> bytes:
    """A picture with a position, words and XMP, as `kind`."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[0x010E] = turned, MARK.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 56.0, 24.0), 29: MARK.decode()})
    options = {"exif": exif.tobytes(), "xmp": XMP} if kind != "GIF" else {"comment": MARK}
    if kind == "PNG":
        del options["xmp"]
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode())
    if kind == "JPEG":
        options |= {"comment": MARK, "progressive": True}
    written = io.BytesIO()
    Image.effect_noise((60, 40), 80).convert("L" if kind == "GIF" else "RGB").save(written, kind, **options)
    return written.getvalue() + (MARK if kind != "AVIF" else b"")


def box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def film(kind=b"mp42") -> bytes:
    """A film as phones write it: its position in `udta`, again in `meta`, in one track, and in XMP."""
    place = box(b"\xa9xyz", b"\0\x12\x15\xc7", MARK)
    track = box(b"trak", box(b"tkhd", bytes(84)), box(b"meta", MARK), box(b"mdia", bytes(8)))
    table = box(b"moov", box(b"mvhd", bytes(100)), track, box(b"udta", place), box(b"meta", MARK))
    return box(b"ftyp", kind, bytes(4), kind) + table + box(b"uuid", bytes(16), MARK) + box(b"mdat", b"seen" * 20)


def bare(content: bytes) -> bytes:
    sent = SimpleUploadedFile("a", content)
    return without_traces(sent, content_type_of(sent)).read()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_keeps_its_pixels_and_how_it_is_turned_and_nothing_else(kind):
    came = taken(kind)
    kept = bare(came)
    assert MARK in came and MARK not in kept and b"xmpmeta" not in kept
    with Image.open(io.BytesIO(came)) as before, Image.open(io.BytesIO(kept)) as after:
        assert before.tobytes() == after.tobytes()
        assert {key: value for key, value in after.getexif().items() if key != ORIENTATION} == {}
        assert kind in ("GIF", "AVIF") or after.getexif()[ORIENTATION] == 6
        assert not after.getexif().get_ifd(0x8825) and "comment" not in after.info


def test_a_film_keeps_its_place_and_says_nothing_of_where_it_was_made():
    came = film()
    kept = bare(came)
    assert came.count(MARK) == 4 and MARK not in kept and b"xyz" not in kept
    assert len(kept) == len(came) and kept.index(b"seen") == came.index(b"seen"), "nothing moved"
    assert kept.count(b"free") == 4 and b"tkhd" in kept and b"mdia" in kept


def test_the_photos_of_the_world_lose_their_position(real):
    for name in ("exif_gps.jpg", "empty_gps_ifd.jpg", "hopper_orientation_6.jpg", "hopper_orientation_8.webp"):
        came = real(f"security/images/{name}").read_bytes()
        with Image.open(io.BytesIO(came)) as before, Image.open(io.BytesIO(bare(came))) as after:
            assert before.tobytes() == after.tobytes() and not after.getexif().get_ifd(0x8825)
            assert before.getexif().get(ORIENTATION) == after.getexif().get(ORIENTATION), name
            assert set(after.getexif()) <= {ORIENTATION}
    cut = real("security/images/truncated_jpeg.jpg").read_bytes()
    assert bare(cut) == cut, "what is left of a cut photo is kept"


@given(st.sampled_from([*KINDS, "FILM"]), st.integers(0, 2_000), st.binary(max_size=12))
def test_a_file_cut_or_changed_anywhere_is_bare_or_broken(kind, at, other):
    whole = film() if kind == "FILM" else taken(kind)
    for content in (whole[:at], whole[:at] + other + whole[at + len(other) :]):
        with suppress(Broken, Unknown):
            bare(content)


@pytest.mark.django_db
def test_a_photo_sent_by_a_phone_leaves_its_position_at_the_door():
    """In parts, twice, whatever the question: what is kept, shown and taken away is the same file."""
    form, phone, came = PublishedFormFactory(), Phone(somebody("karim")), taken("JPEG")
    sheet = filled(form, "<photo>a.jpg</photo>")
    assert [phone.send(sheet).status_code, phone.send(sheet, a_jpg=came).status_code] == [201, 201]
    assert phone.send(sheet, a_jpg=taken("JPEG", 3)).status_code == 201, "the same answers: the same receipt"
    kept = Attachment.objects.get()
    content = kept.content.read()
    assert (kept.size, MARK in content, content[:2]) == (len(content), False, b"\xff\xd8")
    other = phone.send(filled(form, "<photo>b.jpg</photo>"), b_jpg=came)
    assert other.status_code == 409 and Attachment.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xd8\xff\xe0nothing", "broken"), (b"\x89PNG\r\n\x1a\nnothing", "broken"), (b"II*\0" + bytes(40), "kind")],
)
def test_a_picture_nobody_can_read_is_refused_in_a_sentence_and_nothing_is_kept(content, code):
    form = PublishedFormFactory()
    with pytest.raises(Refused) as refused:
        receive_submission(
            actor=somebody("karim"),
            definition=definition_of_version(form.current),
            sheet=sheet_of_xml(filled(form, "<photo>a.jpg</photo>").encode()),
            files=[SimpleUploadedFile("a.jpg", content)],
        )
    assert refused.value.code == code and "a.jpg" in str(refused.value)
    assert not Submission.objects.exists()
