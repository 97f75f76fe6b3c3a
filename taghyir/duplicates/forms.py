"""What is chosen about pairs that may be one organisation."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taghyir.duplicates.models import Candidate, Reason
from taghyir.duplicates.queries import differences_of
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


class CandidatesFilter(FilterForm):
    """By name, territory, how sure, why, and what was decided; those still open unless told otherwise."""

    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    proposal = forms.ChoiceField(
        label=_("How sure"), required=False, choices=[("", _("All")), *Candidate.Proposal.choices]
    )
    reason = forms.ChoiceField(label=_("Why"), required=False, choices=[("", _("Any reason")), *Reason.choices])
    decision = forms.ChoiceField(
        label=_("Decision"), required=False, choices=[("", _("Still open")), *Candidate.Decision.choices]
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            first, second = found_by(text, "first__folded"), found_by(text, "second__folded")
            rows = rows.filter(first | second)
        if territory := chosen.get("territory"):
            rows = rows.filter(Q(first__territory=territory) | Q(second__territory=territory))
        if reason := chosen.get("reason"):
            rows = rows.filter(reasons__contains=[reason])
        return rows.filter(**{name: chosen[name] for name in ("proposal", "decision") if chosen.get(name)})


class MergeForm(forms.Form):
    """Which entry stays, and which facts it takes from the other one."""

    stays = forms.ChoiceField(label=_("Which one stays"), widget=forms.RadioSelect)
    taken = forms.MultipleChoiceField(
        label=_("Facts taken from the other one"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, candidate: Candidate, **options: Any):
        super().__init__(*args, **options)
        self.candidate = candidate
        both = [(str(side.pk), str(side)) for side in (candidate.first, candidate.second)]
        self.fields["stays"].choices = both  # type: ignore[attr-defined]
        self.fields["taken"].choices = [(name, label) for name, label, _one, _other in differences_of(candidate)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Named as the arguments of the action."""
        chosen = super().clean() or {}
        sides = [self.candidate.first, self.candidate.second]
        if chosen.get("stays") == str(self.candidate.second.pk):
            sides.reverse()
        return {"stays": sides[0], "goes": sides[1], "taken": chosen.get("taken", [])} if "stays" in chosen else chosen


class MergesFilter(FilterForm):
    """By name; those undone or not."""

    undone = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), ("no", _("merged")), ("yes", _("undone"))]
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "stays__folded") | found_by(text, "goes__folded"))
        return rows.filter(undone_at__isnull=chosen["undone"] == "no") if chosen.get("undone") else rows
