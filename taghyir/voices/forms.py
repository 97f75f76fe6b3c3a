"""The sound that is sent for a question or a notice."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RecordVoiceForm(forms.Form):
    sound = forms.FileField(
        label=_("Or choose a sound"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=_("2 MB at most."),
        error_messages={"required": _("Record the question, or choose a sound.")},
    )


class RecordNoticeVoiceForm(RecordVoiceForm):
    sound = forms.FileField(
        label=_("Or choose a sound"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=_("2 MB at most."),
        error_messages={"required": _("Record the words, or choose a sound.")},
    )
