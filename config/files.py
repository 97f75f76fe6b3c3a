"""Where private files lie, and what becomes of those that an action wrote before it was refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


class PrivateFiles(FileSystemStorage):
    """A folder of this machine that no web server shows; read from the settings at each use, so that a test has its own."""

    @property
    def base_location(self) -> str:
        return str(settings.STORAGES["private"]["OPTIONS"]["location"])

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())

    def _save(self, name: str, content: Any) -> str:
        kept = str(super()._save(name, content))
        if (names := _written.get()) is not None:
            names.append(kept)
        return kept

    @contextmanager
    def undone_together(self) -> Iterator[None]:
        """What is written within leaves the disk when it raises: the rows that would name these files are undone too."""
        around, names = _written.get(), list[str]()
        token = _written.set(names)
        try:
            yield
        except BaseException:
            while names:
                self.delete(names.pop())
            raise
        finally:
            _written.reset(token)
            if around is not None:
                around.extend(names)
