import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from taghyir.cards.actions import add_photo, propose_relation
from taghyir.cards.models import Photo, Relation
from taghyir.people.tests.factories import somebody

ZAIO = {1: "N", 2: (34.0, 56.0, 24.0), 3: "W", 4: (2.0, 44.0, 0.0)}  # degrees, minutes, seconds


def photo_file(size=(2400, 1800), kind="JPEG", name="photo.jpg", position=True, turned=1) -> SimpleUploadedFile:
    """A photo as a phone takes it: with the place where it was taken, and perhaps turned."""
    image = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Tecno"
    if position:
        exif.get_ifd(0x8825).update(ZAIO)
    written = io.BytesIO()
    image.save(written, kind, **({"exif": exif} if kind != "PNG" else {}))
    return SimpleUploadedFile(name, written.getvalue())


def photo_of(organisation, **changed) -> Photo:
    said = {"actor": somebody("karim"), "file": photo_file((640, 480)), "agreed": True, "seen_fr": "Des amandes"}
    return add_photo(organisation=organisation, **said | changed)


def tie(organisation, other, kind="supplies", by="karim") -> Relation:
    return propose_relation(actor=somebody(by), organisation=organisation, kind=kind, other=other)
