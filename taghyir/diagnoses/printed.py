"""The result on two sheets of A4: the drawing and its table; what to act on, in whose words, and the signatures."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taghyir.design.formats import date_text, number_text
from taghyir.diagnoses.models import SIDES, Diagnosis, Signature
from taghyir.diagnoses.radar import MOST, radar_of, svg_of
from taghyir.diagnoses.result import Line, Result

TEMPLATE = Path(__file__).parent / "typst" / "result.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"
MOST_ACTED, MOST_WORDS, MOST_NAMES, ROWS_TO_SIGN = 5, 420, 24, 3  # what two sheets hold in every language


def paper_result(result: Result) -> bytes:
    """A PDF of two pages in the language of the moment."""
    content = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACES)],
        ignore_system_fonts=True,
        sys_inputs={"d": json.dumps(_words(result), ensure_ascii=False)},
        format="pdf",
    )
    return bytes(content)


def _words(result: Result) -> dict[str, Any]:
    diagnosis = result.diagnosis
    radar = radar_of(result)
    return {
        "lang": str(translation.get_language())[:2],
        "rtl": translation.get_language_bidi(),
        "title": str(diagnosis.case.organisation),
        "subtitle": f"{diagnosis.get_depth_display()} · {diagnosis.name}",
        "facts": _facts(result),
        "fictional": _("Demonstration: everything here is invented.") if settings.DEMO else "",
        "foot": f"Taghyir · {diagnosis.case.number} · {diagnosis.name}",
        "svg": svg_of(radar),
        "key": [[one.name, date_text(one.day), one.dye, one.dashes] for one in radar.lines],
        "head": _head(result),
        "rows": [_row(line, result) for line in result.lines],
        "notes": _notes(result),
        "sections": _sections(result),
        "signatures": _signatures(diagnosis),
        "sign": _("Signatures"),
        "digest": next((one.digest for one in diagnosis.signatures.all()), ""),
    }


def _facts(result: Result) -> list[list[str]]:
    diagnosis, case = result.diagnosis, result.diagnosis.case
    facts = [
        [_("File"), case.number],
        [_("Territory"), str(case.territory)],
        [_("Adviser"), str(case.adviser)],
        [_("Day of the first sitting"), date_text(diagnosis.held_on)],
        [_("Given back on"), date_text(diagnosis.given_back_on)],
        [_("Next diagnosis"), date_text(diagnosis.next_on)],
    ]
    return [fact for fact in facts if fact[1]]


def _head(result: Result) -> list[str]:
    moments = [before.name for before in result.past[-(MOST - 1) :]]
    median = [_("Median")] if result.median.values else []
    return [
        _("Dimension"),
        *moments,
        result.diagnosis.name,
        *median,
        pgettext("diagnosis", "For them"),
        _("For the adviser"),
    ]


def _row(line: Line, result: Result) -> list[str]:
    before = [_figure(score) for score in line.before[-(MOST - 1) :]]
    now = _figure(line.now.score) if line.now.score is not None else _("not enough")
    median = [_figure(line.median)] if result.median.values else []
    now_words = [line.now.priority_words or "–", line.now.adviser_priority_words or "–"]
    return [f"{line.place}. {line.now.label}", *before, now, *median, *now_words]


def _figure(score: float | None) -> str:
    return "–" if score is None else number_text(round(score))


def _notes(result: Result) -> list[str]:
    notes = [
        _(
            "From 0 to 100: the mean of what was answered. “Not enough”: fewer than six answers in ten."
            " There is no total, and nobody is ranked."
        )
    ]
    if result.median.values:
        said = {"count": result.median.count, "among": result.median.among}
        notes.append(_("Median of %(count)s other enterprises: %(among)s.") % said)
    if result.other_versions:
        names = ", ".join(before.name for before in result.other_versions)
        notes.append(
            _(
                "%(names)s: filled in another version of the instrument; each dimension is compared on what was asked then."
            )
            % {"names": names}
        )
    return notes


def _sections(result: Result) -> list[dict[str, Any]]:
    acted = [(one.label, _about(one)) for one in result.to_act_on[:MOST_ACTED]]
    strong = [(line.now.label, _figure(line.now.score)) for line in result.strongest]
    differing = [
        (line.now.label, _("for them: %(own)s · for the adviser: %(adviser)s") % _both(line))
        for line in result.differing[:3]
    ]
    words = Truncator(result.words).chars(MOST_WORDS)
    present = " · ".join(str(person) for person in list(result.diagnosis.present.all())[:MOST_NAMES])
    sections = [
        {"title": _("What they want to change first"), "lines": [(words, "")] if words else []},
        {"title": _("What to act on"), "lines": acted},
        {"title": _("What stands best"), "lines": strong},
        {"title": _("Where both do not press alike"), "lines": differing},
        {
            "title": _("Members present when it was given back"),
            "lines": [(Truncator(present).chars(MOST_WORDS), "")] if present else [],
        },
    ]
    spoken = "rtl" if _is_right_to_left(words) else "ltr"
    sections[0]["spoken"] = spoken
    return [{"spoken": ""} | section for section in sections if section["lines"]]


def _is_right_to_left(words: str) -> bool:
    """By the first letter that has a direction: what people said is written as they said it, whatever the page is in."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((direction for direction in strong if direction in ("L", "R", "AL")), "L") != "L"


def _about(one: Any) -> str:
    lowest = " · ".join(f"{item.label} ({item.words})" for item in one.weakest)
    return Truncator(f"{_figure(one.score)} · {lowest}").chars(230)


def _both(line: Line) -> dict[str, str]:
    return {"own": line.now.priority_words, "adviser": line.now.adviser_priority_words}


def _signatures(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    """For each side: who signed on the screen, then empty places for the pen."""
    signed = list(diagnosis.signatures.all())
    return [
        {
            "side": str(Signature.Side(side).label),
            "signed": [_signed_in_words(one) for one in signed if one.side == side][:ROWS_TO_SIGN],
        }
        for side in SIDES
    ]


def _signed_in_words(one: Signature) -> str:
    day = date_text(one.signed_at)
    if one.is_on_paper:
        return _("signed on paper, kept on %(day)s") % {"day": day}
    return _("%(name)s, signed on screen on %(day)s") % {"name": one.signer, "day": day}
