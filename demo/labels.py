"""Labels of the demonstration, each with a certificate that says it is invented."""

import datetime as dt

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.directory.actions import record_label
from taghyir.directory.models import Label, LabelKind, Organisation
from taghyir.people.models import User

HELD = (  # the end of a name, the label, days since it was given, days until it ends
    ("Tifawin", "MA_BIO", 200, 165),
    ("Gourougou", "MA_IGP", 400, None),
    ("Chouihia", "MA_ONSSA", 300, 40),
    ("Dyr", "TN_BIO", 90, 275),
    ("Sirop de Dattes", "TN_IP", 600, None),
)


def give_labels(today: dt.date) -> int:
    """Record each, once. Returns how many there are."""
    for name, code, since, until in HELD:
        organisation = Organisation.objects.filter(name__endswith=name).order_by("pk").first()
        if organisation is None or organisation.held_labels.exists():
            continue
        record_label(
            actor=User.objects.robot(),
            organisation=organisation,
            kind=LabelKind.objects.get(code=code),
            given_on=today - dt.timedelta(days=since),
            expires_on=today + dt.timedelta(days=until) if until else None,
            number=f"DEMO-{code[-3:]}-{organisation.pk:04}",
            file=SimpleUploadedFile("certificat.pdf", _certificate(organisation, code)),
        )
    return Label.objects.count()


def _certificate(organisation: Organisation, code: str) -> bytes:
    words = f'#set page(paper: "a5")\n#set text(size: 14pt)\n#sys.inputs.name\\ {code}\\ Données inventées pour la démonstration.'
    return bytes(typst.compile(words.encode(), sys_inputs={"name": str(organisation)}, ignore_system_fonts=True))
