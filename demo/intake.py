"""Demands that are heard, sent elsewhere, and wait for their turn, in the demonstration."""

import datetime as dt

from demo.clock import on_day
from taghyir.accompaniment.actions import put_demand_to_wait, record_demand
from taghyir.accompaniment.models import Case, Demand
from taghyir.desk.models import HelpRequest
from taghyir.directory.models import Organisation
from taghyir.intake.actions import (
    answer_referral,
    ask_questions,
    make_demand_of_request,
    move_demand,
    record_notice,
    send_referral,
    tell_demand,
)
from taghyir.intake.models import Question, Referral
from taghyir.people.models import User

WORDS = (
    "Nous voulons conditionner nos olives et les vendre à Oujda.",
    "نريد تنظيم الجمع العام الأول ولا نعرف كيف.",
    "Il nous faut un nom libre pour la coopérative.",
    "نبحث عن تمويل صغير لآلة الخياطة.",
    "Nous cherchons un local pour sécher les herbes.",
)
REPLIES = ("yes", "yes", "not_yet", "yes", "unknown")
REMARKS = {
    Question.DEMOCRACY: "La présidente décide ; une assemblée est prévue au printemps.",
    Question.SURPLUS: "لم يبق مال بعد.",
}


def receive_demands(today: dt.date) -> int:
    """Five demands of Nador, once: two wait, three were sent elsewhere. Returns how many deeds."""
    if Referral.objects.exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    known = Organisation.objects.filter(territory__code="NAD", kind="enterprise", closed_on=None, merged_into=None)
    known = known.exclude(pk__in=Case.objects.open().values("organisation"))
    known = known.exclude(pk__in=Demand.objects.filter(state__in=Demand.UNDECIDED).values("organisation"))
    asked = [_ask(users["karim"], one, words, today) for one, words in zip(known.order_by("pk"), WORDS, strict=False)]
    for demand in asked[:2]:
        with on_day(today - dt.timedelta(days=9)):
            put_demand_to_wait(actor=users["amina"], demand=demand, reason="Deux places se libèrent au printemps.")
    if len(asked) > 1:
        move_demand(actor=users["amina"], demand=asked[1], place=1, reason="الجمع العام في الشهر القادم.")
    for number, demand in enumerate(asked[2:]):
        _send(users["karim"], demand, today, number)
    return len(asked) + _from_the_desk(users["karim"])


def _ask(karim: User, organisation: Organisation, words: str, today: dt.date) -> Demand:
    with on_day(today - dt.timedelta(days=16)):
        demand = record_demand(actor=karim, organisation=organisation, channel="fair", words=words)
        record_notice(actor=karim, demand=demand, how="aloud", language="tarifit")
        replies = dict(zip(Question.values, REPLIES, strict=True))
        ask_questions(actor=karim, demand=demand, replies=replies, remarks=REMARKS)
    return demand


def _send(karim: User, demand: Demand, today: dt.date, number: int) -> None:
    """The first is late, the second was accepted, the third refused and received again."""
    with on_day(today - dt.timedelta(days=9)):
        body = ("Office de développement (inventé)", "Caisse de microcrédit (inventée)", "Commune (inventée)")[number]
        why = "Ce que vous demandez est leur métier."
        sent = send_referral(actor=karim, demand=demand, body_name=body, reason=why, asked=demand.words)
        tell_demand(actor=karim, demand=sent.demand, told_how="WhatsApp")
    if number:
        with on_day(today - dt.timedelta(days=3)):
            said = ("Jeudi à dix heures, au guichet 4.", "Notre programme de locaux est clos cette année.")[number - 1]
            answer_referral(actor=None, referral=sent, accepts=number == 1, answer=said, answered_by="Rachid (inventé)")


def _from_the_desk(karim: User) -> int:
    """Seven women of Zaïo wrote without an account: they are a demand now."""
    asked = HelpRequest.objects.filter(organisation_name="", territory__code="NAD", state="new").order_by("pk").first()
    if asked is None:
        return 0
    make_demand_of_request(actor=karim, request=asked, name="Groupe inventé de Malika")
    return 1
