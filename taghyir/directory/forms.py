"""What is asked about organisations, their numbers and members, and about the files they come from."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.actions import Refused
from taghyir.design.fields import latitude_field, longitude_field
from taghyir.directory.identifiers import TYPES_OF
from taghyir.directory.models import LabelKind, LegalForm, Membership, Organisation, Sector
from taghyir.directory.queries import label_kinds_of
from taghyir.people.models import FIELD_STAFF, Person, User
from taghyir.people.queries import people_matching
from taghyir.places.models import Place, Territory
from taghyir.tables.meanwhile import ReadForm

_LTR = {"dir": "ltr"}
_ARABIC = {"lang": "ar", "dir": "rtl"}
SHOWN = 12  # people found at once
_NARROW = (Place.Level.COMMUNE, Place.Level.DELEGATION)


def _words(label: Any, length: int, **options: Any) -> forms.CharField:
    attributes = options.pop("attrs", {})
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, max_length=length, required=False, widget=widget, **options)


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **options)


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class AddOrganisationForm(forms.Form):
    """An organisation as people speak of it; one name in one script and where it is are enough."""

    name = _words(_("Name in Latin letters"), 200)
    name_ar = _words(_("Name in Arabic"), 200, attrs=_ARABIC)
    other_names = _words(_("Other names, acronym"), 300)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Organisation.Kind.choices, initial=Organisation.Kind.ENTERPRISE
    )
    legal_form = forms.ModelChoiceField(
        LegalForm.objects.none(),
        label=_("Legal form"),
        required=False,
        empty_label=_("Not known yet"),
        help_text=_("A group without papers is welcome: choose the informal group."),
    )
    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"), required=False, empty_label="–")
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Commune or delegation"), required=False, empty_label=_("Not known yet")
    )
    activity_fr = _words(_("What it makes or does, in French"), 300)
    activity_ar = _words(_("What it makes or does, in Arabic"), 300, attrs=_ARABIC)
    offers = _words(
        _("What it makes and offers, parted by commas"),
        500,
        help_text=_("For example: argan oil, soap. It is found by these words."),
    )
    phone = _words(
        _("Phone of the organisation"),
        30,
        attrs=_LTR | {"inputmode": "tel"},
        help_text=_("Never the private phone of a person: everybody may read it."),
    )
    email = forms.EmailField(label=_("E-mail of the organisation"), required=False, widget=forms.EmailInput(attrs=_LTR))
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs=_LTR | {"inputmode": "url"}),
    )
    address = _words(_("Address"), 300)
    latitude = latitude_field()
    longitude = longitude_field()
    founded_on = _day(_("Founded on"))
    is_women_led = forms.BooleanField(label=_("Led by women"), required=False)
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), required=False, choices=Sector.choices, widget=forms.CheckboxSelectMultiple
    )
    is_care = forms.BooleanField(label=_("Takes care of people: children, elders, the sick"), required=False)
    is_circular = forms.BooleanField(label=_("Repairs, reuses or recycles"), required=False)
    is_another = forms.BooleanField(
        label=_("It is another organisation of the same name"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, actor: User, organisation: Organisation | None = None, **options: Any):
        super().__init__(*args, **options)
        near = self._near(actor)
        for name, queryset in (
            ("territory", near),
            ("place", self._places(near, organisation)),
            ("legal_form", LegalForm.objects.filter(country__in=[territory.country for territory in near])),
        ):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        if organisation is None and len(near) == 1:
            self.fields["territory"].initial = near[0]

    def ask_if_another_of(self, refusal: Refused) -> None:
        """Show the box by which a person says that it is another one of the same name, when that was refused."""
        if refusal.code == "alike":
            self.fields["is_another"].widget = forms.CheckboxInput()

    @staticmethod
    def _near(actor: User) -> QuerySet[Territory]:
        return Territory.objects.filter(actor.reach(*FIELD_STAFF).of_territories()).order_by("order")

    @staticmethod
    def _places(near: QuerySet[Territory], organisation: Organisation | None) -> QuerySet[Place]:
        """The communes and delegations of these territories, and the present one wherever it is."""
        within = Q(territories__in=near) | Q(parent__territories__in=near)
        present = Q(pk=organisation.place_id) if organisation else Q(pk__in=[])
        return Place.objects.filter(within & Q(level__in=_NARROW) | present).distinct().order_by("name_fr")


class ChangeOrganisationForm(AddOrganisationForm, ReadForm):
    """The same facts, and the day it closed. Whoever saves second is told what the first one wrote."""

    is_another = None  # type: ignore[assignment]
    closed_on = _day(pgettext_lazy("organisation", "Closed on"))

    field_order = ("name", "name_ar")


class CountMembersForm(forms.Form):
    """Women and men, as they were on a day."""

    women_members = _count(_("Women members"))
    men_members = _count(_("Men members"))
    women_board = _count(_("Women on the board"))
    men_board = _count(_("Men on the board"))
    counted_on = _day(_("Counted on"))


class RecordIdentifierForm(forms.Form):
    """A number given by an administration of the country of the organisation."""

    type = forms.ChoiceField(label=_("Which number"))
    value = forms.CharField(
        label=_("Number on paper"),
        max_length=60,
        help_text=_("As it is written on the paper: spaces, dots and dashes do not matter."),
        widget=forms.TextInput(attrs=_LTR | {"inputmode": "text", "autocomplete": "off"}),
    )
    authority = _words(
        _("Court or office"), 120, help_text=_("For the trade register and the register of cooperatives.")
    )

    def __init__(self, *args: Any, country: str, **options: Any):
        super().__init__(*args, **options)
        self.fields["type"].choices = [(type.value, type.label) for type in TYPES_OF[country]]  # type: ignore[attr-defined]


class RecordLabelForm(forms.Form):
    """A label the country knows, its dates and its certificate."""

    kind = forms.ModelChoiceField(LabelKind.objects.none(), label=_("Label"), empty_label=_("Choose a label"))
    number = _words(_("Number on the certificate"), 60, attrs=_LTR | {"autocomplete": "off"})
    given_on = forms.DateField(label=_("Given on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    expires_on = _day(_("Valid until"), help_text=_("Leave it empty when the certificate has no end."))
    file = forms.FileField(
        label=_("Certificate"),
        help_text=_("A photo or a PDF, 10 MB at most. Only those who follow the organisation can open it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def __init__(self, *args: Any, country: str, **options: Any):
        super().__init__(*args, **options)
        self.fields["kind"].queryset = label_kinds_of(country)  # type: ignore[attr-defined]


class FindPersonForm(forms.Form):
    """Half a name in any script, a phone or an e-mail."""

    q = forms.CharField(label=_("Name, phone or e-mail of the person"), max_length=100, required=False)

    def people(self, actor: User) -> QuerySet[Person]:
        """The first people found; nobody as long as nothing is asked."""
        found = people_matching(actor, self.cleaned_data["q"]) if self.is_valid() else Person.objects.none()
        keys = found.order_by("family_name", "given_name", "pk").values_list("pk", flat=True)[:SHOWN]
        return Person.objects.filter(pk__in=list(keys)).order_by("family_name", "given_name", "pk")


class AddMembershipForm(forms.Form):
    """Who belongs to it, and as what."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person"), widget=forms.RadioSelect, empty_label=None
    )
    function = forms.ChoiceField(
        label=_("Function"), choices=Membership.Function.choices, initial=Membership.Function.MEMBER
    )
    is_board = forms.BooleanField(label=_("Sits on the board"), required=False)
    starts_on = _day(_("Since"))

    def __init__(self, *args: Any, people: QuerySet[Person], **options: Any):
        super().__init__(*args, **options)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
