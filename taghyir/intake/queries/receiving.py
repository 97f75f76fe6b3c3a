"""What was answered to the five questions, in words; and who may stand behind a request of the public desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.policies import visible_demands
from taghyir.core.text import listed
from taghyir.desk.models import HelpRequest
from taghyir.directory.models import Organisation
from taghyir.intake.models import DeskDemand, Question, Reply, Screening
from taghyir.tables.search import found_by

SHORT = {
    Question.INTEREST: _("it serves all of them"),
    Question.COOPERATION: _("people come in and leave freely"),
    Question.DEMOCRACY: _("one person, one voice"),
    Question.AUTONOMY: _("they decide by themselves"),
    Question.SURPLUS: _("work and people before money"),
}
ORIENTATION = {
    Question.INTEREST: _("Talk about whom the project is for: a first meeting of those it would serve."),
    Question.COOPERATION: _("Write with them how one comes in and how one leaves."),
    Question.DEMOCRACY: _("Prepare a general assembly with them, and the by-laws that go with it."),
    Question.AUTONOMY: _("Look with them at who decides what today, and what a partner may ask."),
    Question.SURPLUS: _("Decide with them, in writing, what becomes of the surplus."),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the five as it was answered; `orientation` is what may be done where it is not met yet."""

    question: str
    short: str
    reply: str
    label: str
    remark: str
    orientation: str


@dataclass(frozen=True, slots=True)
class Result:
    """What five replies say, in words: never a decision."""

    screening: Screening
    answers: list[Answered]

    @property
    def met(self) -> list[str]:
        return [one.short for one in self.answers if one.reply == Reply.YES]

    @property
    def not_yet(self) -> list[Answered]:
        return [one for one in self.answers if one.reply == Reply.NOT_YET]

    @property
    def is_whole(self) -> bool:
        return len(self.met) == len(Question)

    @property
    def sentence(self) -> str:
        """How many are met, and which."""
        count = len(self.met)
        words = {"count": count, "which": listed(self.met)}
        if not count:
            return str(_("None of the five is said to be met today."))
        return (
            ngettext("%(count)d of the five is met: %(which)s.", "%(count)d of the five are met: %(which)s.", count)
            % words
        )


def results_of(demands: Iterable[Demand]) -> dict[int, Result]:
    """The latest result of each demand, in two statements."""
    asked = Screening.objects.filter(demand__in=demands).order_by("demand_id", "-asked_on", "-pk").distinct("demand_id")
    return {one.demand_id: _result(one) for one in asked.select_related("asked_by__person").prefetch_related("replies")}


def result_of(demand: Demand) -> Result | None:
    """The latest result, if the questions were asked."""
    return results_of([demand]).get(demand.pk)


def _result(screening: Screening) -> Result:
    known = {one.question: one for one in screening.replies.all()}  # type: ignore[attr-defined]
    return Result(screening, [_answered(question, known[question]) for question in Question if question in known])


def _answered(question: Question, kept: Any) -> Answered:
    hint = str(ORIENTATION[question]) if kept.reply == Reply.NOT_YET else ""
    return Answered(question, str(SHORT[question]), kept.reply, kept.get_reply_display(), kept.remark, hint)


def demand_named(actor: Any) -> QuerySet[Demand]:
    """Demands `actor` may see, with what a page of this room says of each."""
    named = ("organisation", "territory", "contact", "received_by__person", "decided_by__person")
    return visible_demands(actor).select_related(*named)


def desk_demand_of(request: HelpRequest) -> DeskDemand | None:
    """The demand a request became, if any."""
    return DeskDemand.objects.select_related("demand__organisation").filter(request=request).first()


def organisations_for(request: HelpRequest, text: str) -> QuerySet[Organisation]:
    """Those of the territory whose name is like `text`, else like the group that was written; nobody for neither."""
    there = Organisation.objects.filter(territory=request.territory, closed_on=None, merged_into=None)
    asked = text or request.organisation_name
    return (
        there.filter(found_by(asked) if asked.strip() else Q(pk__in=[]))
        .select_related("place")
        .order_by("sort_name", "pk")
    )
