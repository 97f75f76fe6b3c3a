"""The columns of the list of facts that people take away."""

from django.utils.translation import gettext_lazy as _

from taghyir.compliance.models import Fact


def _label(name):
    return Fact._meta.get_field(name).verbose_name


FACTS = [
    (_label("country"), lambda fact: fact.country),
    (_label("legal_forms"), lambda fact: ", ".join(form.code for form in fact.legal_forms.all())),
    (_label("code"), lambda fact: fact.code),
    (_label("kind"), lambda fact: fact.get_kind_display()),
    (_label("moment"), lambda fact: fact.get_moment_display()),
    (_label("name_fr"), lambda fact: fact.name_fr),
    (_label("name_ar"), lambda fact: fact.name_ar),
    (_label("name_es"), lambda fact: fact.name_es),
    (_label("value"), lambda fact: fact.value),
    (_label("unit"), lambda fact: fact.currency or fact.get_unit_display()),
    (_label("bound"), lambda fact: fact.get_bound_display()),
    (_("deadline"), lambda fact: fact.delay),
    (_label("authority_fr"), lambda fact: fact.authority_fr),
    (_label("authority_ar"), lambda fact: fact.authority_ar),
    (_label("legal_basis"), lambda fact: fact.legal_basis),
    (_label("source_url"), lambda fact: fact.source_url),
    (_label("valid_from"), lambda fact: fact.valid_from),
    (_label("valid_until"), lambda fact: fact.valid_until),
    (_label("origin"), lambda fact: fact.get_origin_display()),
    (_label("verified_on"), lambda fact: fact.verified_on),
]
