"""Which enterprises came to a meeting, by the one attendance: nobody is counted with two of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from taghyir.accompaniment.models import Case, Service
from taghyir.accompaniment.policies import can_work_on_case
from taghyir.directory.models import Membership
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.people.models import User


@dataclass
class Came:
    """An enterprise that is accompanied, and how many came for it. `service`: what was made of it already."""

    case: Case
    women: int
    men: int
    unsaid: int  # who did not say their sex
    service: Service | None

    @property
    def can_be_recorded(self) -> bool:
        return self.service is None


def enterprises_that_came(actor: User, gathering: Gathering) -> list[Came]:
    """The open files `actor` works on whose people are on the sheet, by name; four statements, however many came.

    The organisation of that day decides. Whoever came without one is counted with the enterprise they belong to, and
    with the one whose file opened first when there are several.
    """
    sheet = list(Attendance.objects.filter(gathering=gathering).values_list("person", "organisation", "sex"))
    belongs = _belongings([person for person, organisation, _sex in sheet if organisation is None], gathering)
    known = {organisation for _person, organisation, _sex in sheet if organisation} | set().union(*belongs.values())
    cases = _cases(actor, known, gathering)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for person, organisation, sex in sheet:
        theirs = (
            [organisation] if organisation else sorted(belongs[person] & cases.keys(), key=lambda key: cases[key].pk)
        )
        if theirs and theirs[0] in cases:
            counts[theirs[0]][sex] += 1
    services = {one.case_id: one for one in Service.objects.filter(gathering=gathering).select_related("kind")}
    return [
        Came(case, of["F"], of["M"], of.total() - of["F"] - of["M"], services.get(case.pk))
        for organisation, case in cases.items()
        if (of := counts.get(organisation))
    ]


def _belongings(people: list[int], gathering: Gathering) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    standing = Membership.objects.standing(gathering.held_on).filter(person__in=people)
    for person, organisation in standing.values_list("person", "organisation"):
        found[person].add(organisation)
    return found


def _cases(actor: User, organisations: set[int], gathering: Gathering) -> dict[int, Case]:
    """By organisation; one that two mechanisms accompany is followed by that of the meeting."""
    rows = Case.objects.open().filter(organisation__in=organisations, demand__received_on__lte=gathering.held_on)
    cases: dict[int, Case] = {}
    for case in rows.select_related("organisation", "territory", "adviser__person").order_by(
        "organisation__sort_name", "pk"
    ):
        if can_work_on_case(actor, case):
            first = cases.get(case.organisation_id)
            if first is None or first.territory_id != gathering.territory_id:
                cases[case.organisation_id] = case
    return cases
