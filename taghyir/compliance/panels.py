"""What the page of an organisation says of its legal form, to those who see its file."""

from django.template.loader import render_to_string

from taghyir.compliance.policies import can_compare_organisation
from taghyir.compliance.queries import facts_for, members_compared
from taghyir.design.panels import panel


@panel("organisation.side", order=40)
def what_its_form_asks(request, organisation):
    """How many members it has beside the minimum, and the way to all that is asked. Never in public."""
    if organisation.legal_form is None or not can_compare_organisation(request.user, organisation):
        return ""
    facts = list(facts_for(organisation))
    if not facts:
        return ""
    context = {
        "organisation": organisation,
        "form": organisation.legal_form,
        "fact_count": len(facts),
        "members": members_compared(organisation, facts),
    }
    return render_to_string("compliance/what_its_form_asks.html", context, request)
