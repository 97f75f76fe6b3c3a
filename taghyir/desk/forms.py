"""What is asked at the desk: as little as one needs to answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.design.visitors import VisitorForm
from taghyir.desk.models import HelpRequest
from taghyir.desk.queries import places_to_choose
from taghyir.needs.models import Theme
from taghyir.places.models import Place, Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _message(label: Any, length: int = 1000, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    needed = {"required": _("Say it in a few words.")}
    return forms.CharField(label=label, max_length=length, widget=widget, error_messages=needed, **options)


class AskForHelpForm(VisitorForm):
    """Where one is and what one needs are enough."""

    words = _message(_("What do you need?"), 2000, help_text=_("In your own words, in any language."))
    place = forms.ChoiceField(
        label=_("Where are you?"),
        help_text=_("It decides who answers you."),
        error_messages={"required": _("Choose where you are; “Somewhere else” is an answer too.")},
    )
    name = forms.CharField(label=_("Your name"), max_length=80, required=False)
    organisation_name = forms.CharField(label=_("Your group or cooperative"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("A phone where you can be called"),
        max_length=30,
        required=False,
        help_text=_("Without it, come back to this site with your code to read the answer."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel", "autocomplete": "tel"}),
    )
    agrees = forms.BooleanField(
        label=_("I read or heard how my words are kept, and I agree"),
        error_messages={"required": _("Read or hear how your words are kept, then tick that you agree.")},
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        elsewhere = [("elsewhere", _("Somewhere else"))]
        self.fields["place"].choices = [("", _("Choose your commune or delegation")), *places_to_choose(), *elsewhere]  # type: ignore[attr-defined]

    def clean_place(self) -> Place | None:
        return Place.objects.filter(pk=key).first() if (key := self.cleaned_data["place"]).isdigit() else None

    def clean(self) -> dict[str, Any]:
        written = super().clean()
        written.pop("agrees", None)
        return written


class FindRequestForm(forms.Form):
    """The eight signs of the code."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the eight letters and digits of your code.")},
    )


class AddMessageForm(forms.Form):
    """One more word of who asked."""

    words = _message(_("Add a word"))


class AnswerRequestForm(forms.Form):
    """What whoever holds the code reads."""

    words = _message(_("Your answer"), help_text=_("Whoever holds the code reads it, in the language you write."))


class MakeNeedForm(forms.Form):
    """What the need is about."""

    theme = forms.ChoiceField(
        label=_("Theme"), choices=Theme.choices, error_messages={"required": _("Choose what the need is about.")}
    )


class CloseRequestForm(forms.Form):
    """How it ended, and a last word."""

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=HelpRequest.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it ended.")},
    )
    words = _message(_("Last word"), required=False, help_text=_("They read it. Needed, unless it was misused."))


class RequestsFilter(FilterForm):
    """By words, territory and state."""

    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *HelpRequest.State.choices])

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            by_code = text.strip().replace("-", "").upper()
            rows = rows.filter(found_by(text)) | rows.filter(code=by_code)
        if territory := chosen.get("territory"):
            rows = rows.filter(territory=territory)
        return rows.filter(state=chosen["state"]) if chosen.get("state") else rows
