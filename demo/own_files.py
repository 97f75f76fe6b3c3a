"""Fatma reads the file of Tifawin: she says what is not right, is answered, and signs the plan."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from demo.clock import on_day
from taghyir.accompaniment.models import Case
from taghyir.dossiers.actions import answer_objection, say_not_right, sign_plan
from taghyir.dossiers.queries import digest_of, plan_of
from taghyir.people.models import User

STROKES = [(40, 120), (90, 60), (120, 140), (170, 70), (210, 130), (280, 90), (360, 110), (470, 80)]


def read_own_files(today: dt.date) -> int:
    """One line answered, one that waits, and a signature. Returns how many there are."""
    fatma = User.objects.get(email="fatma@taghyir.example")
    case = Case.objects.open().filter(organisation__name__endswith="Tifawin").order_by("pk").first()
    if case is None or case.services.count() < 2:
        return 0
    last, before = case.services.order_by("-given_on", "-pk")[:2]
    with on_day(today - dt.timedelta(days=6)):
        known = {"actor": fatma, "case": case, "line": "service"}
        said = say_not_right(**known, line_id=before.pk, words="كنا سبع نساء في ذلك اليوم، لا ستا. مريم وصلت متأخرة.")
    with on_day(today - dt.timedelta(days=5)):
        answer = "Vous avez raison, Meriem manquait sur la feuille. Je le note ici, et le compte suivant la comprend."
        answer_objection(actor=case.adviser, objection=said, answer=answer)
    with on_day(today - dt.timedelta(days=1)):
        say_not_right(**known, line_id=last.pk, words="Cette visite a duré une heure, pas plus.")
        if not case.objectives.exists():
            return 2
        drawing = SimpleUploadedFile("signature.png", signature_drawn(), "image/png")
        sign_plan(actor=fatma, case=case, digest=digest_of(plan_of(case)), drawing=drawing)
    return 3


def signature_drawn() -> bytes:
    """An invented hand."""
    picture = Image.new("RGBA", (600, 200), (255, 255, 255, 0))
    ImageDraw.Draw(picture).line(STROKES, fill=(32, 26, 21, 255), width=5, joint="curve")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
