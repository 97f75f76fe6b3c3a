"""What is written of a plan; fields are named like the arguments of the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.models import Case, PlannedAction
from taghyir.design.fields import day_field, line_field, today_field
from taghyir.needs.models import Need
from taghyir.needs.queries import open_needs_of
from taghyir.plans.queries import values_read
from taghyir.tables.meanwhile import ReadForm


class AddObjectiveForm(forms.Form):
    words = line_field(
        _("What the enterprise wants to reach"),
        ask=_("Write what the enterprise wants to reach."),
        length=300,
        help_text=_("In its own words. Five at most."),
    )


class ReachObjectiveForm(forms.Form):
    reached_on = today_field(_("Reached on"))


class PlanActionForm(forms.Form):
    """Who does what by when, for which needs, with what, and how one will know."""

    words = line_field(_("What will be done"), ask=_("Write what will be done."), length=300)
    needs = forms.ModelMultipleChoiceField(
        label=_("For which needs"),
        queryset=Need.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one need: an action answers somebody.")},
    )
    done_by = line_field(_("Who does it"), ask=_("Say who does it."), length=120)
    due_on = day_field(_("By when"))
    means = line_field(_("With what"), required=False, help_text=_("Money, tools, a room, somebody who helps."))
    known_by = line_field(
        _("How will one know that it worked?"),
        required=False,
        help_text=_("Something that can be seen or counted: twenty jars sold, the registers in order."),
    )

    def __init__(self, *args: Any, case: Case, **options: Any):
        super().__init__(*args, **options)
        self.fields["needs"].queryset = open_needs_of(case.organisation)


class ChangeObjectiveForm(ReadForm, AddObjectiveForm):
    """The same words, said otherwise."""


class ChangeActionForm(ReadForm, PlanActionForm):
    """The same, filled; the needs it was for may be answered since. What was planned without a need stays so."""

    def __init__(self, *args: Any, planned: PlannedAction, **options: Any):
        first = {name: getattr(planned, name) for name in PlannedAction.SAID} | {"needs": planned.needs.all()}
        super().__init__(*args, case=planned.objective.case, initial=first, now=values_read(planned), **options)
        own = planned.needs.order_by().values("pk")
        self.fields["needs"].queryset |= Need.objects.filter(pk__in=own)
        self.fields["needs"].required = own.exists()


class TakeOutForm(forms.Form):
    """A line of the plan is taken out, and the enterprise reads why."""

    reason = line_field(_("Why"), ask=_("Say why it is taken out: the enterprise reads it."), length=300)
