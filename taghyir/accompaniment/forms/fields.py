"""Fields that several forms of the room share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.design.fields import words_field


def answer_field() -> forms.CharField:
    """What a finished action answers to the needs it was for."""
    return words_field(
        _("What it answers to its needs"),
        ask="",
        rows=2,
        required=False,
        help_text=_("These needs are then answered, and wait to be told back. Leave it empty when they are not."),
    )


class NeedsField(forms.ModelMultipleChoiceField):
    """Needs of the organisation, each a box to tick."""

    widget = forms.CheckboxSelectMultiple
