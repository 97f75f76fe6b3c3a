"""What people fill in about meetings. The rules are in the actions."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.text import listed
from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import GATHERERS
from taghyir.gatherings.queries import organisations_near, people_to_sign
from taghyir.people.models import Person, Sex, User
from taghyir.places.models import Place, Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _time(**options: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False, **options)


class GatheringsFilter(FilterForm):
    """By half a title or place, by kind, territory and days."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"), label=_("Territory"), required=False, to_field_name="slug"
    )
    since = _day(label=_("From"), required=False)
    until = _day(label=_("Until"), required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("All kinds")), *Gathering.Kind.choices]
        self.fields["territory"].empty_label = _("Everywhere")

    def narrow(self, rows: QuerySet[Gathering], **chosen: Any) -> QuerySet[Gathering]:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text))
        conditions = {"kind": "kind", "territory": "territory", "since": "held_on__gte", "until": "held_on__lte"}
        return rows.filter(Q(**{path: chosen[name] for name, path in conditions.items() if name in chosen}))


class ChangeGatheringForm(forms.ModelForm):
    """Its fields bear the names of the arguments of `change_gathering`."""

    held_on = _day(label=_("Day"))
    starts_at = _time(label=pgettext_lazy("hour", "From"))
    ends_at = _time(label=pgettext_lazy("hour", "To"), help_text=_("The time on the clocks of the place."))

    class Meta:
        model = Gathering
        fields = [
            "kind",
            "title",
            "held_on",
            "starts_at",
            "ends_at",
            "place",
            "where",
            "childcare_offered",
            "transport_offered",
            "notes",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        near = Territory.objects.filter(actor.reach(*GATHERERS).of_territories())
        self.fields["place"].queryset = Place.objects.filter(territories__in=near).order_by("name_fr", "pk").distinct()

    def _post_clean(self) -> None:
        """The action builds and checks the meeting: the form only reads."""


class RecordGatheringForm(ChangeGatheringForm):
    """One territory more than when changing: chosen by itself when there is but one."""

    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"))
    field_order = ["kind", "title", "territory"]

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, actor=actor, **options)
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(actor.reach(*GATHERERS).of_territories()).order_by("order")
        if len(near := list(field.queryset[:2])) == 1:
            field.initial, field.widget = near[0].pk, forms.HiddenInput()


class RecordAttendanceForm(forms.Form):
    """Known persons, ticked in the list that a search found."""

    people = forms.ModelMultipleChoiceField(Person.objects.none(), label=_("Who came"), required=True)

    def __init__(self, *args: Any, actor: User, gathering: Gathering, **options: Any):
        super().__init__(*args, **options)
        self.fields["people"].queryset = people_to_sign(actor, gathering)
        on_sheet = _("Somebody ticked is already on the sheet.")
        self.fields["people"].error_messages |= {
            "required": _("Tick who came."),
            "invalid_choice": on_sheet,
            "invalid_pk_value": on_sheet,
        }


class RecordNewcomerForm(forms.Form):
    """As little as is needed to know somebody again. Names in the script in which they are said."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, widget=forms.RadioSelect)
    age_band = forms.ChoiceField(label=_("Age"), choices=Person.AgeBand.choices, required=False)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=100, required=False, help_text=_("Half of its name, in any script.")
    )
    is_somebody_else = forms.BooleanField(label=_("It is somebody else"), required=False)

    def __init__(self, *args: Any, actor: User, gathering: Gathering, **options: Any):
        super().__init__(*args, **options)
        self.actor, self.gathering = actor, gathering

    def clean_organisation(self) -> Organisation | None:
        """The one organisation that half a name finds, near the meeting first."""
        text = self.cleaned_data["organisation"]
        if not text:
            return None
        found = organisations_near(self.actor, text, self.gathering.territory)
        if not found:
            raise forms.ValidationError(
                _("No organisation is found. Leave it blank, or write another part of its name.")
            )
        if len(found) > 1:
            names = listed(found)
            raise forms.ValidationError(_("Several are found: %(names)s. Write more of the name.") % {"names": names})
        return found[0]


class CountHeadsForm(forms.Form):
    """The others, counted at a glance."""

    women_counted = forms.IntegerField(label=_("Other women"), min_value=0, max_value=10_000)
    men_counted = forms.IntegerField(label=_("Other men"), min_value=0, max_value=10_000)


class AttachSheetForm(forms.Form):
    file = forms.FileField(label=_("Signed sheet"), help_text=_("A photograph (JPEG, PNG) or a PDF, 10 MB at most."))
