"""Files brought into the directory, in the demonstration: a source whose columns were said, and one that waits for it."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.clock import on_day
from taghyir.directory.actions import change_organisation
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.sources.actions import apply_import, import_organisations, map_columns
from taghyir.sources.models import Source
from taghyir.tables import runs
from taghyir.tables.models import ImportRun

# who brings it, days ago, its source and licence, the file and its lines, what its columns are
BROUGHT = (
    (
        "pilar",
        30,
        "Registre inventé des groupements",
        "CC BY 4.0",
        "groupements.csv",
        "Groupement;Commune;Téléphone du siège;Pays;Gérante\n"
        "Groupement inventé Tassa;Zaio;0536 00 00 11;MA;A.\nGroupement inventé Izri;Zaio;;MA;B.\n",
        ["name", "place", "phone", "country", ""],
    ),
    (
        "pilar",
        5,
        "Registre inventé des groupements",
        "CC BY 4.0",
        "groupements-2.csv",
        "Groupement;Commune;Téléphone du siège;Pays;Activité\n"
        "Groupement inventé Tassa;Zaio;0536 00 00 12;MA;Tapis\nGroupement inventé Izri;Zaio;0536 00 00 13;MA;Miel\n",
        ["name", "place", "phone", "country", "activity_fr"],
    ),
    (
        "amina",
        1,
        "Liste inventée d’une fédération",
        "",
        "federation.csv",
        "Nom;Pays;Filière;Cotisation\nAtelier inventé Nour;MA;tissage;à jour\nAtelier inventé Rif;MA;miel;à jour\n",
        None,
    ),
)


# what its mechanism corrected between the two files of the register: the second differs, and somebody decides
CORRECTED = {"Groupement inventé Tassa": {"phone": "0536 00 00 99", "activity_fr": "Tapis et coussins en laine"}}


def bring_files(today: dt.date) -> int:
    """All of them, once. Returns how many were brought."""
    if Source.objects.exists():
        return 0
    for name, ago, source, licence, file_name, lines, columns in BROUGHT:
        if ago == 5:
            _correct(today - dt.timedelta(days=20))
        actor = User.objects.get(email=f"{name}@taghyir.example")
        with on_day(today - dt.timedelta(days=ago)):
            file = SimpleUploadedFile(file_name, lines.encode())
            run = import_organisations(actor=actor, file=file, source=source, licence=licence)
            runs.preview_import(run.pk)
            if columns:
                map_columns(actor=actor, run=ImportRun.objects.get(pk=run.pk), columns=columns)
                runs.preview_import(run.pk)
                apply_import(actor=actor, run=run)
                runs.apply_import(run.pk)
    return len(BROUGHT)


def _correct(day: dt.date) -> None:
    amina = User.objects.get(email="amina@taghyir.example")
    with on_day(day):
        for name, facts in CORRECTED.items():
            for organisation in Organisation.objects.filter(name=name):
                change_organisation(actor=amina, organisation=organisation, **facts)
