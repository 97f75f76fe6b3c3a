"""Who gets what at the doors of what people agreed to."""

from django.core.management import call_command

from taghyir.consents.actions import record_consent, record_consent_voice
from taghyir.consents.queries import consent_text
from taghyir.consents.tests.factories import Sound, proved
from taghyir.core.testing import Line
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

FIELD = {"amina": 200, "karim": 200, "pilar": 200}
READS = FIELD | {"ines": 200, "hedi": 200}
SEES = FIELD | {"ines": 200}
ACTS = {"amina": 302, "karim": 302, "pilar": 302, "ines": 403}
SAY = {"amina": 200, "pilar": 200}
SAID = dict.fromkeys(SAY, 302)
HOW = {"language": "fr", "explained_in": "darija", "manner": "written", "given_on": "2026-11-01"}


def permissions():
    """Fatma of Zaïo agreed to be photographed, on paper; Habiba of Nador was not asked. Hédi of Le Kef sees neither."""
    call_command("load_consent_texts", verbosity=0)
    habiba, fatma = PersonFactory(territory=TerritoryFactory(code="NAD")), somebody("fatma").person
    consent = proved(fatma)
    bare = record_consent(
        actor=somebody("amina"), person=fatma, purpose="voice", language="fr", explained_in="darija", manner="written"
    )
    one, who = (consent.pk,), (habiba.pk,)
    own = {"fatma": 200}
    words = consent_text("photo", "ar")
    said = record_consent_voice(actor=somebody("amina"), text=words, spoken="tarifit", sound=Sound())
    told = {"spoken": "darija", "sound": Sound()}
    return [
        Line("consents:consents", READS, 403),
        Line("consents:consents", READS, 403, query="format=csv"),
        Line("consents:consent", SEES | own, 404, one),
        Line("consents:consent_proof", SEES | own, 404, one),
        Line("consents:consent_proof", {}, 404, (bare.pk,)),
        Line("consents:add_proof", {**FIELD, "ines": 403, "fatma": 403}, 404, (bare.pk,)),
        Line("consents:add_proof", {**FIELD, "ines": 403, "fatma": 403}, 404, (bare.pk,), "post"),
        Line("consents:withdraw_consent", {**FIELD, "ines": 403} | own, 404, one),
        Line("consents:withdraw_consent", ACTS | {"fatma": 302}, 404, one, "post"),
        Line("consents:record_consents", {**FIELD, "ines": 403}, 404, who),
        Line("consents:record_consents", ACTS, 404, who, "post", HOW | {"purposes": "photo"}),
        Line("consents:consent_sheet", {**FIELD, "ines": 403}, 404, who),
        Line("consents:withdraw_every_consent", {**FIELD, "ines": 403} | own, 404, (fatma.pk,)),
        Line("consents:withdraw_every_consent", ACTS | {"fatma": 302}, 404, (fatma.pk,), "post"),
        Line("consents:consent_texts", READS, 403),
        Line("consents:record_consent_voice", SAY, 403, (words.pk,)),
        Line("consents:record_consent_voice", SAY, 403, (words.pk,), "post"),
        Line("consents:record_consent_voice", SAID, 403, (words.pk,), "post", told),
        Line("consents:consent_voice", {}, 200, (said.pk,)),
        Line("consents:remove_consent_voice", SAID, 403, (said.pk,), "post"),
        Line("consents:write_consent_text", {"pilar": 200}, 403, ("photo",)),
        Line("consents:write_consent_text", {"pilar": 404}, 403, ("nothing",)),
    ]
