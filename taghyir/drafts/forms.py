"""What people type about drafts; the filters of the lists."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taghyir.core.text import folded
from taghyir.design.fields import SeveralFilesField
from taghyir.drafts.changes import KINDS
from taghyir.people.models import COORDINATORS, User
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm

Sides = list[tuple[str, str]]


class SendDraftForm(forms.Form):
    """The same fields as to publish: a sheet chosen there may be sent here. `faults` holds what to mend in it."""

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
        reach, field = actor.reach(*COORDINATORS), self.fields["territory"]
        field.queryset = Territory.objects.filter(reach.of_territories())  # type: ignore[attr-defined]
        field.empty_label = str(_("Every territory")) if reach.everywhere else None  # type: ignore[attr-defined]
        if not reach.everywhere:
            field.required, field.initial = True, field.queryset.first()  # type: ignore[attr-defined]


class PublishDraftForm(forms.Form):
    """Which draft was seen: another that came meanwhile is not published unseen."""

    md5 = forms.CharField(max_length=32, widget=forms.HiddenInput())


class DraftsFilter(FilterForm):
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("Every territory")
    )

    def narrow(self, rows: Any, q: str = "", territory: Territory | None = None, **_chosen: Any) -> Any:
        if q:
            named = rows.values_list("pk", "title", "xform_id")  # drafts are few: folded here, accents and all
            rows = rows.filter(pk__in=[pk for pk, *names in named if folded(q) in folded(" ".join(names))])
        if territory:
            rows = rows.filter(Q(territory=territory) | Q(territory=None))
        return rows


class DifferenceFilter(FilterForm):
    """Which two versions, and which of the changes: `narrow` is given them as a list."""

    before = forms.ChoiceField(label=_("Before"), required=False)
    after = forms.ChoiceField(label=_("After"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of change"), required=False, choices=[("", _("All changes")), *KINDS.items()]
    )

    def __init__(self, asked: Any, *, sides: Sides, before: str, after: str, **options: Any):
        stands = asked.copy()
        stands["before"], stands["after"] = before, after  # the two that are shown, whatever the address says
        super().__init__(stands, **options)
        for name in ("before", "after"):
            self.fields[name].choices = sides  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters proper: which two versions are compared leaves nothing out."""
        return {name: value for name, value in super().chosen.items() if name not in ("before", "after")}

    def narrow(self, rows: Any, q: str = "", kind: str = "", **_chosen: Any) -> Any:
        if q:
            rows = [change for change in rows if folded(q) in folded(" ".join([change.name, *change.labels.values()]))]
        return [change for change in rows if kind in change.kinds] if kind else rows
