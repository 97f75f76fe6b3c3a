"""A demand of Tifawin, received at the desk by Karim, and the body it is sent to."""

from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.tests.factories import DemandFactory
from taghyir.consents.models import Consent, ConsentText
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.intake.actions import ask_questions, send_referral
from taghyir.intake.models import Question, Referral, Screening
from taghyir.people.tests.factories import somebody

REPLIES = dict(zip(Question.values, ("yes", "yes", "not_yet", "unknown", "yes"), strict=True))


def demand_of_tifawin(**facts) -> Demand:
    """Fatma is to be called back."""
    return DemandFactory(**{"organisation": tifawin(), "contact": somebody("fatma").person} | facts)


def another_demand(name: str, **facts) -> Demand:
    """A demand of another organisation of Nador, or of `code`."""
    code = facts.pop("code", "NAD")
    return DemandFactory(organisation=OrganisationFactory(name=name, name_ar="", code=code), **facts)


def waiting(name: str, **facts) -> Demand:
    return another_demand(name, state="waiting", reason="Deux places au printemps", **facts)


def agreed(person, purpose=ConsentText.Purpose.REFERRAL) -> Consent:
    """They agreed that their name and phone be given to another body."""
    words = {"purpose": purpose, "language": "fr", "version": 1}
    text, _new = ConsentText.objects.get_or_create(**words, defaults={"text": "Mon nom et mon téléphone"})
    return Consent.objects.create(
        person=person, text=text, explained_in="darija", manner="written", collected_by=somebody("karim")
    )


def sent_referral(demand: Demand | None = None, **facts) -> Referral:
    """Karim sends it to the ODCO, whose mail box is known."""
    known = {"body_name": "ODCO", "email": "accueil@odco.example", "reason": "Pour la dénomination", "asked": "Un nom"}
    return send_referral(actor=somebody("karim"), demand=demand or demand_of_tifawin(), **known | facts)


def screened(demand: Demand) -> Screening:
    return ask_questions(actor=somebody("karim"), demand=demand, replies=REPLIES, remarks={"democracy": "Pas d’AG"})
