"""What the page of a demand and that of a request of the public desk show of this room."""

from django.template.loader import render_to_string

from taghyir.accompaniment.models import Demand
from taghyir.design.panels import panel
from taghyir.intake import policies, queries
from taghyir.intake.models import NoticeRead


@panel("demand.answers")
def send_elsewhere(_request, demand):
    """The way to another body, among the answers."""
    return render_to_string("intake/on_answers.html", {"demand": demand})


@panel("demand.main")
def of_demand(request, demand):
    """The five questions, in words, and where the demand was sent."""
    context = {
        "demand": demand,
        "result": queries.result_of(demand),
        "referrals": queries.referrals_of(demand),
        "may_read": policies.can_read_intake(request.user),
        "may_ask": policies.can_ask_questions(request.user, demand),
    }
    return render_to_string("intake/on_demand.html", context, request)


@panel("demand.side")
def beside_demand(request, demand):
    """Whether they heard the notice, whose turn it is, and who was told."""
    context = {
        "demand": demand,
        "notice": NoticeRead.objects.filter(demand=demand).first(),
        "given": demand.words_given.select_related("told_by__person").first(),
        "may": policies.can_record_notice(request.user, demand),
    }
    if demand.state == Demand.State.WAITING:
        context["place"], context["count"] = queries.turn_of(demand)
    return render_to_string("intake/beside_demand.html", context, request)


@panel("help.side")
def of_request(request, asked):
    """It is an enterprise's demand: the demand it became, or the way to make one of it."""
    made = queries.desk_demand_of(asked)
    may = asked.is_open and not made and policies.can_make_demand_of_request(request.user, asked)
    if not made and not may:
        return ""
    return render_to_string("intake/on_request.html", {"asked": asked, "made": made}, request)
