"""Who gets what at each door of the meetings, for one meeting of Nador."""

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.files import keep_file
from taghyir.core.testing import Line
from taghyir.gatherings.tests.factories import AttendanceFactory, GatheringFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"

READ = {"amina": 200, "karim": 200, "leila": 200, "youssef": 200, "pilar": 200, "ines": 200}
WRITE = {"amina": 200, "karim": 200, "leila": 200, "youssef": 200, "pilar": 200, "ines": 403}
DONE = {**WRITE, **dict.fromkeys(("amina", "karim", "leila", "youssef", "pilar"), 302)}


def permissions() -> list[Line]:
    gathering = GatheringFactory()
    attendance = AttendanceFactory(gathering=gathering)
    upload = SimpleUploadedFile("feuille.pdf", PDF, "application/pdf")
    gathering.sheet = keep_file(upload, by=somebody("karim"), extensions={"pdf"})
    gathering.save()
    one = (gathering.pk,)
    recorders = {name: 200 for name in ("amina", "karim", "hedi", "leila", "youssef", "pilar")}
    facts = {
        "kind": "cafe",
        "title": "Café",
        "held_on": "2026-03-14",
        "territory": TerritoryFactory().pk,
    }
    return [
        Line("gatherings:gatherings", {}, everybody_else=200),
        Line("gatherings:gatherings", {}, everybody_else=200, query="format=xlsx"),
        Line("gatherings:record_gathering", recorders, everybody_else=403),
        Line("gatherings:record_gathering", {**recorders, **_done(recorders, "hedi")}, 403, method="post", body=facts),
        Line("gatherings:gathering", READ, args=one),
        Line("gatherings:gathering", READ, args=one, query="format=xlsx"),
        Line("gatherings:change_gathering", {**WRITE, "youssef": 403}, args=one),
        Line("gatherings:change_gathering", {**DONE, "youssef": 403}, args=one, method="post", body=facts),
        Line("gatherings:record_attendance", WRITE, args=one),
        Line("gatherings:record_newcomer", WRITE, args=one),
        Line("gatherings:record_newcomer", DONE, args=one, method="post", body={"given_name": "Zineb", "sex": "F"}),
        Line("gatherings:count_heads", WRITE, args=one),
        Line("gatherings:count_heads", DONE, args=one, method="post", body={"women_counted": 2, "men_counted": 1}),
        Line("gatherings:attach_sheet", WRITE, args=one),
        Line("gatherings:signed_sheet", READ, args=one),
        Line("gatherings:sign_in_sheet", WRITE, args=one),
        Line("gatherings:remove_attendance", DONE, args=(attendance.pk,), method="post"),
    ]


def _done(names: dict[str, int], *elsewhere: str) -> dict[str, int]:
    """Those who succeed are sent on; whose territory is another one is shown the form again."""
    return {name: 200 if name in elsewhere else 302 for name in names}
