"""What people type about forms and answers; the filters of the lists."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from taghyir.core.text import folded
from taghyir.design.fields import SeveralFilesField
from taghyir.people.models import COORDINATORS, User
from taghyir.places.models import Territory
from taghyir.surveys.sheets import SheetRefused
from taghyir.tables.cells import western
from taghyir.tables.listing import FilterForm


class PublishFormForm(forms.Form):
    """A sheet to make a form of. `faults` holds what to mend in it, when it was refused."""

    sheet = forms.FileField(
        label=_("The sheet"),
        help_text=_("An XLSForm: XLSX, XLS or CSV, with the sheets survey, choices and settings. 5 MB at most."),
    )
    files = SeveralFilesField(
        label=_("Pictures, sounds and lists that its questions show"),
        help_text=_(
            "Not organisations.csv nor places.csv: the platform makes both, each person sees those of their territory."
        ),
        required=False,
        max_length=200,
    )
    territory = forms.ModelChoiceField(
        Territory.objects.all(),
        label=_("Territory"),
        required=False,
        help_text=_("For a new form only. The new version of a form stays where the form is."),
    )

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        self.faults: list[Any] = []
        reach = actor.reach(*COORDINATORS)
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(_within(reach))
        field.empty_label = str(_("Every territory")) if reach.everywhere else None
        if not reach.everywhere:
            field.required = True
            field.initial = field.queryset.first()


def _within(reach: Any) -> Q:
    if reach.everywhere:
        return Q()
    return Q(pk__in=reach.territories) | Q(country__in=reach.countries)


@contextmanager
def faults_shown_on(form: PublishFormForm) -> Iterator[None]:
    """Show what to mend in the sheet, row by row, instead of one long sentence."""
    try:
        yield
    except SheetRefused as refusal:
        form.faults = refusal.faults
        count = len(refusal.faults)
        form.add_error(
            None,
            ngettext(
                "The form is not published: one thing is to be mended in the sheet.",
                "The form is not published: %(count)s things are to be mended in the sheet.",
                count,
            )
            % {"count": count},
        )


class AddFormFilesForm(forms.Form):
    files = SeveralFilesField(label=_("Pictures, sounds and lists"), max_length=200)


class CheckReceiptForm(forms.Form):
    """The code of a receipt, or its whole fingerprint, however it is typed."""

    code = forms.CharField(
        label=_("Your receipt"),
        help_text=_("Eight digits and letters, for example 4F0C-91AB."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        code = re.sub(r"[\s\u2010-\u2015.-]", "", western(self.cleaned_data["code"])).casefold()
        if not re.fullmatch(r"[0-9a-f]{8,64}", code):
            raise forms.ValidationError(_("A receipt is eight digits and letters from A to F, for example 4F0C-91AB."))
        return code


class FormsFilter(FilterForm):
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("Every territory")
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), ("open", _("Takes answers")), ("retired", _("Takes no more answers"))],
    )

    def narrow(
        self, rows: Any, q: str = "", territory: Territory | None = None, state: str = "", **_chosen: Any
    ) -> Any:
        if q:
            named = rows.values_list("pk", "title", "xform_id")  # forms are few: folded here, accents and all
            rows = rows.filter(pk__in=[pk for pk, *names in named if folded(q) in folded(" ".join(names))])
        if territory:
            rows = rows.filter(Q(territory=territory) | Q(territory=None))
        if state:
            rows = rows.filter(retired_at__isnull=state == "open")
        return rows
