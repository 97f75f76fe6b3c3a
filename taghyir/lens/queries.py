"""A file through the lens: its facts in one statement, two markers computed from them, and why."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taghyir.accompaniment.models import Case, Service
from taghyir.core.money import Money
from taghyir.directory.models import Membership
from taghyir.lens.models import CareNote, ChosenMarker, Level, Subject
from taghyir.lens.policies import visible_lenses

_ABOUT = {
    "gender": Q(topic="gender_care", kind=None) | Q(kind__themes__contains=["gender"]),
    "care": Q(topic="gender_care", kind=None) | Q(kind__themes__contains=["care"]),
}
_OFFERED = {
    "childcare": Q(childcare_offered=True),
    "transport": Q(transport_offered=True),
}


@dataclass(frozen=True)
class Marker:
    """One marker of a file: its level, as computed or as chosen, and the reasons in words."""

    subject: Subject
    computed: Level
    reasons: list[str]
    chosen: Level | None
    why_chosen: str

    @property
    def level(self) -> Level:
        return self.computed if self.chosen is None else self.chosen

    @property
    def shape(self) -> str:
        """The shape of its tag."""
        return {Level.PRINCIPAL: "done", Level.SIGNIFICANT: "going"}.get(self.level, "waiting")


def _services(condition: Q | None = None, sum_of: str = "") -> Coalesce:
    rows = Service.objects.filter(condition or Q(), case=OuterRef("pk")).order_by().values("case")
    counted = rows.annotate(n=Sum(sum_of) if sum_of else Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def _notes(condition: Q) -> Coalesce:
    rows = CareNote.objects.filter(condition, case=OuterRef("pk")).order_by().values("case")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _board(sex: str) -> Coalesce:
    seats = Membership.objects.standing().filter(organisation=OuterRef("organisation"), is_board=True, person__sex=sex)
    counted = seats.order_by().values("organisation").annotate(n=Count("person", distinct=True))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def _chosen(subject: str, field: str) -> Subquery:
    last = ChosenMarker.objects.filter(case=OuterRef("pk"), subject=subject).order_by("-pk")
    return Subquery(last.values(field)[:1])


def lenses_of(actor: Any) -> QuerySet[Case]:
    """Files `actor` sees, the latest first, each with the facts of the lens: one statement."""
    cases = visible_lenses(actor).select_related("organisation", "territory")
    return _with_facts(cases).order_by("-opened_on", "-pk")


def lens_of(case: Case) -> Case:
    """One file at hand, with the facts of the lens."""
    return _with_facts(Case.objects.filter(pk=case.pk)).get()


def _with_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.annotate(
        all_services=_services(),
        gender_services=_services(_ABOUT["gender"]),
        care_services=_services(_ABOUT["care"]),
        women=_services(sum_of="women"),
        men=_services(sum_of="men"),
        board_women=_board("F"),
        board_men=_board("M"),
        childcare=_notes(_OFFERED["childcare"]) + _services(Q(gathering__childcare_offered=True)),
        transport=_notes(_OFFERED["transport"]) + _services(Q(gathering__transport_offered=True)),
        hours_noted=_notes(Q(unpaid_hours__isnull=False)),
        chosen_gender=_chosen("gender", "chosen"),
        why_gender=_chosen("gender", "reason"),
        chosen_care=_chosen("care", "chosen"),
        why_care=_chosen("care", "reason"),
    )


def markers_of(case: Any) -> list[Marker]:
    """Both markers of a file that `lenses_of` gave."""
    return [
        _marker(case, Subject.GENDER, _reasons_of_gender(case)),
        _marker(case, Subject.CARE, _reasons_of_care(case)),
    ]


def _marker(case: Any, subject: Subject, reasons: list[str]) -> Marker:
    """Principal when half of the services are about it; significant when anything speaks for it."""
    about = getattr(case, f"{subject.value}_services")
    level = Level.PRINCIPAL if about and about * 2 >= case.all_services else Level(min(1, len(reasons)))
    chosen = getattr(case, f"chosen_{subject.value}")
    why = getattr(case, f"why_{subject.value}") or ""
    none = [_("Nothing that is recorded speaks for it yet.")]
    return Marker(subject, level, reasons or none, None if chosen is None else Level(chosen), why)


def _reasons_of_gender(case: Any) -> list[str]:
    found = _said_of_services(case.gender_services, case.all_services)
    if case.women and case.women >= case.men:
        said = {"women": case.women, "all": case.women + case.men}
        found.append(_("Women are %(women)s of the %(all)s presences at services.") % said)
    if case.board_women and case.board_women >= case.board_men:
        said = {"women": case.board_women, "all": case.board_women + case.board_men}
        found.append(_("Women hold %(women)s of the %(all)s seats of the board.") % said)
    return found


def _reasons_of_care(case: Any) -> list[str]:
    found = _said_of_services(case.care_services, case.all_services)
    counts = (
        (case.childcare, _("Childcare was offered: %(n)s time(s).")),
        (case.transport, _("Transport was offered: %(n)s time(s).")),
        (case.hours_noted, _("Unpaid hours were counted: %(n)s time(s).")),
    )
    return found + [words % {"n": count} for count, words in counts if count]


def _said_of_services(about: int, services: int) -> list[str]:
    words = ngettext("%(n)s service of %(all)s is about it.", "%(n)s services of %(all)s are about it.", about)
    return [words % {"n": about, "all": services}] if about else []


def totals_by_country(cases: QuerySet[Any]) -> list[tuple[str, str, list[int]]]:
    """Country, marker, and how many files are at each level: not targeted, significant, principal."""
    totals: dict[tuple[str, str], list[int]] = {}
    for case in cases:
        for marker in markers_of(case):
            key = (str(case.territory.get_country_display()), str(marker.subject.label))
            totals.setdefault(key, [0, 0, 0])[marker.level] += 1
    return [(country, subject, counts) for (country, subject), counts in sorted(totals.items())]


def notes_of(case: Case) -> QuerySet[CareNote]:
    """What was noted, the last first."""
    return CareNote.objects.filter(case=case).select_related("noted_by__person", "service__kind")


def pay_said_in(notes: list[CareNote]) -> dict[str, int]:
    """Women and men who are paid and who are not, as the last note that counts them says; none when no note does."""
    counts = ("paid_women", "paid_men", "unpaid_women", "unpaid_men")
    for note in notes:
        said = {name: getattr(note, name) for name in counts}
        if any(count is not None for count in said.values()):
            return {name: count or 0 for name, count in said.items()}
    return {}


def unpaid_value_of(case: Case) -> list[tuple[Money, Any]]:
    """What unpaid hours are worth, currency by currency, with the hours."""
    rows = CareNote.objects.filter(case=case, rate__isnull=False).order_by().values_list("currency")
    sums = rows.annotate(worth=Sum(F("unpaid_hours") * F("rate")), hours=Sum("unpaid_hours")).order_by("currency")
    return [(Money(worth, currency), hours) for currency, worth, hours in sums]
