"""What is written to keep the directory true."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.design.fields import latitude_field, longitude_field
from taghyir.design.visitors import VisitorForm
from taghyir.directory.models import Sector, Shown
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.meanwhile import ReadForm
from taghyir.tables.search import found_by
from taghyir.upkeep.models import Claim, Report

_LTR = {"dir": "ltr"}


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **options
    )


class ReportErrorForm(VisitorForm):
    """What is wrong, without an account."""

    kind = forms.ChoiceField(label=_("What is wrong"), choices=Report.Kind.choices, widget=forms.RadioSelect)
    words = _text(_("In your words"), required=False)
    contact = forms.CharField(
        label=_("Phone or e-mail, if you want an answer"),
        max_length=120,
        required=False,
        help_text=_("Only the mechanism reads it. It is erased ninety days after the answer."),
    )


class AnswerReportForm(forms.Form):
    """What was done about it."""

    state = forms.ChoiceField(
        label=_("What was done"),
        choices=[
            (Report.State.CORRECTED, _("The card is corrected")),
            (Report.State.UNCHANGED, _("It stays as it is, because…")),
        ],
        widget=forms.RadioSelect,
    )
    answer = _text(_("Answer"), help_text=_("Whoever has the code reads it. Name nobody."))


class ReportsFilter(FilterForm):
    """By organisation or code, territory, what is wrong, state."""

    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    kind = forms.ChoiceField(label=_("What is wrong"), required=False, choices=[("", _("All")), *Report.Kind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Report.State.choices])

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "organisation__folded")) | rows.filter(code__iexact=text.strip())
        if territory := chosen.get("territory"):
            rows = rows.filter(organisation__territory=territory)
        return rows.filter(**{name: chosen[name] for name in ("kind", "state") if chosen.get(name)})


class ClaimsFilter(FilterForm):
    """By organisation, territory, state."""

    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Claim.State.choices])

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "organisation__folded"))
        if territory := chosen.get("territory"):
            rows = rows.filter(organisation__territory=territory)
        return rows.filter(state=chosen["state"]) if chosen.get("state") else rows


class VisitsFilter(FilterForm):
    """By name or place, territory, and how far one is from being true."""

    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    due = forms.BooleanField(label=_("To be confirmed"), required=False)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text))
        if territory := chosen.get("territory"):
            rows = rows.filter(territory=territory)
        return rows.filter(due_on__lte=dt.date.today()) if chosen.get("due") else rows


class ProveClaimForm(forms.Form):
    """The six digits of the mail."""

    code = forms.CharField(
        label=_("The six digits of the mail"),
        max_length=12,
        widget=forms.TextInput(attrs=_LTR | {"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class RefuseClaimForm(forms.Form):
    """Why the card stays as it is."""

    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("The person reads it."))

    def __init__(self, *args: Any, is_read: bool, **options: Any):
        super().__init__(*args, **options)
        if not is_read:
            self.fields["reason"].help_text = ""


class DescribeForm(ReadForm):
    """What its own people may say of an organisation. Whoever saves second is told what the first one wrote."""

    activity_fr = forms.CharField(
        label=_("What it makes or does, in French"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"lang": "fr", "dir": "ltr"}),
    )
    activity_ar = forms.CharField(
        label=_("What it makes or does, in Arabic"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
    )
    offers = forms.CharField(
        label=_("What it makes and offers, parted by commas"),
        max_length=500,
        required=False,
        help_text=_("For example: argan oil, soap. It is found by these words."),
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), required=False, choices=Sector.choices, widget=forms.CheckboxSelectMultiple
    )
    phone = forms.CharField(
        label=_("Phone of the organisation"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=_LTR | {"inputmode": "tel"}),
        help_text=_("Never the private phone of a person: everybody may read it."),
    )
    email = forms.EmailField(label=_("E-mail of the organisation"), required=False, widget=forms.EmailInput(attrs=_LTR))
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs=_LTR | {"inputmode": "url"}),
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    latitude = latitude_field()
    longitude = longitude_field()
    is_women_led = forms.BooleanField(label=_("Led by women"), required=False)
    is_care = forms.BooleanField(label=_("Takes care of people: children, elders, the sick"), required=False)
    is_circular = forms.BooleanField(label=_("Repairs, reuses or recycles"), required=False)


class NameKeeperForm(forms.Form):
    """One of its members, met in person: no e-mail is needed."""

    person = forms.ChoiceField(label=_("Who keeps the card"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, members: Any, **options: Any):
        super().__init__(*args, **options)
        self.people = {str(membership.person_id): membership.person for membership in members}
        self.fields["person"].choices = [(key, str(person)) for key, person in self.people.items()]  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        return self.people[self.cleaned_data["person"]]


class RhythmForm(forms.Form):
    """From one month to two years."""

    review_months = forms.IntegerField(
        label=_("Months between two confirmations"),
        min_value=1,
        max_value=24,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ShownForm(forms.Form):
    """What everybody sees."""

    shown = forms.MultipleChoiceField(
        label=_("What everybody sees"), required=False, choices=Shown.choices, widget=forms.CheckboxSelectMultiple
    )
