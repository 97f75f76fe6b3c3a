"""Calling an assembly, and writing down how it was held."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.duties.forms.fields import count_field, day_field, label_of, words_field
from taghyir.duties.models import Assembly, Item
from taghyir.tables.text import cleaned

MOST_POINTS = 30
VOTES = ("votes_for", "votes_against", "abstentions")


class CallAssemblyForm(forms.Form):
    kind = forms.ChoiceField(label=label_of(Assembly, "kind"), choices=Assembly.Kind.choices)
    held_on = day_field(label=label_of(Assembly, "held_on"))
    starts_at = forms.TimeField(
        label=label_of(Assembly, "starts_at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial="10:00",
    )
    place = forms.CharField(label=label_of(Assembly, "place"), max_length=200)
    year = forms.IntegerField(
        label=label_of(Assembly, "year"),
        required=False,
        min_value=1950,
        max_value=2100,
        help_text=_("For an ordinary assembly: the year whose accounts it approves."),
    )
    is_second_call = forms.BooleanField(label=label_of(Assembly, "is_second_call"), required=False)
    agenda = words_field(_("Points to discuss"), 6000, rows=6, help_text=_("One point on each line."))

    def clean_agenda(self) -> list[str]:
        """One point a line; 30 at most, 300 signs each."""
        points = [cleaned(line) for line in self.cleaned_data["agenda"].splitlines()]
        points = [point for point in points if point]
        if len(points) > MOST_POINTS or any(len(point) > 300 for point in points):
            raise forms.ValidationError(_("30 points at most, in 300 letters each."))
        return points


class RecordAssemblyForm(forms.Form):
    members = count_field(label_of(Assembly, "members"))
    women_present = count_field(label_of(Assembly, "women_present"))
    men_present = count_field(label_of(Assembly, "men_present"))
    women_represented = count_field(label_of(Assembly, "women_represented"), initial=0)
    men_represented = count_field(label_of(Assembly, "men_represented"), initial=0)
    proxies_of_one = count_field(label_of(Assembly, "proxies_of_one"), required=False)
    chaired_by = forms.CharField(label=label_of(Assembly, "chaired_by"), max_length=120, required=False)
    written_by = forms.CharField(label=label_of(Assembly, "written_by"), max_length=120, required=False)

    def __init__(self, *args: Any, items: list[Item], **options: Any):
        super().__init__(*args, **options)
        self.items = items
        for item in items:
            said = label_of(Item, "decision")
            self.fields[f"decision_{item.pk}"] = words_field(said, 2000, rows=2, required=False)
            for name in VOTES:
                self.fields[f"{name}_{item.pk}"] = count_field(label_of(Item, name), required=False)

    @property
    def count_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.rpartition("_")[2].isdigit()]

    @property
    def points(self) -> list[tuple[Item, list[Any]]]:
        """Each point of the agenda with its fields."""
        return [(item, [self[f"{name}_{item.pk}"] for name in ("decision", *VOTES)]) for item in self.items]

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes: the figures, and what was decided on each point."""
        of_points = {f"{name}_{item.pk}" for item in self.items for name in ("decision", *VOTES)}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in of_points}
        decisions = {
            item.pk: {name: self.cleaned_data[f"{name}_{item.pk}"] for name in ("decision", *VOTES)}
            for item in self.items
        }
        return {**facts, "decisions": decisions}
