"""Who gets what at the doors of the facts of the law."""

from taghyir.compliance.tests.factories import MINIMUM, a_fact
from taghyir.core.testing import Line
from taghyir.people.tests.factories import PEOPLE

KEEPS = ("amina", "pilar")


def permissions():
    """Everybody reads the law. Amina keeps that of Morocco, Pilar both; Amina does not touch that of Tunisia."""
    fact, tunisian = a_fact(), a_fact("TN_SC_L")
    form = fact.legal_forms.get()
    everybody = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
    written = {**MINIMUM, "value": "9", "legal_forms": [form.pk], "origin": "known", "day_off": "stays", "order": 50}
    new = {**written, "code": "other"}
    changed = {**written, "valid_from": "2027-01-01"}
    one, other = (fact.pk,), (tunisian.pk,)
    return [
        Line("compliance:legal_forms", everybody),
        Line("compliance:legal_form", everybody, args=("MA_COOP",)),
        Line("compliance:legal_form", {"nobody": 404} | dict.fromkeys(PEOPLE, 404), args=("XX",)),
        Line("compliance:facts", everybody),
        Line("compliance:facts", everybody, query="format=csv"),
        Line("compliance:facts", everybody, query="format=xlsx&country=TN"),
        Line("compliance:fact", everybody, args=one),
        Line("compliance:add_fact", dict.fromkeys(KEEPS, 200), 403),
        Line("compliance:add_fact", dict.fromkeys(KEEPS, 302), 403, method="post", body=new),
        Line("compliance:correct_fact", dict.fromkeys(KEEPS, 200), 403, one),
        Line("compliance:correct_fact", {"pilar": 200}, 403, other),
        Line("compliance:correct_fact", dict.fromkeys(KEEPS, 302), 403, one, "post", written),
        Line("compliance:replace_fact", dict.fromkeys(KEEPS, 200), 403, one),
        Line("compliance:replace_fact", {"pilar": 200}, 403, other),
        Line("compliance:replace_fact", dict.fromkeys(KEEPS, 302), 403, one, "post", changed),
        Line("compliance:end_fact", dict.fromkeys(KEEPS, 200), 403, one),
        Line("compliance:end_fact", {"pilar": 200}, 403, other),
        Line("compliance:end_fact", dict.fromkeys(KEEPS, 302), 403, one, "post", {"valid_until": "2027-01-01"}),
        Line("compliance:verify_fact", dict.fromkeys(KEEPS, 302), 403, one, "post"),
        Line("compliance:verify_fact", {"pilar": 302}, 403, other, "post"),
        Line("api-1:facts", everybody),
        Line("api-1:facts", everybody, query="legal_form=MA_COOP&on=2027-01-01"),
    ]
