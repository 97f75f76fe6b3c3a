"""Who gets what at the doors of hand-overs."""

from taghyir.accompaniment.tests.factories import case_of, day
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import tifawin
from taghyir.documents.tests.factories import PDF
from taghyir.handovers.queries import digest_of, words_of_deed
from taghyir.handovers.tests.factories import PIXEL, grant, scales, signed
from taghyir.surveys.tests.permissions import Again

TEAM = ("amina", "karim", "pilar")
READERS = dict.fromkeys((*TEAM, "fatma", "ines"), 200)
H = "handovers:"


def permissions():
    """The team of Nador records and attaches, Fatma of Tifawin signs, the auditor reads; nobody else knows of it."""
    case = case_of(tifawin())
    given, held = grant(case), scales(case)
    signature = signed(held)
    gets = dict.fromkeys(TEAM, 200) | {"fatma": 403, "ines": 403}
    sent = dict.fromkeys(TEAM, 302) | {"fatma": 403, "ines": 403}
    signs = dict.fromkeys((*TEAM, "ines"), 403)
    sheet = {"kind": "grant", "what": "Étiquettes", "amount": "300", "currency": "MAD", "source": "AECID"}
    sheet["handed_on"] = day(1).isoformat()
    pen = {"digest": digest_of(words_of_deed(given)), "drawing": Again("signature.png", PIXEL, "image/png")}
    return [
        Line(f"{H}handovers", {}, 200),
        Line(f"{H}handovers", {}, 200, query="format=csv"),
        Line(f"{H}record_handover", gets, 404, (case.pk,)),
        Line(f"{H}record_handover", sent, 404, (case.pk,), "post", sheet),
        Line(f"{H}handover", READERS, 404, (given.pk,)),
        Line(f"{H}change_handover", gets, 404, (given.pk,)),
        Line(f"{H}change_handover", sent, 404, (given.pk,), "post", sheet),
        Line(f"{H}sign_deed", signs | {"fatma": 200}, 404, (given.pk,)),
        Line(f"{H}sign_deed", signs | {"fatma": 302}, 404, (given.pk,), "post", pen),
        Line(f"{H}attach_deed", gets, 404, (given.pk,)),
        Line(f"{H}attach_deed", sent, 404, (given.pk,), "post", {"file": Again("acte.pdf", PDF)}),
        Line(f"{H}deed", READERS, 404, (given.pk,)),
        Line(f"{H}deed_signature", READERS, 404, (signature.pk,)),
    ]
