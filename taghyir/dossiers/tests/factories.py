"""A file of Nador with a plan and a service, as Fatma of Tifawin finds it."""

import base64

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.tests.factories import PlannedActionFactory, ServiceFactory, need_of
from taghyir.directory.tests.factories import tifawin
from taghyir.dossiers.actions import say_not_right, sign_plan
from taghyir.dossiers.queries import digest_of, plan_of
from taghyir.people.tests.factories import somebody

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
)


def own_file():
    """The case of Tifawin: one need, one objective with an action for it, one service."""
    organisation = tifawin()
    known = Case.objects.filter(organisation=organisation, closed_on=None).first()
    of_case = {"objective__case": known} if known else {"objective__case__organisation": organisation}
    planned = PlannedActionFactory(**of_case)
    planned.needs.add(need_of(organisation))
    ServiceFactory(case=planned.objective.case)
    return planned.objective.case


def drawn() -> SimpleUploadedFile:
    return SimpleUploadedFile("signature.png", PIXEL, "image/png")


def objection_on(case, words="Ce n’était pas deux heures."):
    """Fatma says so of the last service."""
    service = case.services.latest("pk")
    return say_not_right(actor=somebody("fatma"), case=case, line="service", line_id=service.pk, words=words)


def signature_on(case):
    """Fatma signs the plan as it stands."""
    return sign_plan(actor=somebody("fatma"), case=case, digest=digest_of(plan_of(case)), drawing=drawn())
