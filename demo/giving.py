"""Documents of files, trainings in the files of who came, grants and equipment with their deeds. All of it is invented."""

import datetime as dt
import io
from decimal import Decimal

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from demo.clock import on_day
from demo.own_files import signature_drawn
from taghyir.accompaniment.models import Case
from taghyir.directory.queries import members_of
from taghyir.documents.actions import add_document, add_version
from taghyir.gatherings.actions import record_attendance
from taghyir.gatherings.models import Gathering
from taghyir.groupwork.actions import record_session
from taghyir.groupwork.queries import enterprises_that_came
from taghyir.handovers.actions import record_handover, sign_deed
from taghyir.handovers.queries import digest_of, words_of_deed
from taghyir.lens.actions import note_care
from taghyir.people.models import User

SOURCE = "Fonds d’amorçage (inventé), ligne 4.2"
GIVEN = (  # kind, what, amount in MAD, in TND, serial, state
    ("grant", "Achat de bocaux et de couvercles", "8500.00", "2450.500", "", ""),
    ("equipment", "Balance de précision 30 kg", "1950.00", "640.250", "BX-2207", "new"),
    ("equipment", "آلة خياطة", "3200.00", "1120.000", "SM-0418", "good"),
)


def give_and_keep(today: dt.date) -> int:
    """One file in three has papers, one in five received something; trainings are in the files of who came."""
    deeds = _trainings(today)
    cases = Case.objects.open().select_related("organisation", "territory", "adviser", "demand").order_by("pk")
    with on_day(today - dt.timedelta(days=9)):
        for n, case in enumerate(cases):
            deeds += _papers(case) if n % 3 == 0 or case.organisation.name.endswith("Tifawin") else 0
            deeds += _note(case) if n % 4 == 0 else 0
            deeds += _hand_over(case, n, today) if n % 5 == 0 or case.organisation.name.endswith("Tifawin") else 0
    return deeds


def _trainings(today: dt.date) -> int:
    """The last training of each territory, where three enterprises came, is in their files."""
    held = Gathering.objects.filter(kind="training", held_on__lt=today).select_related("territory", "organised_by")
    last = {gathering.territory_id: gathering for gathering in held.order_by("held_on", "pk")}
    deeds = 0
    for gathering in last.values():
        actor, day = gathering.organised_by, gathering.held_on + dt.timedelta(days=1)
        with on_day(day):
            _sign_the_sheet(actor, gathering)
            if not any(one.can_be_recorded for one in enterprises_that_came(actor, gathering)):
                continue
            practice = f"Mettre en pratique : {gathering.title}"[:300]
            due_on = gathering.held_on + dt.timedelta(days=30)
            said = {"topic": "accounts", "practice": practice, "due_on": due_on}
            record_session(actor=actor, gathering=gathering, minutes=180, **said)
        deeds += 1
    return deeds


def _sign_the_sheet(actor: User, gathering: Gathering) -> None:
    """Those who speak for the first enterprises of the place, unless they are on the sheet."""
    cases = Case.objects.open().filter(territory=gathering.territory, demand__received_on__lte=gathering.held_on)
    for case in cases.select_related("organisation").order_by("pk")[:3]:
        for member in members_of(case.organisation)[:2]:
            if not gathering.attendances.filter(person=member.person).exists():
                record_attendance(
                    actor=actor, gathering=gathering, person=member.person, organisation=case.organisation
                )


def _papers(case: Case) -> int:
    statutes = add_document(
        actor=case.adviser,
        case=case,
        kind="statutes",
        title="Statuts" if case.pk % 2 else "النظام الأساسي",
        file=invented_paper("statuts.pdf", str(case.organisation), "Statuts, première version"),
        is_shared=True,
    )
    newer = invented_paper("statuts.pdf", str(case.organisation), "Statuts, articles 7 et 12 revus")
    add_version(actor=case.adviser, document=statutes, file=newer, remark="Articles 7 et 12 revus en assemblée")
    note = invented_paper("note-de-visite.pdf", str(case.organisation), "Note de visite")
    add_document(actor=case.adviser, case=case, kind="other", title="Note de visite", file=note)
    return 3


def _hand_over(case: Case, n: int, today: dt.date) -> int:
    kind, what, mad, tnd, serial, state = GIVEN[n % len(GIVEN)]
    amount, currency = (mad, "MAD") if case.territory.country == "MA" else (tnd, "TND")
    given = record_handover(
        actor=case.adviser,
        case=case,
        kind=kind,
        what=what,
        amount=Decimal(amount),
        currency=currency,
        serial=serial,
        state=state,
        source=SOURCE,
        handed_on=max(case.demand.received_on, today - dt.timedelta(days=9)),
    )
    if case.organisation.name.endswith("Tifawin"):
        fatma = User.objects.get(email="fatma@taghyir.example")
        drawing = SimpleUploadedFile("signature.png", signature_drawn(), "image/png")
        sign_deed(actor=fatma, handover=given, digest=digest_of(words_of_deed(given)), drawing=drawing)
    return 1


def _note(case: Case) -> int:
    """What an adviser saw of care and of unpaid work."""
    rate, currency = (Decimal("17.10"), "MAD") if case.territory.country == "MA" else (Decimal("3.200"), "TND")
    said = {"rate": rate, "currency": currency, "rate_source": "Salaire minimum horaire (inventé)"}
    people = {"paid_women": 3, "paid_men": 1, "unpaid_women": 5, "unpaid_men": 0}
    note_care(
        actor=case.adviser,
        case=case,
        childcare_offered=case.pk % 2 == 0,
        unpaid_hours=Decimal("12.5"),
        **people,
        **said,
    )
    return 1


def invented_paper(name: str, organisation: str, words: str) -> SimpleUploadedFile:
    """One invented page that says so."""
    page = '#set page(paper: "a5")\n= #sys.inputs.title\n#sys.inputs.words\n\nDocument inventé pour la démonstration.'
    made = io.BytesIO(typst.compile(page.encode(), sys_inputs={"title": organisation, "words": words}))
    return SimpleUploadedFile(name, made.getvalue(), "application/pdf")
