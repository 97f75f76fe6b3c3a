"""A diagnosis beside others: the median of enterprises like this one, said only when it tells nobody's own answers."""

from dataclasses import dataclass
from statistics import median

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taghyir.diagnoses.models import Diagnosis

FEWEST = 5  # enterprises: with fewer, a median would tell what one of them said


@dataclass(frozen=True)
class Median:
    """The median of each dimension among other enterprises; `values` lacks what fewer than five of them say."""

    values: dict[str, float]
    count: int  # enterprises looked at
    among: str  # which ones, in words; "" when there are too few to say anything


def median_beside(diagnosis: Diagnosis) -> Median:
    """The last finished diagnosis of each other enterprise of the same legal form, else of the same country."""
    others = _others(diagnosis)
    form = diagnosis.case.organisation.legal_form
    groups = []
    if form is not None:
        groups.append((others.filter(case__organisation__legal_form=form), str(form)))
    groups.append((others, _("every legal form of the country")))
    count = 0
    for rows, among in groups:
        scores = list(rows.values_list("scores", flat=True))
        count = len(scores)
        if count >= FEWEST:
            return Median(_medians(scores), count, among)
    return Median({}, count, "")


def _others(diagnosis: Diagnosis) -> QuerySet[Diagnosis]:
    case = diagnosis.case
    rows = Diagnosis.objects.finished().filter(depth=diagnosis.depth, case__territory__country=case.territory.country)
    last = rows.exclude(case__organisation=case.organisation_id).order_by("case__organisation_id", "-held_on", "-pk")
    return Diagnosis.objects.filter(pk__in=last.distinct("case__organisation_id").values("pk")).order_by("pk")


def _medians(scores: list[dict[str, float | None]]) -> dict[str, float]:
    codes = {code for one in scores for code in one}
    said = {code: [score for one in scores if (score := one.get(code)) is not None] for code in codes}
    return {code: round(median(found), 1) for code, found in said.items() if len(found) >= FEWEST}
