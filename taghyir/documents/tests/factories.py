"""Files people send: a PDF, a photo that says where it was taken, a text of an office, and what is none of these."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from taghyir.documents.actions import add_document
from taghyir.people.tests.factories import somebody

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def pdf(name="statuts.pdf", more=b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + more, "application/pdf")


def photo(name="atelier.jpg", turned=1) -> SimpleUploadedFile:
    """Forty by twenty pixels, taken at Zaïo by a telephone."""
    exif, written = Image.Exif(), io.BytesIO()
    exif[0x0112], exif[0x010F] = turned, "Tecno"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 56.0, 12.0), 3: "W", 4: (2.0, 44.0, 10.0)})
    Image.new("RGB", (40, 20), "olive").save(written, "JPEG", exif=exif, comment=b"a note by hand")
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")


def zipped(name: str, *parts: str) -> SimpleUploadedFile:
    """A container with these files in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as held:
        for part in parts:
            held.writestr(part, "<x/>")
    return SimpleUploadedFile(name, written.getvalue())


def text_of_office(name="pv.docx", *more: str) -> SimpleUploadedFile:
    return zipped(name, "[Content_Types].xml", "word/document.xml", *more)


def document_of(case, by="karim", **said):
    """Statutes of the file, sent by Karim: `document_of(case, is_shared=True, file=photo())`."""
    known = {"kind": "statutes", "title": "Statuts signés", "file": pdf()}
    return add_document(actor=somebody(by), case=case, **known | said)
