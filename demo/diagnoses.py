"""Shared diagnoses of the enterprises that are followed longest, and again six months later. All of it is invented."""

import datetime as dt
import random

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.clock import on_day
from demo.own_files import signature_drawn
from taghyir.accompaniment.models import Case
from taghyir.diagnoses.actions import begin_diagnosis, finish_diagnosis, give_back_result, save_step, sign_result
from taghyir.diagnoses.dimensions import dimensions_of
from taghyir.diagnoses.models import Diagnosis
from taghyir.diagnoses.queries import content_of, digest_of, members_to_name
from taghyir.people.models import Person, User

FIRST, AGAIN, MOST = 20, 185, 7  # days after the file was opened; enterprises of one country
WANTED = (
    "Ne plus dépendre d’un seul acheteur, et une crèche les jours de production.",
    "نريد لصيقة قانونية، وأن نعرف كلفة ما ننتجه.",
    "Que les jeunes restent, et que l’eau suffise en été.",
    "أن تتقاسم العضوات المسؤوليات، لا الرئيسة وحدها.",
)
PROOFS = ("Le registre, vu ensemble", "محضر آخر جمع عام", "Le cahier de caisse de mars", "زيارة المشغل")


def diagnose_enterprises(today: dt.date) -> int:
    """Returns how many diagnoses there are."""
    luck = random.Random(1926)
    count = 0
    for country in ("MA", "TN"):
        cases = Case.objects.open().filter(territory__country=country, opened_on__lte=today - dt.timedelta(days=60))
        for case in cases.select_related("adviser", "territory", "organisation").order_by("opened_on", "pk")[:MOST]:
            count += _diagnose(case, today, luck)
    fatma = User.objects.get(email="fatma@taghyir.example")
    hers = Diagnosis.objects.filter(case__organisation__name__endswith="Tifawin", given_back_on__isnull=False)
    for diagnosis in hers.order_by("moment"):
        with on_day(min(today, diagnosis.given_back_on + dt.timedelta(days=3))):
            _sign(fatma, diagnosis)
            _sign(diagnosis.case.adviser, diagnosis)
    return count


def _diagnose(case: Case, today: dt.date, luck: random.Random) -> int:
    bases = [luck.choice((0, 1, 1, 2, 2, 3)) for _each in range(12)]
    days = [day for day in (FIRST, AGAIN) if case.opened_on + dt.timedelta(days=day + 10) < today]
    for moment, after in enumerate(days):
        diagnose_whole(case, case.opened_on + dt.timedelta(days=after), [base + moment for base in bases], luck)
    if case.organisation.name.endswith("Tifawin"):
        with on_day(today - dt.timedelta(days=1)):
            begun = begin_diagnosis(actor=case.adviser, case=case, depth="shared")
            _fill(begun, [base + 2 for base in bases], luck, dimensions=5)
        return len(days) + 1
    return len(days)


def diagnose_whole(case: Case, day: dt.date, bases: list[int], luck: random.Random) -> None:
    """Filled in two sittings, finished, told to the members three days later."""
    with on_day(day):
        begun = begin_diagnosis(actor=case.adviser, case=case, depth="shared", held_on=day)
        _fill(begun, bases, luck, dimensions=7)
    with on_day(day + dt.timedelta(days=2)):
        _fill(begun, bases, luck, dimensions=12)
        finished = finish_diagnosis(actor=case.adviser, diagnosis=begun)
    with on_day(day + dt.timedelta(days=5)):
        present = list(Person.objects.filter(pk__in=members_to_name(finished)).order_by("pk")[:5])
        told = day + dt.timedelta(days=5)
        give_back_result(actor=case.adviser, diagnosis=finished, given_back_on=told, present=present)


def _fill(diagnosis: Diagnosis, bases: list[int], luck: random.Random, dimensions: int) -> None:
    diagnosis.refresh_from_db()
    answers = diagnosis.answers | {"consent": "OK", "women": str(luck.randint(3, 9)), "men": str(luck.randint(0, 3))}
    for base, one in list(zip(bases, dimensions_of(diagnosis.version, answers), strict=False))[:dimensions]:
        if one.said:
            continue
        levels = [luck.choice((base - 1, base, base, base + 1)) for _item in one.items]
        said = [
            str(min(4, max(0, level))) if luck.random() < 0.85 else luck.choice(("dk", "dk", "na")) for level in levels
        ]
        answers |= {item.path: level for item, level in zip(one.items, said, strict=True)}
        top = f"{one.name}/{one.code}"
        answers[f"{top}_priority"] = str(luck.choice((1, 2, 3) if base > 1 else (2, 3, 3)))
        answers[f"{top}_adviser_priority"] = str(luck.choice((1, 2, 3) if base > 1 else (2, 2, 3)))
        if luck.random() < 0.4:
            answers[f"{top}_evidence"] = luck.choice(PROOFS)
    if dimensions == 12:
        answers["words"] = luck.choice(WANTED)
    save_step(actor=diagnosis.case.adviser, diagnosis=diagnosis, basis=_last(diagnosis), answers=answers)


def _last(diagnosis: Diagnosis) -> str:
    return str(diagnosis.steps.order_by("-number")[0].number)


def _sign(user: User, diagnosis: Diagnosis) -> None:
    drawing = SimpleUploadedFile("signature.png", signature_drawn(), "image/png")
    sign_result(actor=user, diagnosis=diagnosis, digest=digest_of(content_of(diagnosis)), drawing=drawing)
