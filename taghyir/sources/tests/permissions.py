from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.testing import Line
from taghyir.people.tests.factories import somebody
from taghyir.sources.actions import import_organisations
from taghyir.tables.models import ImportRun

BRINGS = {"amina": 200, "pilar": 200}


def permissions():
    """Amina brought a file; the programme and the auditor read what became of it, she alone writes it."""
    run = import_organisations(actor=somebody("amina"), file=SimpleUploadedFile("liste.csv", b"nom;pays\nRif;MA\n"))
    asking = import_organisations(
        actor=somebody("amina"), file=SimpleUploadedFile("registre.csv", b"groupe;pays\nRif;MA\n"), source="Registre"
    )
    ImportRun.objects.filter(pk=asking.pk).update(state="asking", columns=[["groupe", ""]], examples=[["Rif"]])
    return [
        Line("sources:import_organisations", BRINGS, 403),
        Line("sources:import_run", BRINGS | {"ines": 200}, args=(run.pk,)),
        Line("sources:sources", BRINGS | {"ines": 200}, 403),
        Line("sources:map_columns", {"amina": 200, "pilar": 403, "ines": 403}, args=(asking.pk,)),
        Line("sources:apply_import", {"amina": 302, "pilar": 403, "ines": 403}, args=(run.pk,), method="post"),
        Line("sources:rejected_rows", BRINGS | {"ines": 200}, args=(run.pk,), query="format=csv"),
    ]
