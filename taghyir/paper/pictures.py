"""What people send, opened without trust: one picture from a photo, one for each page of a scan, or the problem with it."""

import io
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from taghyir.paper.finding import LONGEST
from taghyir.paper.scans import MOST_PAGES

EXTENSIONS = {"jpg", "jpeg", "png", "pdf"}
MEGABYTES = 50
MOST_PIXELS = 60_000_000
SECONDS = 300
Opened = tuple[int, int, "np.ndarray | str"]  # its place in the file, of how many; its pixels for OpenCV, or a problem


def pictures_in(content: bytes) -> Iterator[Opened]:
    """The pictures of a file, one after the other."""
    if content.startswith(b"%PDF"):
        yield from _pages_of_scan(content)
    else:
        yield 1, 1, _photo(content)


def jpeg_of(picture: np.ndarray) -> bytes:
    """Pixels as OpenCV has them, as JPEG."""
    _done, written = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 78])
    return bytes(written)


def cropped(picture: bytes, box: tuple[float, float, float, float]) -> bytes:
    """A part of a picture as JPEG; `box` in pixels: left, top, right, bottom."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(picture), formats=("JPEG",)) as page:
        left, top, right, bottom = box
        page.crop((max(0, left), max(0, top), min(page.width, right), min(page.height, bottom))).save(written, "JPEG")
    return written.getvalue()


def _photo(content: bytes) -> "np.ndarray | str":
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
    except Image.DecompressionBombError:
        return "pixels"
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return "picture"
    if opened.width * opened.height > MOST_PIXELS:
        return "pixels"
    try:
        opened.draft("RGB", (LONGEST, LONGEST))  # a large JPEG is opened smaller
        upright = ImageOps.exif_transpose(opened).convert("RGB")
        upright.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return "cut"
    return cv2.cvtColor(np.asarray(upright), cv2.COLOR_RGB2BGR)


def _pages_of_scan(content: bytes) -> Iterator[Opened]:
    with tempfile.TemporaryDirectory(prefix="taghyir-scan-") as name:
        command = [sys.executable, "-m", "taghyir.paper.scans", name]
        try:
            run = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, cwd=settings.BASE_DIR)
            said = run.stdout.decode()
        except subprocess.TimeoutExpired:
            said = ""
        drawn = sorted(Path(name).glob("*.jpg"))
        count = int(said) if said.isdigit() else len(drawn)
        if count > MOST_PAGES:
            yield 1, 1, "pages"
        elif not count:
            yield 1, 1, "scan"
        for number in range(1, count + 1 if count <= MOST_PAGES else 1):
            path = Path(name) / f"{number:04}.jpg"
            yield number, count, _photo(path.read_bytes()) if path.exists() else "heavy"
        if not said.isdigit() and drawn:  # it was stopped on the way: the rest of the scan could not be opened
            yield count + 1, count + 1, "heavy"
