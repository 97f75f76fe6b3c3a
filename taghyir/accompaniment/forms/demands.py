"""A demand, and the four answers it may get."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.forms.fields import NeedsField
from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.queries import advisers_for
from taghyir.core.actions import Refused
from taghyir.design.fields import choices_of, day_field, line_field, today_field, words_field
from taghyir.directory.models import LegalForm, Organisation
from taghyir.directory.queries import members_of
from taghyir.needs.models import Need, Theme
from taghyir.needs.queries import open_needs_of
from taghyir.people.models import FIELD_STAFF, Person, User
from taghyir.places.models import Place, Territory


class RecordDemandForm(forms.Form):
    """What an organisation asks, in its words."""

    words = words_field(_("What they ask, in their words"), ask=_("Write what they ask."), length=2000)
    needs = NeedsField(label=_("Needs already heard"), queryset=Need.objects.none(), required=False)
    theme = forms.ChoiceField(
        label=_("Keep it as a need too, about"),
        choices=choices_of(Theme, ("", _("No, not yet"))),
        required=False,
        help_text=_("A need has an owner and a day: its answer will be told back."),
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=choices_of(Demand.Channel),
        initial=Demand.Channel.DESK,
        widget=forms.RadioSelect,
    )
    contact = forms.ModelChoiceField(label=_("Whom to call back"), queryset=Person.objects.none(), required=False)
    is_new_enterprise = forms.BooleanField(label=_("It is an enterprise being created"), required=False)
    received_on = today_field(_("Received on"))

    def __init__(self, *args: Any, organisation: Organisation, **options: Any):
        super().__init__(*args, **options)
        members = members_of(organisation).values("person")
        self.fields["contact"].queryset = Person.objects.filter(pk__in=members).order_by("family_name", "pk")
        self.fields["contact"].empty_label = _("Nobody in particular")
        self.fields["needs"].queryset = open_needs_of(organisation)
        if not self.fields["needs"].queryset.exists():
            del self.fields["needs"]


class AskerForm(forms.Form):
    """Who asks and is not in the directory yet: a name in any script, and where; the rest can wait."""

    name = line_field(_("How they call themselves"), ask=_("Write a name: that of the group, or of who speaks for it."))
    legal_form = forms.ModelChoiceField(label=_("Legal form"), queryset=LegalForm.objects.none(), required=False)
    territory = forms.ModelChoiceField(
        label=_("Territory"),
        queryset=Territory.objects.none(),
        error_messages={"required": _("Choose the territory.")},
    )
    place = forms.ModelChoiceField(label=_("Commune or delegation"), queryset=Place.objects.none(), required=False)
    is_another = forms.BooleanField(
        label=_("It is another organisation of the same name"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, actor: User, asked: str = "", **options: Any):
        super().__init__(*args, initial={"name": asked[:200]}, **options)
        near = Territory.objects.filter(actor.reach(*FIELD_STAFF).of_territories()).order_by("order")
        within = Q(territories__in=near) | Q(parent__territories__in=near)
        places = Place.objects.filter(within, level__in=(Place.Level.COMMUNE, Place.Level.DELEGATION))
        forms_there = LegalForm.objects.filter(country__in=near.values("country")).order_by("country", "code")
        narrowed = {"territory": near, "place": places.distinct().order_by("name_fr"), "legal_form": forms_there}
        fields: dict[str, Any] = self.fields
        for name, rows in narrowed.items():
            fields[name].queryset = rows
        fields["legal_form"].empty_label = fields["place"].empty_label = _("Not known yet")
        if len(near) == 1:
            fields["territory"].initial, fields["territory"].widget = near[0], forms.HiddenInput()

    def clean_name(self) -> str:
        """Kept under the script it is written in."""
        name: str = self.cleaned_data["name"]
        self.cleaned_data["name_ar"] = name if any("\u0600" <= letter <= "\u06ff" for letter in name) else ""
        return "" if self.cleaned_data["name_ar"] else name

    def ask_if_another_of(self, refusal: Refused) -> None:
        """Show the box by which somebody says that it is another one of the same name, when that was refused."""
        if refusal.code == "alike":
            self.fields["is_another"].widget = forms.CheckboxInput()


class AcceptDemandForm(forms.Form):
    """Who follows the enterprise, and the first step promised."""

    adviser = forms.ModelChoiceField(
        label=_("Who follows them"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose who follows them.")},
    )
    next_step = line_field(_("First step"), required=False)
    next_step_on = day_field(_("Promised for"), required=False)

    def __init__(self, *args: Any, demand: Demand, **options: Any):
        super().__init__(*args, **options)
        self.fields["adviser"].queryset = advisers_for(demand.territory)


_WHY = _("Say why, in one sentence the enterprise will read.")


class PutDemandToWaitForm(forms.Form):
    reason = words_field(_("Why it waits"), ask=_WHY, help_text=_("The enterprise will read this."))


class RefuseDemandForm(forms.Form):
    reason = words_field(_("Why not"), ask=_WHY, help_text=_("The enterprise will read this."))
