"""What is typed at a milestone, and the filters of their list."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.milestones.models import Moment, Standing, Turnover
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by

_DAY = {"type": "date"}
_UNKNOWN = ("", _("not known"))


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=9_999)


class HoldMilestoneForm(forms.Form):
    """What one asks: few questions, none of which must be answered but how it stands."""

    held_on = forms.DateField(label=_("Held on"), widget=forms.DateInput(attrs=_DAY), initial=timezone.localdate)
    standing = forms.ChoiceField(label=_("The enterprise today"), choices=Standing, widget=forms.RadioSelect)
    jobs_women = _count(_("Women who earn their living there"))
    jobs_men = _count(_("Men who earn their living there"))
    members_women = _count(_("Women members"))
    members_men = _count(_("Men members"))
    turnover = forms.TypedChoiceField(
        label=_("Sold in the last twelve months"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[_UNKNOWN, *Turnover.choices],
        help_text=_("In dirhams or dinars. A band is enough: nobody has to show their books."),
    )
    words = forms.CharField(
        label=_("What changed, in their words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    satisfaction = forms.TypedChoiceField(
        label=_("How do they judge the accompaniment?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            _UNKNOWN,
            (1, _("1 · it did not help")),
            (2, _("2 · it helped little")),
            (3, _("3 · it helped somewhat")),
            (4, _("4 · it helped")),
            (5, _("5 · it helped very much")),
        ],
    )


class PostponeMilestoneForm(forms.Form):
    due_on = forms.DateField(label=_("To which day?"), widget=forms.DateInput(attrs=_DAY))
    reason = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("One sentence, for whoever takes the file up after you.")
    )


class MilestonesFilter(FilterForm):
    """By organisation or number of the file, moment, territory, and whether it was held."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("milestone", "To hold")),
            ("late", pgettext_lazy("milestone", "Late")),
            ("held", pgettext_lazy("milestone", "Held")),
            ("all", pgettext_lazy("milestone", "All")),
        ],
    )
    moment = forms.ChoiceField(
        label=_("Moment"), required=False, choices=[("", pgettext_lazy("filter", "all")), *Moment.choices]
    )
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("Every territory")
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "case__organisation__folded") | Q(case__number__icontains=text))
        if moment := chosen.get("moment"):
            rows = rows.filter(moment=moment)
        if territory := chosen.get("territory"):
            rows = rows.filter(case__territory=territory)
        state = chosen.get("state", "")
        if state == "late":
            rows = rows.filter(due_on__lt=timezone.localdate())
        return rows if state == "all" else rows.filter(held_on__isnull=state != "held")
