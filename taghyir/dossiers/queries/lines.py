"""The lines of a file, for its page: what each says, where it stands, and what members said of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case, Objective, Service
from taghyir.accompaniment.queries import objectives_of
from taghyir.design.formats import date_text, duration_text
from taghyir.dossiers.models import Line, Objection, Signature
from taghyir.dossiers.policies import visible_objections
from taghyir.needs.models import Need
from taghyir.people.models import User

FEW = 20  # of each kind, on the page; the file that is taken away has them all


@dataclass
class Said:
    """One line of a file, in the words of the page."""

    line: str
    pk: int
    words: str
    about: tuple[str, ...] = ()  # who, when, how long
    status: str = ""  # done, late, soon, waiting or going
    state: str = ""  # the same in words
    link: str = ""  # where all of it is read
    is_told: bool = True  # a member may say that it is not right; of what is still being written, not yet
    to_sign: bool = False  # the enterprise is waited for
    count: int = 0  # of all lines of its kind, when the page shows a few
    objections: list[Objection] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return capfirst(str(Line(self.line).label))


def objections_to_list(actor: User) -> QuerySet[Objection]:
    """Those `actor` sees, the last first, with what a line says."""
    rows = visible_objections(actor).select_related(
        "case__organisation", "case__territory", "said_by__person", "answered_by__person"
    )
    return rows.order_by("-said_at", "-pk")


def signatures_of(case: Case) -> QuerySet[Signature]:
    """Who signed, the last first."""
    return case.signatures.select_related("signed_by__person", "drawing")


def needs_of(case: Case) -> QuerySet[Need]:
    """What the organisation needs, heard in this file or before, the last first."""
    return Need.objects.filter(organisation=case.organisation_id).order_by("-heard_on", "-pk")


def services_to_tell(case: Case) -> QuerySet[Service]:
    """What was given, the last first, each with the `count` of them all."""
    rows = case.services.select_related("given_by__person", "kind").order_by("-given_on", "-pk")
    return rows.annotate(count=Window(Count("pk")))


def lines_of_work(case: Case, objectives: Sequence[Objective] | None = None) -> list[Said]:
    """What was asked, what is needed, what is planned, what was done."""
    return [
        line_of_demand(case),
        *(line_of_need(need) for need in needs_of(case)),
        *lines_of_plan(objectives_of(case) if objectives is None else objectives),
        *(line_of_service(one) for one in services_to_tell(case)[:FEW]),
    ]


def line_of_demand(case: Case) -> Said:
    """What was asked."""
    return Said(Line.DEMAND, case.demand_id, case.demand.words, (date_text(case.demand.received_on),))


def line_of_need(need: Need) -> Said:
    """What is needed, and how far its answer is."""
    return Said(Line.NEED, need.pk, need.words, (capfirst(need.get_theme_display()),), *_state_of(need))


def line_of_service(one: Service) -> Said:
    """What was done, when, how long, by whom; with the `count` of them all where the query counted."""
    return Said(Line.SERVICE, one.pk, capfirst(one.title), _about(one), count=getattr(one, "count", 0))


def by_kind(lines: list[Said]) -> dict[str, list[Said]]:
    """`lines` by kind."""
    found: dict[str, list[Said]] = {kind: [] for kind in Line.values}
    for line in lines:
        found[line.line].append(line)
    return found


def with_objections(case: Case, lines: list[Said]) -> list[Said]:
    """Give each of `lines` what members said of it; returns what they said of lines that are not among these, as it was."""
    said: dict[tuple[str, int], list[Objection]] = defaultdict(list)
    for one in case.objections.select_related("said_by__person", "answered_by__person"):
        said[one.line, one.line_id].append(one)
    for line in lines:
        line.objections = said.pop((line.line, line.pk), [])
    return [Said(kind, pk, some[0].as_it_was, is_told=False, objections=some) for (kind, pk), some in said.items()]


def lines_of_plan(objectives: Any) -> list[Said]:
    """Each objective, and below it the actions that lead there."""
    lines = []
    for objective in objectives:
        reached = ("done", _("reached")) if objective.reached_on else ("going", "")
        lines.append(Said(Line.OBJECTIVE, objective.pk, objective.words, (), *reached))
        for one in objective.actions.all():
            words = {"done": _("done"), "late": _("late"), "soon": _("soon")}.get(one.status, _("planned"))
            about = tuple(part for part in (one.done_by, date_text(one.due_on), one.means, one.known_by) if part)
            lines.append(Said(Line.ACTION, one.pk, one.words, about, one.status, words))
    return lines


def _state_of(need: Need) -> tuple[str, str]:
    done = {Need.State.TOLD: "done", Need.State.ANSWERED: "going"}
    return done.get(Need.State(need.state), "waiting"), str(need.get_state_display())


def _about(service: Service) -> tuple[str, ...]:
    return date_text(service.given_on), duration_text(service.minutes), str(service.given_by)
