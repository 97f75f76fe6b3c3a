"""The whole file on A4. No word of a file is ever read as markup."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.design.formats import moment_text
from taghyir.dossiers.queries import Plan, code_of, digest_of, lines_of_plan
from taghyir.dossiers.wording import Section, joined

TEMPLATE = Path(__file__).parent / "typst" / "file.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"


def paper_file(case: Case, sections: list[Any]) -> bytes:
    """A PDF in the language of the moment, with `sections` one after the other."""
    return _compiled(case, _("Your file %(number)s") % {"number": case.number}, sections)


def paper_plan(case: Case, plan: Plan) -> bytes:
    """The plan to be signed with a pen: its lines, places to sign, its code on each sheet and its digest at the end."""
    digest, objectives = digest_of(plan), []
    for one in lines_of_plan(plan):
        if one.is_objective:
            objectives.append(Section(_("Objective: %(words)s") % {"words": one.words}))
        else:
            objectives[-1].lines.append((one.words, joined(*one.about)))
    for one in objectives:
        one.lines = one.lines or [(_("No action leads there yet."), "")]
    facts = [(_("File"), case.number), (_("Territory"), str(case.territory)), (_("Adviser"), str(case.adviser))]
    sign = {
        "title": _("Signatures of the plan"),
        "words": _("We have read this plan, and agree to it."),
        "heads": [_("Name"), _("Function"), _("Day"), _("Signature")],
        "code": _("Code of this plan"),
        "digest": digest,
    }
    return _compiled(case, _("The plan"), [Section("", facts=facts), *objectives], sign, code_of(digest))


def _compiled(
    case: Case, subtitle: str, sections: list[Section], sign: dict[str, Any] | None = None, code: str = ""
) -> bytes:
    words = {
        "lang": str(translation.get_language())[:2],
        "rtl": translation.get_language_bidi(),
        "title": str(case.organisation),
        "subtitle": subtitle,
        "sections": [asdict(section) for section in sections],
        "made": _("Taken on %(moment)s") % {"moment": moment_text(timezone.now())},
        "fictional": _("Demonstration: everything here is invented.") if settings.DEMO else "",
        "foot": f"Taghyir · {case.number}",
        "sign": sign,
        "code": code,
    }
    return bytes(
        typst.compile(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=[str(TYPEFACES)],
            ignore_system_fonts=True,
            sys_inputs={"d": json.dumps(words, ensure_ascii=False)},
            format="pdf",
        )
    )
