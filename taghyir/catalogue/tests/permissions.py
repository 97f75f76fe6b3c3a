"""Who gets what at the doors of the catalogue."""

from taghyir.catalogue.tests.factories import ServiceKindFactory
from taghyir.core.testing import Line


def permissions():
    """Who has an account reads it; the programme coordinator writes it."""
    kind = ServiceKindFactory()
    retired = ServiceKindFactory(code="fax", is_offered=False)
    sheet = {"name_fr": "abeilles", "name_ar": "نحل", "topic": "quality", "setting": "both", "minutes": "90"}
    staff = dict.fromkeys(("amina", "karim", "hedi", "pilar", "ines"), 200)
    return [
        Line("catalogue:kinds", {}, 200),
        Line("catalogue:kinds", {}, 200, query="format=csv"),
        Line("catalogue:kind", {}, 200, (kind.pk,)),
        Line("catalogue:kind", staff, 404, (retired.pk,)),
        Line("catalogue:add_kind", {"pilar": 200}, 403),
        Line("catalogue:add_kind", {"pilar": 302}, 403, (), "post", sheet),
        Line("catalogue:change_kind", {"pilar": 200}, 403, (kind.pk,)),
        Line("catalogue:change_kind", {"pilar": 302}, 403, (kind.pk,), "post", sheet | {"name_fr": "ruches"}),
    ]
