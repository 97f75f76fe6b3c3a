"""The notice, the five questions, the turn on the list, the word given, and a request that becomes a demand."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.intake.models import NoticeRead, Question, Reply
from taghyir.tables.voices import SPOKEN


def _today(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, initial=timezone.localdate, widget=widget)


class RecordNoticeForm(forms.Form):
    """How and in which language they heard it."""

    how = forms.ChoiceField(
        label=_("How they heard it"),
        choices=lambda: [(key, capfirst(label)) for key, label in NoticeRead.How.choices if key != "web"],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how they heard it.")},
    )
    language = forms.ChoiceField(
        label=_("In which language"),
        choices=SPOKEN,
        initial=base_language,
        error_messages={"required": _("Choose the language in which they heard it.")},
    )
    read_on = _today(_("Heard on"))


class AskQuestionsForm(forms.Form):
    """Five questions, each with a reply and a remark. What was replied before is shown, to be put right."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for question in Question:
            self.fields[f"reply_{question}"] = forms.ChoiceField(
                label=question.label,
                choices=[(key, capfirst(label)) for key, label in Reply.choices],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a reply; “they do not know” is one.")},
            )
            self.fields[f"remark_{question}"] = forms.CharField(
                label=_("What was said"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
            )
        self.fields["asked_on"] = _today(_("The day they were asked"))

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Each question with its remark, for the page."""
        return [(self[f"reply_{question}"], self[f"remark_{question}"]) for question in Question]

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        said = {kind: {one.value: written.get(f"{kind}_{one}", "") for one in Question} for kind in ("reply", "remark")}
        return {"replies": said["reply"], "remarks": said["remark"], "asked_on": written.get("asked_on")}


class TellDemandForm(forms.Form):
    """The last step: they know."""

    told_how = forms.CharField(
        label=_("How it was told"),
        max_length=120,
        help_text=_("By phone, at the market, in a voice message…"),
        widget=forms.TextInput(attrs={"list": "ways-to-tell"}),
        error_messages={"required": _("Say how it was told: by phone, at the market, in a message.")},
    )
    told_on = _today(_("Told on"))


class MoveDemandForm(forms.Form):
    """Its new place, and why: others wait too."""

    place = forms.IntegerField(
        label=_("New place on the list"),
        min_value=1,
        max_value=10_000,
        error_messages={"required": _("Write its new number on the list, for example 3.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Whoever keeps the list after you reads it."),
        error_messages={"required": _("Say why its place changes: others wait too.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class FindOrganisationForm(forms.Form):
    """A name to look for in the directory."""

    q = forms.CharField(label=_("Look for the organisation"), max_length=100, required=False)


class MakeDemandForm(forms.Form):
    """One of those that were found, or the name of a new one."""

    organisation = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name of the new group or organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
