"""All of a file as one archive: its pages and its documents, sent while it is made, however large they are together."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone

from taghyir.dossiers.queries import Kept

AT_ONCE = 256 * 1024  # bytes of a document that are held


class _Sent(io.RawIOBase):
    """Where the archive is written: what came is handed over and forgotten."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.held += content
        return len(content)

    def taken(self) -> bytes:
        content, self.held = bytes(self.held), bytearray()
        return content


def archive_of(root: str, pages: dict[str, bytes], files: list[Kept]) -> Iterator[bytes]:
    """The archive piece by piece, all of it in the folder `root`; `SHA256SUMS` lets anybody check what they took.

    A file whose content is lost on the disk is left out: its line among the sums says that it should be there.
    """
    sent, sums = _Sent(), [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in pages.items()]
    with ZipFile(sent, "w", ZIP_DEFLATED, compresslevel=1) as archive:  # type: ignore[type-var]
        for name, content in pages.items():
            archive.writestr(_entry(root, name), content)
            yield sent.taken()
        for one in files:
            sums.append(f"{one.stored.sha256}  {one.path}")
            yield from _copied(archive, sent, root, one)
        archive.writestr(_entry(root, "SHA256SUMS"), "\n".join(sums) + "\n")
    yield sent.taken()


def _copied(archive: ZipFile, sent: _Sent, root: str, one: Kept) -> Iterator[bytes]:
    try:
        content = one.stored.content.open("rb")
    except FileNotFoundError:
        return
    with content, archive.open(_entry(root, one.path), "w") as entry:
        while piece := content.read(AT_ONCE):
            entry.write(piece)
            yield sent.taken()


def _entry(root: str, name: str) -> ZipInfo:
    entry = ZipInfo(f"{root}/{name}", timezone.localtime().timetuple()[:6])
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
    return entry
