"""Who gets what at the doors of the day."""

from taghyir.accompaniment.queries import digest_of, plan_of
from taghyir.core.testing import Line
from taghyir.days.actions import start_feed
from taghyir.days.queries import token_of_alert, token_of_feed, token_of_proposal
from taghyir.days.tests.factories import alerts_of, exit_of, file_of_fatma, karim, plan_submitted, transfer_of
from taghyir.people.tests.factories import PEOPLE, somebody

FIELD = ("amina", "karim", "hedi", "pilar")
DECIDES = {"amina": 200, "pilar": 200, "karim": 403, "fatma": 403, "ines": 403}
EVERYBODY = dict.fromkeys((*PEOPLE, "nobody"), 200)


def permissions():
    """Karim proposes, Amina decides, the field sees its days; members and passers-by do not enter; a signed link is enough."""
    case, other = file_of_fatma("Atelier de Zaïo"), file_of_fatma("Atelier de Selouane")
    alerts = alerts_of(karim())
    return [*_lists(), *_of_feed(), *_of_case(case), *_of_proposals(other), *_of_mails(case, alerts)]


def _lists():
    field = dict.fromkeys(FIELD, 200)
    return [
        Line("days:agenda", field, 403),
        Line("days:agenda", field, 403, query="format=csv"),
        Line("days:week", field, 403),
        Line("days:week", field, 403, query="format=xlsx"),
        Line("days:visits", field, 403),
        Line("days:silent", field, 403),
        Line("days:silent", field, 403, query="format=xlsx"),
        Line("days:load", {"amina": 200, "pilar": 200}, 403),
        Line("days:load", {"amina": 200, "pilar": 200}, 403, query="format=csv"),
        Line("days:leaves", field, 403),
        Line("days:leaves", field, 403, query="format=csv"),
        Line("days:proposals", {}, 200),
        Line("days:proposals", {}, 200, query="format=csv"),
    ]


def _of_feed():
    feed = start_feed(actor=karim())
    works = dict.fromkeys(FIELD, 302) | {"karim": 302}
    return [
        Line("days:feeds", dict.fromkeys(FIELD, 200), 403),
        Line("days:start_feed", works, 403, method="post"),
        Line("days:calendar", EVERYBODY, args=(token_of_feed(feed),)),
        Line("days:end_feed", {"karim": 302}, 404, (feed.pk,), "post"),
    ]


def _of_case(case):
    only_karim = {"karim": 200, "amina": 403, "pilar": 403, "fatma": 403, "ines": 403}
    asks = {who: 302 if status == 200 else status for who, status in only_karim.items()}
    read = {"digest": digest_of(plan_of(case))}
    works = {"karim": 200, "amina": 200, "pilar": 200, "fatma": 403, "ines": 403}
    submits = {who: 302 if status == 200 else status for who, status in works.items()}
    approves = {"amina": 302, "pilar": 302, "karim": 403, "fatma": 403, "ines": 403}
    gives = {"adviser": somebody("amina").pk, "reason": "Plus près"}
    coordinates = {"amina": 200, "pilar": 200}
    return [
        Line("days:propose_transfer", only_karim, 404, (case.pk,)),
        Line("days:propose_transfer", asks, 404, (case.pk,), "post", gives),
        Line("days:propose_exit", only_karim, 404, (case.pk,)),
        Line("days:propose_exit", asks, 404, (case.pk,), "post", {"exit": "moved", "reason": "Partie"}),
        Line("days:plan", works, 404, (case.pk,)),
        Line("days:submit_plan", submits, 404, (case.pk,), "post", read),
        Line("days:approve_plan", approves, 404, (case.pk,), "post", read),
        Line("days:choose_approvals", coordinates, 403, (case.territory.slug,)),
        Line(
            "days:choose_approvals",
            dict.fromkeys(coordinates, 302),
            403,
            (case.territory.slug,),
            "post",
            {"approves_exits": "on"},
        ),
    ]


def _of_proposals(case):
    transfer, ending, plan = transfer_of(case, somebody("amina")), exit_of(case), plan_submitted(case)
    seen = dict.fromkeys(("karim", "amina", "pilar", "ines"), 200)
    no = {"decision": "no", "answer": "Pas encore"}
    decides = dict.fromkeys(("amina", "pilar"), 302) | {"karim": 200, "ines": 200}
    return [
        Line("days:proposal", seen, 404, (transfer.pk,)),
        Line("days:proposal", seen | {"amina": 302}, 404, (transfer.pk,), "post", no),
        Line("days:proposal", decides, 404, (ending.pk,), "post", no),
        Line("days:proposal", decides, 404, (plan.pk,), "post", no),
        Line(
            "days:withdraw_proposal", {"karim": 302, "amina": 403, "pilar": 403, "ines": 403}, 404, (plan.pk,), "post"
        ),
        *_by_mail(ending),
    ]


def _by_mail(ending):
    held, stolen = token_of_proposal(ending, somebody("amina")), token_of_proposal(ending, somebody("fatma"))
    answer = {"decision": "no", "answer": "Pas encore"}
    return [
        Line("days:answer_by_mail", EVERYBODY, args=(held,)),
        Line("days:answer_by_mail", EVERYBODY, args=(held,), method="post", body=answer),
        Line("days:answer_by_mail", dict.fromkeys(EVERYBODY, 410), args=(stolen,)),
    ]


def _of_mails(case, alerts):
    (alert, *_others) = [one for one in alerts if one.case_id == case.pk]
    token = token_of_alert(alert)
    return [
        Line("days:answer_alert", EVERYBODY, args=(token,)),
        Line("days:answer_alert", EVERYBODY, args=(token,), method="post", body={"answer": "done"}),
        Line("days:answer_alert", dict.fromkeys(EVERYBODY, 410), args=(f"{token}x",)),
    ]
