"""What is typed in an enterprise's own file, and the filters of what is not right."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.conventions.queries import speakers_of
from taghyir.dossiers.models import Line
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.papers import PaperField
from taghyir.tables.search import found_by


class SayNotRightForm(forms.Form):
    words = forms.CharField(
        label=_("What is not right?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("In your own words, in your language. Your adviser answers here."),
    )

    def __init__(self, *args: Any, line: str = "", **options: Any):
        super().__init__(*args, **options)
        if line == Line.ACTION:  # who did their part says so here
            self.fields["words"].label = _("What is done and since when, or what is not right?")


class AnswerObjectionForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Say what you mended, or why it stays. They read it in their file."),
    )


class _Speaker(forms.ModelChoiceField):
    """Who speaks for the enterprise of a file, with their function."""

    def label_from_instance(self, member: Any) -> str:
        return f"{member.person}, {member.get_function_display()}"


class SignPlanForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    drawing = forms.FileField(
        label=_("The signature"),
        widget=forms.FileInput(attrs={"accept": "image/png"}),
        error_messages={"required": _("Sign with the finger in the frame.")},
    )

    def __init__(self, *args: Any, case: Case | None = None, **options: Any):
        super().__init__(*args, **options)
        if case is not None:  # the screen is handed to them
            asked = {"label": _("Who signs for the enterprise"), "empty_label": _("Choose a person")}
            self.fields["speaker"] = _Speaker(speakers_of(case), **asked)


class KeepSignedPlanForm(forms.Form):
    code = forms.CharField(
        label=_("Code printed on the sheet"),
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "size": 12}),
        help_text=_("Eight letters and figures: they say which plan was signed."),
    )
    signed_on = forms.DateField(
        label=_("Day of the signature"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    paper = PaperField()

    def __init__(self, *args: Any, case: Case, **options: Any):
        super().__init__(*args, **options)
        asked = {"label": _("Who signed for the enterprise"), "empty_label": _("Choose a person")}
        self.fields["speaker"] = _Speaker(speakers_of(case), **asked)
        self.order_fields(["code", "speaker", "signed_on", "paper"])


class ObjectionsFilter(FilterForm):
    """By organisation or number of the file, by territory, and whether somebody answered."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("not right", "To answer")),
            ("answered", pgettext_lazy("not right", "Answered")),
            ("all", pgettext_lazy("not right", "All")),
        ],
    )
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("Every territory")
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "case__organisation__folded") | Q(case__number__icontains=text))
        if territory := chosen.get("territory"):
            rows = rows.filter(case__territory=territory)
        state = chosen.get("state", "")
        return rows if state == "all" else rows.filter(answered_at__isnull=state != "answered")
