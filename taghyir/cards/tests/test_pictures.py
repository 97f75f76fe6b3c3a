"""What a photo costs while it is made: memory is measured in a process of its own."""

import io
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from taghyir.cards.pictures import picture_of
from taghyir.core.actions import Refused

MEASURED = """
import sys, django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from taghyir.cards.pictures import picture_of
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) // 1024
before = peak()
made = picture_of(SimpleUploadedFile("photo", open(sys.argv[1], "rb").read()))
print(made.width, peak() - before)
"""


def drawn(size, mode="RGB", kind="JPEG", **how) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(written, kind, **how)
    return written.getvalue()


@pytest.mark.parametrize(
    "size, mode, kind, how",
    [
        ((6_390, 6_390), "RGB", "JPEG", {}),
        ((16_000, 3_100), "RGB", "JPEG", {}),
        ((6_390, 6_390), "CMYK", "JPEG", {}),
        ((4_000, 3_000), "RGB", "JPEG", {"progressive": True, "subsampling": 0}),
        ((3_199, 3_199), "RGBA", "PNG", {}),
        ((4_000, 3_000), "LA", "PNG", {}),
        ((2_500, 2_000), "RGBA", "WEBP", {"lossless": True}),
    ],
)
def test_the_largest_photo_of_each_kind_is_made_within_some_hundred_megabytes(tmp_path, size, mode, kind, how):
    path = tmp_path / "photo"
    path.write_bytes(drawn(size, mode, kind, **how))
    said = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    width, megabytes = map(int, said.stdout.split())
    assert width == 1600
    assert megabytes < 120


def _colour_after_colour(whole: bytes) -> bytes:
    """The same JPEG, whose first pass says that it holds one colour."""
    at = whole.index(b"\xff\xda")
    return whole[: at + 4] + b"\x01" + whole[at + 5 :]


@pytest.mark.parametrize(
    "content, most",
    [
        (drawn((7_000, 7_000), "L", "PNG"), 12),
        (drawn((4_000, 3_100), "L", progressive=True), 12),
        (_colour_after_colour(drawn((4_000, 3_100))), 12),
        (drawn((2_600, 2_000), kind="WEBP"), 5),
        (drawn((8_000, 6_300), "L"), 50),
    ],
)
def test_more_pixels_than_can_be_held_are_refused_before_one_is_read(content, most, monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("a pixel was read"))
    with pytest.raises(Refused) as refusal:
        picture_of(SimpleUploadedFile("photo", content))
    assert (refusal.value.code, refusal.value.field) == ("pixels", "file")
    assert str(most) in str(refusal.value)


@pytest.mark.parametrize("mode, seen", [("RGBA", 255), ("LA", 255), ("P", 255), ("I;16", 117)])
def test_what_is_see_through_stands_on_white_and_sixteen_bits_stay_grey(mode, seen):
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image = Image.new(mode, (300, 300), 30_000) if mode == "I;16" else clear.convert(mode)
    written = io.BytesIO()
    image.save(written, "PNG", **({"transparency": image.getpixel((0, 0))} if mode == "P" else {}))
    made = picture_of(SimpleUploadedFile("logo.png", written.getvalue()))
    assert abs(Image.open(io.BytesIO(made.large)).convert("L").getpixel((150, 150)) - seen) < 3


def test_a_wide_photo_keeps_its_shape_and_a_turned_one_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = picture_of(SimpleUploadedFile("wide.jpg", drawn((4_000, 1_000), exif=exif)))
    assert (made.width, made.height) == (400, 1600)
