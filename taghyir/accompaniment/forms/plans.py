"""The plan: an objective, an action, and their end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.forms.fields import NeedsField, answer_field, open_needs_of
from taghyir.accompaniment.models import Case
from taghyir.design.fields import day_field, line_field, today_field
from taghyir.needs.models import Need
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
    needs = NeedsField(
        label=_("For which needs"),
        queryset=Need.objects.none(),
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


class ChangeActionForm(ReadForm):
    words = line_field(_("What will be done"), ask=_("Write what will be done."), length=300)
    done_by = line_field(_("Who does it"), ask=_("Say who does it."), length=120)
    due_on = day_field(_("By when"))


class FinishActionForm(forms.Form):
    done_on = today_field(_("Done on"))
    answer_words = answer_field()
