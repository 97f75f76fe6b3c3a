import factory
from django.core.files.base import ContentFile

from taghyir.core.files import keep_file
from taghyir.directory.label_kinds import LABEL_KINDS
from taghyir.directory.legal_forms import LEGAL_FORMS
from taghyir.directory.models import Identifier, Label, LabelKind, LegalForm, Membership, Organisation
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory


class LegalFormFactory(factory.django.DjangoModelFactory):
    """A legal form of the seed: a Moroccan cooperative unless told otherwise, `LegalFormFactory(code="TN_SMSA")`."""

    class Meta:
        model = LegalForm
        django_get_or_create = ("code",)

    code = "MA_COOP"
    country = factory.LazyAttribute(lambda form: LEGAL_FORMS[form.code]["country"])
    name_fr = factory.LazyAttribute(lambda form: LEGAL_FORMS[form.code]["name_fr"])
    name_ar = factory.LazyAttribute(lambda form: LEGAL_FORMS[form.code]["name_ar"])
    name_es = factory.LazyAttribute(lambda form: LEGAL_FORMS[form.code]["name_es"])
    name_en = factory.LazyAttribute(lambda form: LEGAL_FORMS[form.code]["name_en"])
    is_informal = factory.LazyAttribute(lambda form: LEGAL_FORMS[form.code]["is_informal"])
    is_one_person = factory.LazyAttribute(lambda form: LEGAL_FORMS[form.code]["is_one_person"])


class OrganisationFactory(factory.django.DjangoModelFactory):
    """The cooperative Tifawin of Zaïo, in the territory of Nador. Elsewhere: `OrganisationFactory(code="KEF")`, without place."""

    class Meta:
        model = Organisation

    class Params:
        code = "NAD"

    name = "Coopérative Tifawin"
    name_ar = "تعاونية تيفاوين"
    kind = Organisation.Kind.ENTERPRISE
    territory = factory.LazyAttribute(lambda organisation: TerritoryFactory(code=organisation.code))
    country = factory.LazyAttribute(lambda organisation: organisation.territory.country)
    place = factory.LazyAttribute(lambda organisation: PlaceFactory() if organisation.code == "NAD" else None)
    legal_form = factory.LazyAttribute(lambda organisation: LegalFormFactory(code=f"{organisation.country}_COOP"))
    activity_fr = "Couscous et amlou"
    activity_ar = "كسكس وأملو"

    @classmethod
    def _create(cls, model_class, *args, **facts):
        organisation = model_class(*args, **facts)
        organisation.prepare_search()
        organisation.save()
        return organisation


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = "2026-01-01"


class IdentifierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Identifier

    organisation = factory.SubFactory(OrganisationFactory)
    type = Identifier.Type.ICE
    country = factory.SelfAttribute("organisation.country")
    value = "001561191000066"
    as_typed = factory.SelfAttribute("value")


class LabelFactory(factory.django.DjangoModelFactory):
    """An organic certificate that nobody has read yet."""

    class Meta:
        model = Label

    organisation = factory.SubFactory(OrganisationFactory)
    kind = factory.LazyFunction(
        lambda: LabelKind.objects.get_or_create(code="MA_BIO", defaults=LABEL_KINDS["MA_BIO"])[0]
    )
    given_on = "2026-01-05"
    paper = factory.LazyFunction(lambda: keep_file(ContentFile(b"%PDF-1.7", "bio.pdf"), by=None, extensions={"pdf"}))


def tifawin(**facts) -> Organisation:
    """The cooperative of Zaïo with Fatma, its president; made once per test."""
    known = Organisation.objects.filter(name="Coopérative Tifawin", territory__code="NAD").first()
    organisation = known or OrganisationFactory(**facts)
    fatma = somebody("fatma").person
    if not organisation.memberships.filter(person=fatma).exists():
        MembershipFactory(
            organisation=organisation, person=fatma, function=Membership.Function.PRESIDENT, is_board=True
        )
    return organisation
