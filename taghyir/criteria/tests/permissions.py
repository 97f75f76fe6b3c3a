from taghyir.core.testing import Line
from taghyir.criteria.actions import give_back, record_agreement, save_answer
from taghyir.criteria.tests.factories import CODES, a_day, a_paper, a_peer, an_interview, with_paper, written
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import PEOPLE, somebody

READ_LISTS = dict.fromkeys(("amina", "karim", "hedi", "pilar", "ines", "youssef"), 200)
COORDINATE = ("amina", "pilar")
READ_WHOLE = dict.fromkeys((*COORDINATE, "youssef", "fatma"), 200)


def may(who, others, status=302):
    """`who` may do it; `others` see the thing, and may not; nobody else finds it."""
    return dict.fromkeys(who, status) | dict.fromkeys(others, 403)


def permissions():
    """Youssef of Nador interviews Fatma's cooperative and two others. Neither Karim, who advises there, nor Hédi reads them."""
    everybody = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
    peer = a_peer()
    shown = an_interview(state="published", ago=300)
    back = an_interview(state="given_back", ago=3)
    draft = save_answer(
        actor=peer.user,
        interview=an_interview(OrganisationFactory(name="Coopérative Gourougou")),
        criterion=CODES[0],
    )
    signed = an_interview(OrganisationFactory(name="Coopérative Kebdana", is_public=True))
    signed = give_back(actor=peer.user, interview=written(signed))
    signed = record_agreement(actor=somebody("amina"), interview=signed, file=a_paper())
    name = {"user": somebody("salma").pk, "territory": peer.territory_id, "trained_on": a_day(1), "trained_by": "REAS"}
    begin = {"held_on": a_day(0), "language": "fr"}
    one, page = (draft.pk,), (draft.pk, CODES[0])
    of_draft = may(["youssef", *COORDINATE], [])
    return [
        Line("criteria:criteria", everybody),
        Line("criteria:peers", READ_LISTS, 403),
        Line("criteria:peers", READ_LISTS, 403, query="format=xlsx"),
        Line("criteria:name_peer", may(COORDINATE, [], 200), 403),
        Line("criteria:name_peer", may(COORDINATE, []), 403, method="post", body=name),
        Line("criteria:end_peer", may([*COORDINATE, "youssef"], ["karim", "ines"]), args=(peer.pk,), method="post"),
        Line("criteria:values", everybody, args=(shown.organisation_id,)),
        Line("criteria:values", {"nobody": 404}, args=(draft.organisation_id,)),
        Line("criteria:start_interview", {"youssef": 200}, 403, args=(signed.organisation_id,)),
        Line("criteria:start_interview", {"youssef": 302}, 403, (signed.organisation_id,), "post", begin),
        Line("criteria:interviews", READ_LISTS, 403),
        Line("criteria:interviews", READ_LISTS, 403, query="format=csv"),
        Line("criteria:interview", READ_WHOLE, args=(shown.pk,)),
        Line("criteria:interview", READ_WHOLE, args=(back.pk,)),
        Line("criteria:interview", READ_WHOLE | {"fatma": 404}, args=one),
        Line("criteria:answer_criterion", may(["youssef"], COORDINATE, 200), args=page),
        Line("criteria:answer_criterion", may(["youssef"], COORDINATE), args=page, method="post", body={"level": "2"}),
        Line("criteria:give_back", may(["youssef"], COORDINATE), args=one, method="post"),
        Line("criteria:read_back", READ_WHOLE, args=(back.pk,)),
        Line("criteria:agree_interview", may(["fatma"], [*COORDINATE, "youssef"]), args=(back.pk,), method="post"),
        Line("criteria:ask_for_change", may(["fatma"], [*COORDINATE, "youssef"]), args=(back.pk,), method="post"),
        Line("criteria:record_agreement", may(COORDINATE, ["fatma", "youssef"]), args=(back.pk,), method="post"),
        Line("criteria:signed_sheet", READ_WHOLE | {"fatma": 404}, args=(signed.pk,)),
        Line("criteria:close_interview", of_draft, args=one, method="post", body={"reason": "Ils n’ont pas le temps."}),
        Line("criteria:publish_interview", may(["fatma"], [*COORDINATE, "youssef"]), args=(shown.pk,), method="post"),
        Line("criteria:withdraw_interview", may(["fatma"], [*COORDINATE, "youssef"]), args=(shown.pk,), method="post"),
        Line("criteria:remove_draft", of_draft, args=one, method="post"),
        Line("criteria:evidence_paper", READ_WHOLE, args=(with_paper(back).pk,)),
    ]
