from taghyir.core.testing import Line
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import PEOPLE, somebody
from taghyir.upkeep.actions import claim_card, report_error
from taghyir.upkeep.queries import still_true_token

READS = {"amina": 200, "karim": 200, "pilar": 200, "ines": 200}
DECIDES = {"amina": 302, "pilar": 302}


def permissions():
    """A published card of Nador, reported wrong; another claimed by Noor, who only visits. Hédi of Le Kef sees neither."""
    shown = OrganisationFactory(name="Coopérative Rif", is_public=True)
    hidden = tifawin()
    report = report_error(actor=None, organisation=shown, kind="moved")
    claim = claim_card(actor=somebody("noor"), organisation=shown)
    kept = hidden.memberships.get()
    kept.is_keeper = True
    kept.save()
    everybody = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
    one, mine = (shown.pk,), (claim.pk,)
    return [
        Line("upkeep:delays", everybody),
        Line("upkeep:report_error", everybody, args=one),
        Line(
            "upkeep:report_error",
            {"amina": 200, "karim": 200, "pilar": 200, "ines": 200, "fatma": 200, "nobody": 404},
            args=(hidden.pk,),
        ),
        Line("upkeep:receipt", everybody, args=(report.code,)),
        Line("upkeep:receipt", {"nobody": 404} | dict.fromkeys(PEOPLE, 404), args=("XXXXXXXX",)),
        Line("upkeep:receipt", {"nobody": 404} | dict.fromkeys(PEOPLE, 404), args=("\0",)),
        Line("upkeep:still_true", everybody, args=(still_true_token(shown),)),
        Line("upkeep:still_true", {"nobody": 410} | dict.fromkeys(PEOPLE, 410), args=("made-up",)),
        Line("upkeep:claim_card", everybody, args=one),
        Line("upkeep:confirm_card", DECIDES | {"karim": 302}, 403, args=one, method="post"),
        Line("upkeep:keep_card", {"amina": 200, "pilar": 200, "karim": 200}, 403, args=one),
        Line("upkeep:keepers", {"amina": 200, "pilar": 200}, 403, args=one),
        Line("upkeep:set_rhythm", DECIDES, 403, args=one, method="post", body={"review_months": 3}),
        Line("upkeep:end_keeper", DECIDES | {"fatma": 302, "karim": 403, "ines": 403}, args=(kept.pk,), method="post"),
        Line(
            "upkeep:choose_shown", DECIDES | {"karim": 302}, 403, args=one, method="post", body={"shown": ["contact"]}
        ),
        Line("upkeep:reports", READS | {"hedi": 200}, 403),
        Line("upkeep:reports", READS | {"hedi": 200}, 403, query="format=csv"),
        Line("upkeep:report", READS, args=(report.pk,)),
        Line("upkeep:visits", READS | {"hedi": 200}, 403),
        Line("upkeep:visits", READS | {"hedi": 200}, 403, query="format=xlsx&due=1"),
        Line("upkeep:claims", dict.fromkeys(PEOPLE, 200)),
        Line("upkeep:claims", dict.fromkeys(PEOPLE, 200), query="format=csv"),
        Line("upkeep:claim", READS | {"noor": 200}, args=mine),
        Line("upkeep:ask_code", {"noor": 302} | dict.fromkeys(READS, 403), args=mine, method="post"),
        Line("upkeep:confirm_claim", DECIDES | {"karim": 403, "ines": 403, "noor": 403}, args=mine, method="post"),
        Line(
            "upkeep:refuse_claim",
            DECIDES | {"karim": 403, "ines": 403, "noor": 403},
            args=mine,
            method="post",
            body={"reason": "x"},
        ),
    ]
