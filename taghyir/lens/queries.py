"""A file through the lens: its facts in one statement, two markers computed from them, and why."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taghyir.accompaniment.models import Case, Service
from taghyir.accompaniment.queries import BESIDE_CASE
from taghyir.directory.models import Membership, Organisation
from taghyir.lens.models import CareNote, ChosenMarker, Level, Subject
from taghyir.lens.policies import visible_lenses
from taghyir.tables.money import Money

_ABOUT = {
    "gender": Q(topic="gender_care", kind=None) | Q(kind__themes__contains=["gender"]),
    "care": Q(topic="gender_care", kind=None) | Q(kind__themes__contains=["care"]),
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


def _of_services() -> Subquery:
    """In one pass over the services of a file."""
    given = Service.objects.filter(case=OuterRef("pk")).order_by().values("case")
    counts = JSONObject(
        services=Count("pk"),
        gender=Count("pk", filter=_ABOUT["gender"]),
        care=Count("pk", filter=_ABOUT["care"]),
        women=Sum("women"),
        men=Sum("men"),
        unsaid=Sum("unsaid"),
        childcare=Count("pk", filter=Q(gathering__childcare_offered=True)),
        transport=Count("pk", filter=Q(gathering__transport_offered=True)),
    )
    return Subquery(given.annotate(counts=counts).values("counts"))


def _of_notes() -> Subquery:
    notes = CareNote.objects.filter(case=OuterRef("pk")).order_by().values("case")
    counts = JSONObject(
        childcare=Count("pk", filter=Q(childcare_offered=True)),
        transport=Count("pk", filter=Q(transport_offered=True)),
        hours_noted=Count("unpaid_hours"),
    )
    return Subquery(notes.annotate(counts=counts).values("counts"))


def _of_board() -> Coalesce:
    """As counted on the card of the organisation; until somebody counts, its members that are named."""
    card = Organisation.objects.filter(pk=OuterRef("organisation")).exclude(women_board=None, men_board=None)
    counts = JSONObject(board_women="women_board", board_men="men_board")
    return Coalesce(Subquery(card.values(counts=counts)), _of_named_board())


def _of_named_board() -> Subquery:
    seats = Membership.objects.standing().filter(organisation=OuterRef("organisation"), is_board=True)
    women, men = (Count("person", distinct=True, filter=Q(person__sex=sex)) for sex in "FM")
    counted = seats.order_by().values("organisation").annotate(counts=JSONObject(board_women=women, board_men=men))
    return Subquery(counted.values("counts"))


def _of_choices() -> ArraySubquery:
    chosen = ChosenMarker.objects.filter(case=OuterRef("pk")).order_by("pk")
    return ArraySubquery(chosen.values_list(JSONObject(subject="subject", level="chosen", reason="reason")))


_FACTS = {
    "lens_services": _of_services,
    "lens_notes": _of_notes,
    "lens_board": _of_board,
    "lens_chosen": _of_choices,
}
for _name, _build in _FACTS.items():
    BESIDE_CASE.value(_name, _build)


def lenses_of(actor: Any) -> QuerySet[Case]:
    """Files `actor` sees, the latest first, each with the facts of the lens: one statement."""
    cases = visible_lenses(actor).select_related("organisation", "territory")
    return _with_facts(cases).order_by("-opened_on", "-pk")


def lens_of(case: Case) -> Case:
    """One file at hand, with the facts of the lens."""
    return _with_facts(Case.objects.filter(pk=case.pk)).get()


def _with_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.annotate(**{name: build() for name, build in _FACTS.items()})


def facts_of(case: Any) -> Counter[str]:
    """What is counted of a file that `lenses_of` gave, or that was read for its page; what nobody recorded counts 0."""
    facts: Counter[str] = Counter()
    for counts in (case.lens_services, case.lens_notes, case.lens_board):
        facts.update({name: count or 0 for name, count in (counts or {}).items()})
    return facts


def markers_of(case: Any) -> list[Marker]:
    """Both markers of such a file."""
    facts = facts_of(case)
    return [
        _marker(case, Subject.GENDER, facts, _reasons_of_gender(facts)),
        _marker(case, Subject.CARE, facts, _reasons_of_care(facts)),
    ]


def _marker(case: Any, subject: Subject, facts: Counter[str], reasons: list[str]) -> Marker:
    """Principal when half of the services are about it; significant when anything speaks for it."""
    about = facts[subject.value]
    level = Level.PRINCIPAL if about and about * 2 >= facts["services"] else Level(min(1, len(reasons)))
    chosen = {one["subject"]: one for one in case.lens_chosen}.get(subject.value)  # the last one counts
    none = [_("Nothing that is recorded speaks for it yet.")]
    if chosen is None:
        return Marker(subject, level, reasons or none, None, "")
    return Marker(subject, level, reasons or none, Level(chosen["level"]), chosen["reason"])


def _reasons_of_gender(facts: Counter[str]) -> list[str]:
    found = _said_of_services(facts["gender"], facts["services"])
    present = facts["women"] + facts["men"] + facts["unsaid"]
    if facts["women"] and facts["women"] * 2 >= present:
        said = {"women": facts["women"], "all": present}
        found.append(_("Women are %(women)s of the %(all)s presences at services.") % said)
    if facts["board_women"] and facts["board_women"] >= facts["board_men"]:
        said = {"women": facts["board_women"], "all": facts["board_women"] + facts["board_men"]}
        found.append(_("Women hold %(women)s of the %(all)s seats of the board.") % said)
    return found


def _reasons_of_care(facts: Counter[str]) -> list[str]:
    counts = (
        (facts["childcare"], _("Childcare was offered: %(n)s time(s).")),
        (facts["transport"], _("Transport was offered: %(n)s time(s).")),
        (facts["hours_noted"], _("Unpaid hours were counted: %(n)s time(s).")),
    )
    found = _said_of_services(facts["care"], facts["services"])
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
