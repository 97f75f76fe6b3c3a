"""What people write to keep the matrix and its values."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from taghyir.people.models import COORDINATORS, User
from taghyir.places.models import Territory
from taghyir.results.computations import COMPUTATIONS
from taghyir.results.models import Goal, Indicator
from taghyir.results.periods import Period, period_choices
from taghyir.tables.listing import FilterForm

SAID = 80  # characters of a line that are enough to choose it


class PeriodForm(forms.Form):
    """Which period, and which territory. A wrong choice falls back to this year and everywhere."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("All territories")
    )

    def __init__(self, asked: QueryDict, *, actor: User | None = None):
        """Who works in one territory alone begins with it; `territory=` asks for all."""
        own = actor.reach() if actor else None
        if own and "territory" not in asked and len(own.territories) == 1 and not own.countries and not own.everywhere:
            asked = asked.copy()
            asked["territory"] = str(*own.territories)
        super().__init__(asked)
        self.fields["period"].choices = [("", _("This year")), *period_choices()]  # type: ignore[attr-defined]

    @property
    def chosen_period(self) -> Period:
        self.is_valid()
        code = self.cleaned_data.get("period")
        return Period.of(code) if code else Period.this_year()

    @property
    def chosen_territory(self) -> Territory | None:
        self.is_valid()
        return self.cleaned_data.get("territory")


class RowsFilter(FilterForm):
    """Territory of the rows behind a figure."""

    q = None  # type: ignore[assignment]

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        return rows


class GoalChoiceField(forms.ModelChoiceField):
    """A line of the matrix by its code and its first words: whole sentences make a list nobody reads on a phone."""

    def label_from_instance(self, goal: Any) -> str:
        return f"{goal.code} · {Truncator(str(goal)).chars(SAID)}"


class GoalForm(forms.ModelForm):
    class Meta:
        model = Goal
        fields = ["parent", "level", "code", "name_fr", "name_ar", "name_es", "name_en", "assumptions", "order"]
        field_classes = {"parent": GoalChoiceField}

    def _post_clean(self) -> None:
        """The action checks the model, so that the API and the page refuse alike."""


class IndicatorForm(forms.ModelForm):
    computation = forms.ChoiceField(label=_("Computed from the work as"), required=False)

    class Meta:
        model = Indicator
        fields = [
            "goal", "code", "name_fr", "name_ar", "name_es", "name_en", "unit", "fewer_is_better",
            "computation", "baseline", "baseline_on", "source", "order",
        ]  # fmt: skip
        field_classes = {"goal": GoalChoiceField}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(key, computation.name) for key, computation in COMPUTATIONS.items()]
        self.fields["computation"].choices = [("", _("typed by people, with evidence")), *choices]  # type: ignore[attr-defined]
        self.fields["baseline_on"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def _post_clean(self) -> None:
        """The action checks the model."""


class TargetForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2099)
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("All territories")
    )
    value = forms.DecimalField(label=_("Target"), min_value=0, max_digits=14, decimal_places=2)


class ValueForm(forms.Form):
    """A typed value: one number, or numbers by sex whose total is computed."""

    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"))
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    women = forms.DecimalField(label=_("Women"), required=False, min_value=0, max_digits=14, decimal_places=2)
    men = forms.DecimalField(label=_("Men"), required=False, min_value=0, max_digits=14, decimal_places=2)
    unknown = forms.DecimalField(label=_("Sex not known"), required=False, min_value=0, max_digits=14, decimal_places=2)
    value = forms.DecimalField(
        label=_("Value"),
        required=False,
        max_digits=14,
        decimal_places=2,
        help_text=_("Leave empty when you wrote numbers by sex: the total is computed."),
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_("A signed sheet, a photo, minutes. Without it the value stays a draft."),
    )
    proof = forms.CharField(label=_("What it shows"), required=False, max_length=200)

    def __init__(self, *args: Any, actor: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        reach = actor.reach(*COORDINATORS)
        self.fields["territory"].queryset = Territory.objects.filter(reach.of_territories())  # type: ignore[attr-defined]


class EvidenceForm(forms.Form):
    file = forms.FileField(label=_("Proof"))
    proof = forms.CharField(label=_("What it shows"), max_length=200)
