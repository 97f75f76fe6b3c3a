import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def photo(name: str = "porte.jpg") -> SimpleUploadedFile:
    """A photo of a door, 400 pixels by 300."""
    written = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")
