"""What is typed about conventions; fields are named like the arguments of the actions."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.conventions.models import LANGUAGES, LONGEST, Convention
from taghyir.conventions.queries import mistakes_in, speakers_of
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.meanwhile import ReadForm
from taghyir.tables.papers import PaperField
from taghyir.tables.search import found_by


def _text(length: int, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=length, widget=forms.Textarea(attrs={"rows": 24, "dir": "auto"}), **options)


class WriteConventionTextForm(forms.Form):
    text = _text(
        LONGEST,
        label=_("Text"),
        help_text=_(
            "A line that begins with # is a heading, with - a point. Names between braces are filled for each file."
        ),
    )

    def clean_text(self) -> str:
        """Each place without such a name is said, with its line, before anything is shown or kept."""
        text = str(self.cleaned_data["text"])
        if mistakes := mistakes_in(text):
            raise forms.ValidationError([forms.ValidationError(one) for one in mistakes[:5]])
        return text


class DraftConventionForm(forms.Form):
    language = forms.ChoiceField(label=_("In which language it is signed"), choices=LANGUAGES, widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=_("From"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    months = forms.IntegerField(label=_("For how many months"), min_value=1, max_value=60, initial=24)

    def __init__(self, *args: Any, case: Case, **options: Any):
        super().__init__(*args, **options)
        self.fields["speaker"] = _Speaker(case, required=False)
        self.order_fields(["language", "speaker", "starts_on", "months"])


class _Speaker(forms.ModelChoiceField):
    """Who speaks for the enterprise of a file, with their function."""

    def __init__(self, case: Case, **options: Any):
        super().__init__(speakers_of(case), label=_("Who signs for the enterprise"), **options)
        self.empty_label = _("Choose a person")

    def label_from_instance(self, member: Any) -> str:
        return f"{member.person}, {member.get_function_display()}"


class ChangeDraftForm(ReadForm):
    text = _text(2 * LONGEST, label=_("Text"), help_text=_("Write what is particular to this enterprise."))


class SignConventionForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    drawing = forms.FileField(
        label=_("The signature"),
        widget=forms.FileInput(attrs={"accept": "image/png"}),
        error_messages={"required": _("Sign with the finger in the frame.")},
    )

    def __init__(self, *args: Any, case: Case | None = None, **options: Any):
        super().__init__(*args, **options)
        if case is not None:  # the screen is handed to them
            self.fields["speaker"] = _Speaker(case, required=True)


class KeepSignedPaperForm(forms.Form):
    paper = PaperField()


class EndConventionForm(forms.Form):
    end_reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why, in one sentence the enterprise will read.")},
    )


class ConventionsFilter(FilterForm):
    """By enterprise or number of the file, territory and state."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=lambda: [("", pgettext_lazy("filter", "all")), *Convention.State.choices],
    )
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Every territory"),
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "case__organisation__folded") | Q(case__number__icontains=text))
        if territory := chosen.get("territory"):
            rows = rows.filter(case__territory=territory)
        return rows.filter(state=chosen["state"]) if "state" in chosen else rows
