from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.testing import Line
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.sources.actions import import_organisations
from taghyir.sources.models import Said
from taghyir.tables.models import ImportRun

BRINGS = {"amina": 200, "pilar": 200}


def permissions():
    """Amina brought a file; the programme and the auditor read what became of it, she alone writes it."""
    run = import_organisations(actor=somebody("amina"), file=SimpleUploadedFile("liste.csv", b"nom;pays\nRif;MA\n"))
    asking = import_organisations(
        actor=somebody("amina"), file=SimpleUploadedFile("registre.csv", b"groupe;pays\nRif;MA\n"), source="Registre"
    )
    ImportRun.objects.filter(pk=asking.pk).update(state="asking", columns=[["groupe", ""]], examples=[["Rif"]])
    card = OrganisationFactory(name="Rif", is_public=False)
    said = Said.objects.create(organisation=card, source="Registre", facts={"phone": "+212600000000"})
    Said.objects.filter(pk=said.pk).update(differs={"phone": "+212600000000", "activity_fr": "Miel"})
    keeps = {"amina": 302, "karim": 302, "pilar": 302, "ines": 403}
    book = import_organisations(actor=somebody("amina"), file=SimpleUploadedFile("deux.csv", b"nom;pays\nRif;MA\n"))
    sheets = {"sheet": "A", "sheets": [["A", []], ["B", []]]}
    ImportRun.objects.filter(pk=book.pk).update(state="previewed", options=book.options | sheets)
    return [
        Line("sources:choose_sheet", {"amina": 200, "pilar": 403, "ines": 403}, args=(book.pk,)),
        Line("sources:take_from_source", keeps, args=(said.pk, "phone"), method="post"),
        Line("sources:keep_ours", keeps, args=(said.pk, "activity_fr"), method="post"),
        Line("sources:origins", {"amina": 200, "karim": 200, "pilar": 200, "ines": 200, "hedi": 404}, 403, (card.pk,)),
        Line("sources:import_organisations", BRINGS, 403),
        Line("sources:import_run", BRINGS | {"ines": 200}, args=(run.pk,)),
        Line("sources:import_runs", BRINGS | {"ines": 200}, 403),
        Line("sources:sources", BRINGS | {"ines": 200}, 403),
        Line("sources:map_columns", {"amina": 200, "pilar": 403, "ines": 403}, args=(asking.pk,)),
        Line("sources:apply_import", {"amina": 302, "pilar": 403, "ines": 403}, args=(run.pk,), method="post"),
        Line("sources:rejected_rows", BRINGS | {"ines": 200}, args=(run.pk,), query="format=csv"),
    ]
