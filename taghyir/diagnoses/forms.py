"""What is typed around a diagnosis, and the filters of the list."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.conventions.queries import speakers_of
from taghyir.diagnoses.dimensions import Dimension
from taghyir.diagnoses.models import Depth, Diagnosis
from taghyir.people.models import Person
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.papers import PaperField
from taghyir.tables.search import found_by


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, initial=timezone.localdate, widget=widget, help_text=help_text)


class BeginDiagnosisForm(forms.Form):
    depth = forms.ChoiceField(label=_("What it looks at"), widget=forms.RadioSelect)
    held_on = _day(_("Day of the first sitting"))

    def __init__(self, *args: Any, depths: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["depth"].choices = depths  # type: ignore[attr-defined]
        self.fields["depth"].initial = depths[0][0] if depths else None


class GiveBackForm(forms.Form):
    given_back_on = _day(_("Day it was told to the members"))
    present = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Members present"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those who are in the file. They are named on the result."),
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = members  # type: ignore[attr-defined]


class _Speaker(forms.ModelChoiceField):
    """Who speaks for the enterprise of a file, with their function."""

    def label_from_instance(self, member: Any) -> str:
        return f"{member.person}, {member.get_function_display()}"


class SignResultForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    drawing = forms.FileField(
        label=_("The signature"),
        widget=forms.FileInput(attrs={"accept": "image/png"}),
        error_messages={"required": _("Sign with the finger in the frame.")},
    )

    def __init__(self, *args: Any, case: Case | None = None, **options: Any):
        super().__init__(*args, **options)
        if case is not None:  # the screen may be handed to them
            asked = {"label": _("Who signs"), "empty_label": _("I sign, for the mechanism"), "required": False}
            self.fields["speaker"] = _Speaker(speakers_of(case), **asked)


class KeepSignedResultForm(forms.Form):
    paper = PaperField()


class DiagnosedNeedsForm(forms.Form):
    dimensions = forms.MultipleChoiceField(
        label=_("What becomes a need"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, proposed: list[Dimension], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["dimensions"].choices = [(one.code, one.label) for one in proposed]  # type: ignore[attr-defined]


class DiagnosesFilter(FilterForm):
    """By organisation or number of the file, what it looks at, its moment, where it stands, and the territory."""

    depth = forms.ChoiceField(
        label=_("What it looks at"), required=False, choices=[("", pgettext_lazy("depth", "All")), *Depth.choices]
    )
    moment = forms.TypedChoiceField(
        label=_("Moment"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", pgettext_lazy("moment of a diagnosis", "All")), *((n, f"T{n}") for n in range(4))],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("state of a diagnosis", "All")), *Diagnosis.State.choices],
    )
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("Every territory")
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "case__organisation__folded") | Q(case__number__icontains=text))
        if state := chosen.get("state"):
            rows = rows.in_state(state)
        named = {"depth": "depth", "moment": "moment", "territory": "case__territory"}
        return rows.filter(**{field: chosen[name] for name, field in named.items() if name in chosen})
