from taghyir.core.testing import Line
from taghyir.directory.tests.factories import IdentifierFactory, LabelFactory, OrganisationFactory, tifawin

NAMES = ("amina", "karim", "hedi", "fatma", "leila", "youssef", "salma", "pilar", "ines", "noor")
FIELD = {"amina": 200, "karim": 200, "pilar": 200}
SENT = {name: 302 for name in FIELD}
SEES = {"ines": 403, "fatma": 403}  # the file, without the pen


def permissions():
    """Tifawin of Zaïo is not published; Fatma presides it, Karim and Amina follow it. Another one is published."""
    organisation = tifawin()
    shown = OrganisationFactory(name="Coopérative Rif", is_public=True)
    number = IdentifierFactory(organisation=organisation)
    membership = organisation.memberships.get()
    label = LabelFactory(organisation=organisation)
    everybody = {"nobody": 200} | dict.fromkeys(NAMES, 200)
    one = (organisation.pk,)
    return [
        Line("directory:organisations", everybody),
        Line("directory:organisations", everybody, query="format=csv"),
        Line("directory:organisations", everybody, query="format=xlsx&q=zio"),
        Line("directory:organisation", everybody, args=(shown.pk,)),
        Line("directory:organisation", FIELD | {"nobody": 404, "ines": 200, "fatma": 200}, args=one),
        Line("directory:add_organisation", FIELD | {"hedi": 200}, 403),
        Line("directory:add_organisation", FIELD | {"hedi": 200}, 403, method="post", body={"name": ""}),
        Line("directory:change_organisation", FIELD | SEES, args=one),
        Line(
            "directory:publish_organisation", {"amina": 302, "pilar": 302, "karim": 403} | SEES, args=one, method="post"
        ),
        Line("directory:hide_organisation", {"amina": 302, "pilar": 302, "karim": 403} | SEES, args=one, method="post"),
        Line("directory:record_identifier", FIELD | SEES, args=one),
        Line("directory:remove_identifier", SENT | SEES, args=(*one, number.pk), method="post"),
        Line("directory:record_label", FIELD | SEES, args=one),
        Line("directory:label_paper", FIELD | dict.fromkeys(SEES, 200), args=(label.pk,)),
        Line("directory:check_label", SENT | SEES, args=(label.pk,), method="post"),
        Line("directory:remove_label", SENT | SEES, args=(label.pk,), method="post"),
        Line("directory:add_membership", FIELD | SEES, args=one, query="q=fatma"),
        Line("directory:count_members", FIELD | SEES, args=one),
        Line("directory:end_membership", SENT | SEES, args=(membership.pk,), method="post"),
        Line("api-1:organisations", everybody),
        Line("api-1:organisation", everybody, args=(shown.pk,)),
        Line("api-1:organisation", FIELD | {"nobody": 404, "ines": 200, "fatma": 200}, args=one),
    ]
