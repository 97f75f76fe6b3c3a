"""A file in which every room left something: what is shown to the members, and what is not."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from taghyir.accompaniment.tests.factories import day
from taghyir.conventions.tests import factories as conventions
from taghyir.diagnoses.tests import factories as diagnoses
from taghyir.documents.actions import add_version
from taghyir.documents.tests.factories import PDF, document_of, pdf, photo
from taghyir.dossiers.tests.factories import own_file
from taghyir.duties.actions import record_outcome
from taghyir.duties.tests.factories import annual_assembly, its_calendar, its_duty
from taghyir.handovers.tests import factories as handovers
from taghyir.lens.actions import choose_marker, note_care
from taghyir.milestones.actions import plan_milestones
from taghyir.milestones.tests.factories import held
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

UNPAID = {"unpaid_hours": Decimal(40), "rate": Decimal("17.50"), "currency": "MAD", "rate_source": "SMAG 2026"}
SECRET = "Note interne"


def full_file(*, signed: bool = True):
    """The file of Tifawin with all of it. Without `signed`, a convention, a deed and a result wait for Fatma."""
    case, karim = own_file(), somebody("karim")
    told = diagnoses.given_back(case)
    convention = conventions.to_sign(case)
    given = handovers.grant(case)
    if signed:
        diagnoses.signed(told)
        conventions.sign("fatma", convention, "enterprise")
        conventions.sign("karim", convention, "mechanism")
        handovers.signed(given)
    statutes = document_of(case, is_shared=True, title="النظام الأساسي", file=pdf("نظام أساسي.pdf"))
    add_version(actor=karim, document=statutes, file=pdf(more=b"%2"), remark="Article 12")
    document_of(case, is_shared=True, title="Atelier", kind="photo", file=photo())
    document_of(case, title=SECRET, file=pdf("interne.pdf", b"%secret"))
    plan_milestones(actor=User.objects.robot(), case=case)
    held(case, jobs_women=3, jobs_men=1, turnover=1, satisfaction=4, words="نبيع أكثر")
    note_care(actor=karim, case=case, noted_on=day(1), childcare_offered=True, paid_women=2, **UNPAID)
    choose_marker(actor=karim, case=case, subject="care", chosen=2, reason="Leur projet est une crèche")
    annual_assembly()
    its_calendar()
    proof = SimpleUploadedFile("recu.pdf", PDF, "application/pdf")
    record_outcome(
        actor=somebody("fatma"), duty=its_duty(), kind="done", on=timezone.localdate(), words="Déposé", evidence=proof
    )
    return case
