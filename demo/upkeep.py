"""The directory kept true, in the demonstration: Fatma keeps her card, people report errors, one card fades."""

import datetime as dt

from demo.clock import on_day
from taghyir.directory.actions import confirm_organisation, describe_organisation, fade_organisation, name_keeper
from taghyir.directory.models import Freshness, Organisation
from taghyir.people.models import User
from taghyir.upkeep.actions import answer_report, ask_to_confirm, claim_card, report_error
from taghyir.upkeep.models import Report

# the end of a name, days ago, what is wrong, in which words, the answer and after how many days
REPORTED = (
    ("Aman", 60, "contact", "Le numéro ne répond plus.", "corrected", "Le numéro est corrigé.", 2),
    ("Gourougou", 52, "moved", "انتقلوا إلى السوق الجديد.", "corrected", "صُحح العنوان.", 3),
    (
        "Nejma",
        40,
        "closed",
        "L’atelier était fermé deux jours de suite.",
        "unchanged",
        "Il est ouvert : jours de souk.",
        5,
    ),
    ("Kebdana", 33, "other", "Le nom en arabe est mal écrit.", "corrected", "صُحح الاسم.", 1),
    ("Rif", 21, "contact", "", "corrected", "Le téléphone est corrigé.", 4),
    ("Selouane", 2, "moved", "غادرت الخياطات المحل القديم.", "", "", 0),
    ("Médina", 3, "other", "Ils font aussi des fenêtres.", "", "", 0),
)


def keep_directory_true(today: dt.date) -> int:
    """All of it, once. Returns how many errors are reported."""
    if Report.objects.exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    tifawin = _card("Tifawin")
    with on_day(today - dt.timedelta(days=20)):
        name_keeper(actor=users["amina"], organisation=tifawin, person=users["fatma"].person)
    with on_day(today - dt.timedelta(days=12)):
        describe_organisation(
            actor=users["fatma"],
            organisation=tifawin,
            offers="huile d’amande, amandes grillées, amlou, زيت اللوز, أملو",
        )
        confirm_organisation(actor=users["fatma"], organisation=tifawin)
    for name, ago, kind, words, state, answer, after in REPORTED:
        with on_day(today - dt.timedelta(days=ago)):
            report = report_error(actor=None, organisation=_card(name), kind=kind, words=words, language="fr")
        if state:
            with on_day(today - dt.timedelta(days=ago - after)):
                answer_report(actor=users["amina"], report=report, state=state, answer=answer)
    with on_day(today - dt.timedelta(days=1)):
        claim_card(actor=users["noor"], organisation=_card("Gourougou"))
    _let_fade(_card("Chouihia"), today)
    return Report.objects.count()


def _card(name: str) -> Organisation:
    return Organisation.objects.filter(name__endswith=name).order_by("pk")[0]


def _let_fade(organisation: Organisation, today: dt.date) -> None:
    """Nobody answered for two months."""
    robot, due_on = User.objects.robot(), today - dt.timedelta(days=70)
    with on_day(due_on):
        ask_to_confirm(actor=robot, organisation=organisation, due_on=due_on, whom="owner")
    fade_organisation(actor=robot, organisation=organisation, freshness=Freshness.FADED)
