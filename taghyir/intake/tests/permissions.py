"""Who gets what at the doors of the intake."""

from taghyir.core.testing import Line
from taghyir.desk.tests.factories import HelpRequestFactory
from taghyir.intake.models import Question
from taghyir.intake.queries import token_of
from taghyir.intake.tests.factories import another_demand, demand_of_tifawin, sent_referral, waiting
from taghyir.people.tests.factories import PEOPLE

STAFF = ("amina", "karim", "pilar")
EVERYBODY = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)


def permissions():
    """Demands of Nador: its field works, the auditor reads, Fatma reads her own. Whoever holds a link answers."""
    mine, elsewhere = demand_of_tifawin(), another_demand("Groupe de Selouane")
    sent = sent_referral(elsewhere)
    return [*_lists(), *_of_demand(mine), *_of_referral(sent), *_of_waiting(), *_of_request()]


def _lists():
    reads = dict.fromkeys((*STAFF, "hedi", "ines"), 200)
    names = ("intake:referrals", "intake:waiting_list", "intake:delays")
    return [Line(name, reads, 403, query=query) for name in names for query in ("", "format=csv")]


def _of_demand(demand):
    works = dict.fromkeys(STAFF, 200) | {"fatma": 403, "ines": 403}
    does = dict.fromkeys(STAFF, 302) | {"fatma": 403, "ines": 403}
    questions = {f"reply_{one}": "yes" for one in Question} | {"asked_on": "2026-01-05"}
    sending = {"body_name": "ODCO", "reason": "Pour la dénomination", "asked": "Un nom"}
    told = {"told_how": "au souk", "told_on": "2026-01-05"}
    bodies = {
        "record_notice": {"how": "aloud", "language": "darija", "read_on": "2026-01-05"},
        "ask_questions": questions,
        "tell_demand": told,
        "send_referral": sending,
    }
    readers = dict.fromkeys((*STAFF, "fatma", "ines"), 200)
    return [
        *(Line(f"intake:{name}", works, 404, (demand.pk,)) for name in bodies),
        *(Line(f"intake:{name}", does, 404, (demand.pk,), "post", body) for name, body in bodies.items()),
        Line("intake:demand_slip", readers, 404, (demand.pk,)),
    ]


def _of_referral(sent):
    does = dict.fromkeys(STAFF, 302) | {"ines": 403}
    token = token_of(sent)
    return [
        Line("intake:referral", dict.fromkeys((*STAFF, "ines"), 200), 404, (sent.pk,)),
        Line("intake:renew_referral", does, 404, (sent.pk,), "post"),
        Line("intake:withdraw_referral", does, 404, (sent.pk,), "post", {"answer": "Ils ont fermé"}),
        Line("intake:answer_referral", EVERYBODY, args=(token,)),
        Line("intake:answer_referral", EVERYBODY, args=(token,), method="post", body={"accepts": "yes"}),
        Line("intake:answer_referral", dict.fromkeys(EVERYBODY, 404), args=(f"{token}x",)),
    ]


def _of_waiting():
    one = waiting("Groupe de Zeghanghane")
    moves = {"amina": 200, "pilar": 200, "karim": 403, "ines": 403}
    moved = {"amina": 302, "pilar": 302, "karim": 403, "ines": 403}
    return [
        Line("intake:move_demand", moves, 404, (one.pk,)),
        Line("intake:move_demand", moved, 404, (one.pk,), "post", {"place": 1, "reason": "Une saison courte"}),
    ]


def _of_request():
    asked = HelpRequestFactory()
    return [
        Line("intake:make_demand_of_request", dict.fromkeys(STAFF, 200) | {"ines": 403}, 404, (asked.pk,)),
        Line(
            "intake:make_demand_of_request",
            dict.fromkeys(STAFF, 302) | {"ines": 403},
            404,
            (asked.pk,),
            "post",
            {"name": "Femmes de Zaïo"},
        ),
    ]
