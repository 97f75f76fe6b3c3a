"""A convention on A4, with its signatures and the SHA-256 of its text. No word of it is ever read as markup."""

import json
import shutil
import tempfile
from pathlib import Path

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from taghyir.conventions.models import Convention, Side
from taghyir.conventions.queries import blocks_of, sides_missing
from taghyir.design.formats import moment_text, written_for

TEMPLATE = Path(__file__).parent / "typst" / "convention.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"


def paper_convention(convention: Convention) -> bytes:
    """A PDF in the language of the convention; the drawn signatures stand under it."""
    with tempfile.TemporaryDirectory() as folder, translation.override(convention.language):
        shutil.copy(TEMPLATE, folder)
        with written_for(convention.case.territory.country):
            words = _words(convention, Path(folder))
        return bytes(
            typst.compile(
                str(Path(folder) / TEMPLATE.name),
                root=folder,
                font_paths=[str(TYPEFACES)],
                ignore_system_fonts=True,
                sys_inputs={"d": json.dumps(words, ensure_ascii=False)},
                format="pdf",
            )
        )


def _words(convention: Convention, folder: Path) -> dict[str, object]:
    signatures = []
    for one in convention.signatures.select_related("drawing"):
        name = f"{one.pk}.png"
        (folder / name).write_bytes(one.drawing.content.open("rb").read())
        when = moment_text(one.signed_at)
        words = {"side": one.get_side_display(), "name": one.name, "function": one.function, "when": when}
        signatures.append(words | {"drawing": name})
    is_locked = bool(convention.digest)
    return {
        "lang": convention.language,
        "rtl": convention.language == "ar",
        "title": str(convention.case.organisation),
        "blocks": blocks_of(convention.text),
        "signatures": signatures,
        "to_sign": [str(Side(side).label) for side in sides_missing(convention)],
        "draft": "" if is_locked else _("Draft: not to be signed yet."),
        "digest": _("SHA-256 of the text: %(digest)s") % {"digest": convention.digest} if is_locked else "",
        "fictional": _("Demonstration: everything here is invented.") if settings.DEMO else "",
        "foot": f"Taghyir · {convention.case.number}",
    }
