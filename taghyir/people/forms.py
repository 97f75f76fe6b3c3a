"""What is asked about people, their roles, their leave and their accounts."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.people.models import FIELD_STAFF, Person, Role, Sex, User
from taghyir.people.policies import GIVEN_BY_PARTNERS, can_give_role, visible_people
from taghyir.places.models import Country, Place, Territory
from taghyir.tables.listing import FilterForm

ARABIC = {"lang": "ar", "dir": "rtl"}


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _one_of(queryset: Any, label: Any, **options: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(queryset.none(), label=label, required=False, **options)


class PeopleFilter(FilterForm):
    """Search in both scripts, by territory and by role."""

    territory = _one_of(Territory.objects, _("Territory"), to_field_name="slug", empty_label=_("Everywhere"))
    kind = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Every role")), *Role.Kind.choices])

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
        self.fields["territory"].queryset = Territory.objects.filter(reach.of_territories()).order_by("order")

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.found_by(text)
        if territory := chosen.get("territory"):
            rows = rows.filter(territory=territory)
        if kind := chosen.get("kind"):
            held = Role.objects.on(timezone.localdate()).filter(kind=kind)
            rows = rows.filter(pk__in=held.values("user__person"))
        return rows


class PersonForm(forms.Form):
    """Somebody met: one name in one script is enough."""

    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    given_name_ar = forms.CharField(
        label=_("Given name in Arabic"), max_length=80, required=False, widget=forms.TextInput(ARABIC)
    )
    family_name_ar = forms.CharField(
        label=_("Family name in Arabic"), max_length=80, required=False, widget=forms.TextInput(ARABIC)
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect, initial=Sex.UNSAID)
    age_band = forms.ChoiceField(label=_("Age"), choices=Person.AgeBand.choices, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "dir": "ltr", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"})
    )
    territory = _one_of(Territory.objects, _("Territory"))
    place = _one_of(Place.objects, _("Commune or delegation"))

    def __init__(self, *args: Any, actor: User, person: Person | None = None, **options: Any):
        super().__init__(*args, **options)
        reach = actor.reach(*FIELD_STAFF)
        theirs = Q(pk=person.territory_id) if person else Q(pk__in=[])
        within = Territory.objects.filter((reach.of_territories() if reach else Q(pk__in=[])) | theirs).order_by(
            "order"
        )
        if reach.everywhere:
            within = Territory.objects.order_by("order")
        self.fields["territory"].queryset = within
        if not person and not reach.everywhere:
            self.fields["territory"].initial = within.first()
        self.fields["place"].queryset = Place.objects.filter(
            Q(territories__in=within) | Q(parent__territories__in=within),
            level__in=[Place.Level.COMMUNE, Place.Level.DELEGATION],
        ).order_by("country", "name_fr")


class RecordPersonForm(PersonForm):
    """Shown once more, with the box, when somebody already known could be this person."""

    is_somebody_else = forms.BooleanField(label=_("This is somebody else: record them"), required=False)


class _ScopeForm(forms.Form):
    """A role and where: what `actor` may give, and nothing more."""

    kind = forms.ChoiceField(label=_("Role"))
    territory = _one_of(Territory.objects, _("Territory"), empty_label=_("No single territory"))
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=[("", _("No single country")), *Country.choices],
        help_text=_("Neither territory nor country: the whole programme."),
    )

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        reach = actor.reach(Role.Kind.PROGRAMME_COORDINATOR, Role.Kind.PARTNER_COORDINATOR)
        territories = Territory.objects.filter(reach.of_territories()).order_by("order")
        is_programme = actor.has_role(Role.Kind.PROGRAMME_COORDINATOR)
        kinds = Role.Kind.choices if is_programme else [one for one in Role.Kind.choices if one[0] in GIVEN_BY_PARTNERS]
        self.fields["kind"].choices = [("", "—"), *kinds]
        self.fields["territory"].queryset = territories
        if not is_programme:
            del self.fields["country"]
            self.fields["territory"].required = True
            self.fields["territory"].initial = territories.first()

    def refuse_beyond(self, actor: User) -> bool:
        """Say in a sentence what the action would refuse as not allowed. Returns whether it would."""
        chosen = self.cleaned_data
        if can_give_role(actor, chosen["kind"], chosen["territory"], chosen.get("country", "")):
            return False
        self.add_error("kind", _("You cannot give this role there."))
        return True


class GiveRoleForm(_ScopeForm):
    starts_on = _day(_("From"), initial=timezone.localdate)
    ends_on = _day(_("To"), required=False)


class InvitePersonForm(_ScopeForm):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES, initial="fr")
    field_order = ["email", "kind", "territory", "country", "language"]


class AcceptInvitationForm(forms.Form):
    """The password of a new account, and the names of who is not recorded yet."""

    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    given_name_ar = forms.CharField(
        label=_("Given name in Arabic"), max_length=80, required=False, widget=forms.TextInput(ARABIC)
    )
    family_name_ar = forms.CharField(
        label=_("Family name in Arabic"), max_length=80, required=False, widget=forms.TextInput(ARABIC)
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        help_text=_("Ten signs or more. Three or four words in a row are easy to keep and hard to guess."),
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, needs_name: bool, **options: Any):
        super().__init__(*args, **options)
        if not needs_name:
            for name in [field for field in self.fields if "name" in field]:
                del self.fields[name]


def _colleagues(actor: User, user: User) -> Any:
    """Accounts that may take over from `user`: people `actor` sees, who can sign in, and who work here today."""
    working = Role.objects.on(timezone.localdate()).exclude(kind=Role.Kind.MEMBER).order_by().values("user")
    seen = User.objects.filter(person__in=visible_people(actor), is_active=True, pk__in=working).exclude(pk=user.pk)
    return seen.select_related("person").order_by("person__family_name", "pk").distinct()


class RecordLeaveForm(forms.Form):
    substitute = _one_of(User.objects, _("Substitute"))
    starts_on = _day(_("From"), initial=timezone.localdate)
    ends_on = _day(_("To"))

    def __init__(self, *args: Any, actor: User, user: User, **options: Any):
        super().__init__(*args, **options)
        self.fields["substitute"].queryset = _colleagues(actor, user)
        self.fields["substitute"].required = True


class DisableUserForm(forms.Form):
    successor = _one_of(
        User.objects,
        _("Who takes over what is open"),
        empty_label=_("Nobody yet: the coordinators are told"),
    )

    def __init__(self, *args: Any, actor: User, user: User, **options: Any):
        super().__init__(*args, **options)
        self.fields["successor"].queryset = _colleagues(actor, user)


class ChooseLanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)


class AddPasskeyForm(AddWebAuthnForm):
    """The form of django-allauth, whose field has no name in our languages."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name of the key")


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name of the key")
