from decimal import Decimal

from taghyir.compliance.actions import add_fact
from taghyir.compliance.models import Fact
from taghyir.directory.tests.factories import LegalFormFactory
from taghyir.people.tests.factories import somebody

MINIMUM = {
    "code": "minimum_members",
    "kind": "threshold",
    "moment": 1,
    "name_fr": "Nombre de membres",
    "name_ar": "عدد الأعضاء",
    "value": Decimal(7),
    "unit": "members",
    "bound": "at_least",
}
DEADLINE = {
    "code": "accounts",
    "kind": "deadline",
    "moment": 2,
    "name_fr": "Arrêter les comptes",
    "name_ar": "حصر الحسابات",
    "anchor": "year_end",
    "offset": 3,
    "offset_unit": "months",
    "direction": "after",
    "recurrence": "yearly",
}


def a_fact(*codes: str, **fields) -> Fact:
    """An invented minimum of seven members, for Moroccan cooperatives unless other legal forms are named."""
    forms = [LegalFormFactory(code=code) for code in codes or ("MA_COOP",)]
    return add_fact(actor=somebody("pilar"), legal_forms=forms, **{**MINIMUM, **fields})
