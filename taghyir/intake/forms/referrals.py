"""To which body, with which words; and what that body answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Demand
from taghyir.core.text import folded
from taghyir.design.visitors import VisitorForm
from taghyir.directory.models import Organisation
from taghyir.directory.policies import visible_organisations
from taghyir.people.models import User

SHOWN = 50  # bodies offered while one types
_WHY = _("Say why, in one sentence the enterprise will read.")


def _words(label: Any, ask: Any = "", **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    return forms.CharField(label=label, max_length=1000, widget=widget, error_messages={"required": ask}, **options)


class SendReferralForm(forms.Form):
    """A body of the directory or another one, what it reads, and whether it may call the person."""

    body_name = forms.CharField(
        label=_("To which body"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "bodies", "dir": "auto"}),
        help_text=_("As in the directory, or in your own words."),
        error_messages={"required": _("Say to whom it is referred.")},
    )
    email = forms.EmailField(
        label=_("Their e-mail"),
        required=False,
        help_text=_("The link leaves by mail at once. Without it, you send the link yourself."),
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )
    reason = _words(_("Why"), _WHY, help_text=_("The enterprise will read this."))
    asked = _words(
        _("What they read"),
        _("Write what is asked of them."),
        help_text=_("Only what they need to answer. No name, no phone, nothing on health or family."),
    )
    gives_contact = forms.BooleanField(label=_("Give the name and the phone too"), required=False)

    def __init__(self, *args: Any, actor: User, demand: Demand, **options: Any):
        super().__init__(*args, **options)
        self.actor = actor
        self.bodies = visible_organisations(actor).exclude(kind=Organisation.Kind.ENTERPRISE)
        self.bodies = self.bodies.filter(country=demand.territory.country).order_by("sort_name", "pk")[:SHOWN]
        if demand.contact is None:
            del self.fields["gives_contact"]

    def clean(self) -> dict[str, Any]:
        """The organisation of the directory that bears this very name, when there is one alone."""
        written = super().clean() or {}
        alike = visible_organisations(self.actor).filter(sort_name=folded(written.get("body_name", "")) or "-")[:2]
        written["body"] = alike[0] if len(alike) == 1 else None
        return written


class WithdrawReferralForm(forms.Form):
    """Why the body is asked no more."""

    answer = _words(_("Why"), _WHY)


class AnswerReferralForm(VisitorForm):
    """Yes or no, a word, and who says so."""

    accepts = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[
            ("yes", pgettext_lazy("answer of a body", "Yes, we take it")),
            ("no", pgettext_lazy("answer of a body", "No, we cannot")),
        ],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        error_messages={"required": _("Say yes or no.")},
    )
    answer = _words(
        _("In a few words"),
        required=False,
        help_text=_("Yes: where and when they may come, and for whom to ask. No: why, so that they know."),
    )
    answered_by = forms.CharField(
        label=_("Who answers"),
        max_length=120,
        help_text=_("Your name or your service."),
        error_messages={"required": _("Say who answers.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
