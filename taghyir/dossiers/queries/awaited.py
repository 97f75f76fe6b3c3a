"""How much waits for the hand of a member, file by file, without reading the files."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from taghyir.accompaniment.models import Case, Objective
from taghyir.accompaniment.queries import digest_of, plan_of
from taghyir.conventions.models import Convention, ConventionSignature, Side
from taghyir.diagnoses.models import Diagnosis
from taghyir.diagnoses.models import Signature as ResultSignature
from taghyir.directory.models import Membership
from taghyir.dossiers.models import Signature
from taghyir.dossiers.policies import SPEAKS_FOR_IT
from taghyir.handovers.models import HandOver
from taghyir.people.models import User


def signatures_awaited(actor: User, cases: Sequence[Case]) -> Counter[int]:
    """Of each of `cases`, what its page asks `actor` to sign: the plan as it stands, conventions, results, deeds.

    Nothing where `actor` does not speak for the enterprise. In six statements, however many the files are.
    """
    speaking = Membership.objects.standing().filter(Q(is_board=True) | Q(function__in=SPEAKS_FOR_IT))
    own = set(speaking.filter(person=actor.person_id, person__isnull=False).values_list("organisation", flat=True))
    mine = [case for case in cases if case.organisation_id in own]
    if not mine:
        return Counter()
    keys = [case.pk for case in mine]
    return Counter(_papers_to_sign(keys)) + _plans_to_sign([case for case in mine if case.is_open])


def _papers_to_sign(keys: list[int]) -> QuerySet[Any, int]:
    """The file of each paper that another room laid before the enterprise."""
    by_convention = ConventionSignature.objects.filter(side=Side.ENTERPRISE).values("convention")
    by_diagnosis = ResultSignature.objects.filter(side=ResultSignature.Side.ENTERPRISE).values("diagnosis")
    conventions = Convention.objects.filter(case__in=keys, state=Convention.State.TO_SIGN).exclude(pk__in=by_convention)
    results = Diagnosis.objects.filter(case__in=keys, given_back_on__isnull=False).exclude(pk__in=by_diagnosis)
    deeds = HandOver.objects.filter(case__in=keys, deed=None, signature=None)
    waiting: list[QuerySet[Any, Any]] = [conventions, results, deeds]
    first, *others = (rows.order_by().values_list("case", flat=True) for rows in waiting)
    return first.union(*others, all=True)


def _plans_to_sign(cases: Sequence[Case]) -> Counter[int]:
    """One for each file whose plan nobody signed as it stands."""
    objectives: dict[int, list[Objective]] = defaultdict(list)
    for one in Objective.objects.filter(case__in=cases).prefetch_related("actions__needs").order_by("pk"):
        objectives[one.case_id].append(one)
    signed = set(Signature.objects.filter(case__in=cases).values_list("case", "digest"))
    plans = [(case, plan_of(case, objectives[case.pk])) for case in cases if objectives[case.pk]]
    return Counter(case.pk for case, plan in plans if (case.pk, digest_of(plan)) not in signed)
