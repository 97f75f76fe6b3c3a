"""What comes next in a file, who follows it, how it ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import advisers_for
from taghyir.design.fields import choices_of, day_field, line_field, today_field, words_field
from taghyir.people.models import User
from taghyir.tables.meanwhile import ReadForm


class SetNextStepForm(ReadForm):
    """What is promised, and for when; both empty when nothing is."""

    next_step = line_field(_("Next step"), required=False, help_text=_("Leave it empty when nothing is promised."))
    next_step_on = day_field(_("Promised for"), required=False)


class TransferCaseForm(forms.Form):
    adviser = forms.ModelChoiceField(
        label=_("Who follows it from now on"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose who follows it.")},
    )
    reason = words_field(_("Why"), ask="", rows=2, required=False)

    def __init__(self, *args: Any, case: Case, **options: Any):
        super().__init__(*args, **options)
        self.fields["adviser"].queryset = advisers_for(case.territory).exclude(pk=case.adviser_id)


class CloseCaseForm(forms.Form):
    exit = forms.ChoiceField(
        label=_("How it ends"),
        choices=choices_of(Case.Exit),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ends.")},
    )
    exit_reason = words_field(
        _("What made it so"),
        ask=_("Say what made it so: the next adviser will learn from it."),
        help_text=_("What was reached, what was not, what the enterprise says of it."),
    )
    closed_on = today_field(_("Closed on"))
