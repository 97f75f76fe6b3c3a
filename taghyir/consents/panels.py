"""What the page of a person shows of this room."""

from django.template.loader import render_to_string

from taghyir.consents import policies, queries
from taghyir.design.panels import panel


@panel("person.main", order=10)
def consents_of_person(request, person):
    """What they agreed to, what can still be asked for, and the one act that takes it all back."""
    consents = queries.consents_of(person)
    may_withdraw = policies.can_withdraw_every_consent(request.user, person)
    context = {
        "person": person,
        "consents": consents,
        "may_withdraw": may_withdraw,
        "may_withdraw_all": may_withdraw and sum(consent.stands for consent in consents) > 1,
        "may_ask": policies.can_record_consents(request.user, person),
    }
    return render_to_string("consents/of_person.html", context, request)
