"""What is written of a hand-over, and the filters of their list."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.design.fields import AmountField, DayInput, choices_of
from taghyir.handovers.models import HandOver
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.meanwhile import ReadForm
from taghyir.tables.money import CURRENCIES
from taghyir.tables.search import found_by


class RecordHandoverForm(ReadForm):
    kind = forms.ChoiceField(
        label=_("What kind"),
        choices=choices_of(HandOver.Kind),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose money or equipment.")},
    )
    what = forms.CharField(label=_("What is handed over"), max_length=200, help_text=_("As the deed will say it."))
    amount = AmountField(
        label=_("Amount, or what the equipment is worth"),
        required=False,
        max_digits=12,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[("", "–"), *CURRENCIES], required=False)
    serial = forms.CharField(
        label=_("Serial number"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    state = forms.ChoiceField(
        label=_("State of the equipment"), choices=choices_of(HandOver.State, ("", "–")), required=False
    )
    source = forms.CharField(label=_("Whose money"), max_length=200, help_text=_("The funder, and the budget line."))
    handed_on = forms.DateField(label=_("Day"), initial=timezone.localdate, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        """Money has no serial number and no state."""
        given = super().clean() or {}
        if given.get("kind") == HandOver.Kind.GRANT:
            given |= {"serial": "", "state": ""}
        return given


class SignDeedForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    drawing = forms.FileField(
        label=_("The signature"),
        widget=forms.FileInput(attrs={"accept": "image/png"}),
        error_messages={"required": _("Sign with the finger in the frame.")},
    )


class AttachDeedForm(forms.Form):
    file = forms.FileField(
        label=_("The signed deed"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("A photograph (JPEG, PNG) or a PDF, 10 MB at most."),
    )


class HandoverFilter(FilterForm):
    kind = forms.ChoiceField(
        label=_("What kind"), choices=choices_of(HandOver.Kind, ("", pgettext_lazy("filter", "all"))), required=False
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[("", pgettext_lazy("filter", "all")), *CURRENCIES], required=False
    )
    signed = forms.ChoiceField(
        label=_("Deed"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), ("yes", _("signed")), ("no", _("to sign"))],
    )
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("Every territory")
    )
    since = forms.DateField(label=pgettext_lazy("day", "From"), required=False, widget=DayInput)
    until = forms.DateField(label=pgettext_lazy("day", "Until"), required=False, widget=DayInput)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            here = Q(what__icontains=text) | Q(serial__iexact=text) | Q(case__number__icontains=text)
            rows = rows.filter(found_by(text, "case__organisation__folded") | here)
        if signed := chosen.get("signed"):
            is_signed = Q(signature__isnull=False) | Q(deed__isnull=False)
            rows = rows.filter(is_signed if signed == "yes" else ~is_signed)
        paths = {"kind": "kind", "currency": "currency", "territory": "case__territory"}
        paths |= {"since": "handed_on__gte", "until": "handed_on__lte"}
        return rows.filter(**{path: chosen[name] for name, path in paths.items() if name in chosen})
