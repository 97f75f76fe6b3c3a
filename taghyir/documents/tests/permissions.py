"""Who gets what at the doors of the documents of a file."""

from taghyir.accompaniment.tests.factories import case_of
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import tifawin
from taghyir.documents.tests.factories import PDF, document_of, pdf
from taghyir.surveys.tests.permissions import Again

STAFF = dict.fromkeys(("amina", "karim", "pilar"), 200)
READERS = STAFF | {"ines": 200, "fatma": 200}
D = "documents:"


def _sent(statuses):
    return {who: 302 if status == 200 else status for who, status in statuses.items()}


def permissions():
    """The team of Nador and Fatma of Tifawin send; Fatma sees what is shown to her; the auditor reads all of it."""
    case = case_of(tifawin())
    shown = document_of(case, is_shared=True)
    inside = document_of(case, title="Note interne", file=pdf("note.pdf", b"%note"))
    team = STAFF | {"ines": 403, "fatma": 403}
    sends = STAFF | {"fatma": 200, "ines": 403}
    readers_inside = STAFF | {"ines": 200}
    new = {"kind": "other", "title": "Reçu", "file": Again("recu.pdf", PDF + b"%new")}
    newer = {"file": Again("statuts.pdf", PDF + b"%newer")}
    changed = {"kind": "statutes", "title": "Statuts", "is_shared": "on"}
    withdrawn = {"reason": "Envoyé par erreur"}
    return [
        Line(f"{D}documents", READERS, 404, (case.pk,)),
        Line(f"{D}documents", READERS, 404, (case.pk,), query="format=csv"),
        Line(f"{D}add_document", sends, 404, (case.pk,)),
        Line(f"{D}add_document", _sent(sends), 404, (case.pk,), "post", new),
        Line(f"{D}document", READERS, 404, (shown.pk,)),
        Line(f"{D}document", readers_inside, 404, (inside.pk,)),
        Line(f"{D}add_version", sends, 404, (shown.pk,)),
        Line(f"{D}add_version", _sent(sends), 404, (shown.pk,), "post", newer),
        Line(f"{D}change_document", team, 404, (shown.pk,)),
        Line(f"{D}change_document", _sent(team), 404, (shown.pk,), "post", changed),
        Line(f"{D}withdraw_document", team, 404, (shown.pk,)),
        Line(f"{D}withdraw_document", _sent(team), 404, (shown.pk,), "post", withdrawn),
        Line(f"{D}document_file", READERS, 404, (shown.latest_id,)),
        Line(f"{D}document_file", readers_inside, 404, (inside.latest_id,)),
        Line(f"{D}document_preview", READERS, 404, (shown.latest_id,)),
    ]
