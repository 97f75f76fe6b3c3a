"""On the page of an organisation and of its file: what the law asks next."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.duties.policies import visible_duties
from taghyir.duties.queries import next_duty
from taghyir.duties.wording import STATES, in_words_of


@panel("organisation.side", order=45)
def next_duty_of_organisation(request, organisation):
    """The next duty with its day, and the way to all of them. For who sees the file; never in public."""
    if organisation.legal_form is None or not request.user.is_authenticated:
        return ""
    if not visible_duties(request.user).filter(pk=organisation.pk).exists():
        return ""
    with in_words_of(organisation.country):
        duty = next_duty(organisation)
        context = {"organisation": organisation, "duty": duty, "state": STATES[duty.state] if duty else ""}
        return render_to_string("duties/next_duty_of_organisation.html", context, request)


@panel("case.top")
def duties_of_case(_request, case):
    """A link, without asking anything of the database: the page is opened often."""
    return render_to_string("duties/duties_of_case.html", {"pk": case.organisation_id})
