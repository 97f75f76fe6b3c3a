"""A register of 20,000 organisations brought in: read, judged, written, and brought in once more. Nothing of it is kept."""

import csv
import io
import random

from django.core.files.base import ContentFile
from django.db import transaction

from bench.measure import Case, cpu
from taghyir.people.models import User
from taghyir.places.models import Place
from taghyir.sources.actions import apply_import, import_organisations
from taghyir.tables.models import ImportRun
from taghyir.tables.runs import apply_import as write_rows
from taghyir.tables.runs import preview_import

ROWS = 20_000
WANTED = 60  # seconds from the file to the last row


def cases() -> list[Case]:
    """No case is repeated here: 20,000 rows are brought in once, and the seconds of each step are printed."""
    robot = User.objects.robot()
    content = _register(random.Random(20261127))
    with transaction.atomic():
        steps = [_brought(robot, content, expected="add"), _brought(robot, content, expected="skip")]
        transaction.set_rollback(True)
    for name, (judged, written) in zip(("for the first time", "once more"), steps, strict=True):
        over = "  over" if judged + written > WANTED else ""
        print(f"{ROWS} rows {name}: judged {judged:.1f} s, written {written:.1f} s, wanted {WANTED} s{over}")
    return []


def _brought(robot: User, content: bytes, *, expected: str) -> tuple[float, float]:
    """CPU seconds of the preview and of the writing."""
    run = import_organisations(actor=robot, file=ContentFile(content, name="registre.csv"), source="Registre inventé")
    began = cpu()
    preview_import(run.pk)
    read = cpu()
    run.refresh_from_db()
    assert run.counts[expected] == ROWS, run.counts
    if expected == "add":
        apply_import(actor=robot, run=run)
        write_rows(run.pk)
        assert ImportRun.objects.get(pk=run.pk).state == ImportRun.State.APPLIED
    return (read - began) / 1000, (cpu() - read) / 1000


def _register(chance: random.Random) -> bytes:
    """A register as a ministry sends it: names in both scripts, place, position, phone, number, members."""
    places = list(Place.objects.filter(level="commune").select_related("parent"))
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(
        ["ref", "nom", "nom ar", "catégorie", "pays", "commune", "activité", "téléphone", "e-mail", "adresse"]
        + ["lat", "lon", "femmes membres", "hommes membres", "date de création"]
    )
    for number in range(ROWS):
        place = chance.choice(places)
        rows.writerow(
            [
                f"R-{number:05}",
                f"Coopérative inventée {number}",
                f"تعاونية {number}",
                "cooperative",
                "MA",
                place.name_fr,
            ]
            + [
                "Huile d’olive et amandes",
                f"0536{number:06}",
                f"contact{number}@exemple.org",
                f"{number % 90}, rue du Souk",
            ]
            + [f"{place.latitude + chance.gauss(0, 0.01):.5f}", f"{place.longitude + chance.gauss(0, 0.01):.5f}"]
            + [
                chance.randrange(40),
                chance.randrange(40),
                f"{chance.randrange(1, 28):02}/0{chance.randrange(1, 9)}/2019",
            ]
        )
    return text.getvalue().encode()
