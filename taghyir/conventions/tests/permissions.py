"""Who gets what at the doors of the conventions."""

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.conventions.actions import keep_signed_paper
from taghyir.conventions.models import ConventionSignature
from taghyir.conventions.tests.factories import FIRST_DAY, drafted, own_case, picture, sign, to_sign
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.surveys.tests.permissions import Again

STAFF = ("amina", "karim", "pilar")
READS = dict.fromkeys((*STAFF, "fatma", "ines"), 200)
ROOM = "conventions:"


def permissions():
    """Conventions of Nador: its field works, Fatma of Tifawin reads and signs, the auditor reads. Others find nothing."""
    case = own_case()
    mine = to_sign(case)
    sign("fatma", mine, "enterprise")
    return [*_lists(), *_texts(), *_of_case(case), *_of_convention(mine), *_of_draft(), _of_paper()]


def _lists():
    reads = dict.fromkeys((*STAFF, "hedi", "ines"), 200)
    return [Line(f"{ROOM}conventions", reads, 403, query=query) for query in ("", "format=csv")] + [
        Line(f"{ROOM}convention_texts", reads, 403)
    ]


def _texts():
    own, all_of_it = {"amina": 200, "pilar": 200}, {"pilar": 200}
    kept = {"text": "Entre {organisation} et {adviser}"}
    return [
        Line(f"{ROOM}write_convention_text", own, 403, ("nador", "fr")),
        Line(f"{ROOM}write_convention_text", dict.fromkeys(own, 302), 403, ("nador", "fr"), "post", kept),
        Line(f"{ROOM}write_convention_text", all_of_it, 403, ("programme", "ar")),
    ]


def _of_case(case):
    works = dict.fromkeys(STAFF, 200) | {"fatma": 403, "ines": 403}
    return [Line(f"{ROOM}draft_convention", works, 404, (case.pk,))]


def _of_convention(mine):
    drawing = Again("signature.png", picture(), "image/png")
    pen = {"digest": mine.digest, "drawing": drawing}
    works = dict.fromkeys(STAFF, 200) | {"fatma": 403, "ines": 403}
    does = dict.fromkeys(STAFF, 302) | {"fatma": 403, "ines": 403}
    paper = {"paper": Again("signe.png", picture(), "image/png")}
    finger = ConventionSignature.objects.get(convention=mine)
    return [
        Line(f"{ROOM}convention", READS, 404, (mine.pk,)),
        Line(f"{ROOM}convention_paper", READS, 404, (mine.pk,)),
        Line(f"{ROOM}finger", READS, 404, (finger.pk,)),
        Line(f"{ROOM}sign_convention", READS | {"ines": 403}, 404, (mine.pk, "enterprise")),
        Line(f"{ROOM}sign_convention", works, 404, (mine.pk, "mechanism")),
        Line(f"{ROOM}sign_convention", does, 404, (mine.pk, "mechanism"), "post", pen),
        Line(f"{ROOM}keep_signed_paper", does, 404, (mine.pk,), "post", paper),
        Line(f"{ROOM}end_convention", does, 404, (mine.pk,), "post", {"end_reason": "Ils partent"}),
    ]


def _of_draft():
    draft = drafted(CaseFactory(organisation=OrganisationFactory(name="Autre", name_ar="")))
    works = dict.fromkeys(STAFF, 200) | {"ines": 403}
    does = dict.fromkeys(STAFF, 302) | {"ines": 403}
    known = {"language": "ar", "starts_on": FIRST_DAY.isoformat(), "months": 12}
    return [
        Line(f"{ROOM}change_draft", works, 404, (draft.pk,)),
        Line(f"{ROOM}change_draft", does, 404, (draft.pk,), "post", {"text": "Autre chose"}),
        Line(f"{ROOM}draft_convention", does, 404, (draft.case_id,), "post", known),
        Line(f"{ROOM}lock_convention", does, 404, (draft.pk,), "post"),
    ]


def _of_paper():
    on_paper = to_sign(CaseFactory(organisation=OrganisationFactory(name="Sur papier", name_ar="")))
    scan = Again("signe.png", picture(), "image/png")
    keep_signed_paper(actor=somebody("karim"), convention=on_paper, paper=scan)
    return Line(f"{ROOM}signed_paper", dict.fromkeys((*STAFF, "ines"), 200), 404, (on_paper.pk,))
