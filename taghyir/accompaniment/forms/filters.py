"""Filters of the lists of the room."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Demand, Service
from taghyir.accompaniment.policies import visible_cases
from taghyir.accompaniment.queries import SILENT_AFTER, without_service_for
from taghyir.catalogue.models import ServiceKind
from taghyir.design.fields import choices_of
from taghyir.directory.models import LegalForm
from taghyir.people.models import FIELD_STAFF, Role, User
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _choice(label: Any, kinds: type[TextChoices]) -> forms.ChoiceField:
    everything = ("", pgettext_lazy("filter", "all"))
    return forms.ChoiceField(label=label, required=False, choices=choices_of(kinds, everything))


class _InTerritories(FilterForm):
    """A list of one or several territories: who has one only is not asked which."""

    territory = forms.ModelChoiceField(label=_("Territory"), queryset=Territory.objects.none(), required=False)

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
        if reach.everywhere or reach.countries or len(reach.territories) > 1:
            self.fields["territory"].queryset = Territory.objects.filter(reach.of_territories()).order_by("order")
            self.fields["territory"].empty_label = pgettext_lazy("filter", "all")
        else:
            del self.fields["territory"]


class DemandFilter(_InTerritories):
    state = _choice(_("State"), Demand.State)
    channel = _choice(pgettext_lazy("filter", "How it came"), Demand.Channel)
    field_order = ["q", "state", "territory", "channel"]

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        asked = chosen.pop("q", "")
        return rows.filter(found_by(asked, "organisation__folded") | Q(words__icontains=asked), **chosen)


class CaseFilter(_InTerritories):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", pgettext_lazy("filter", "all")),
            ("open", pgettext_lazy("files", "open")),
            ("closed", pgettext_lazy("files", "closed")),
        ],
    )
    adviser = forms.ModelChoiceField(label=_("Adviser"), queryset=User.objects.none(), required=False)
    legal_form = forms.ModelChoiceField(label=_("Legal form"), queryset=LegalForm.objects.none(), required=False)
    silent = forms.BooleanField(label=_("no service for 45 days"), required=False)
    field_order = ["q", "state", "silent", "adviser", "territory", "legal_form"]

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, actor=actor, **options)
        cases = visible_cases(actor).order_by()
        advisers = User.objects.filter(pk__in=cases.values("adviser")).select_related("person")
        self.fields["adviser"].queryset = advisers.order_by("person__family_name", "person__given_name", "pk")
        legal_forms = LegalForm.objects.filter(pk__in=cases.values("organisation__legal_form"))
        self.fields["legal_form"].queryset = legal_forms.order_by("country", "code")
        self.fields["adviser"].empty_label = self.fields["legal_form"].empty_label = pgettext_lazy("filter", "all")

    def clean_silent(self) -> bool | None:
        return self.cleaned_data["silent"] or None  # a box left empty filters nothing

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if asked := chosen.get("q"):
            rows = rows.filter(found_by(asked, "organisation__folded") | Q(number__icontains=asked))
        if state := chosen.get("state"):
            rows = rows.filter(closed_on__isnull=state == "open")
        if chosen.get("silent"):
            rows = rows.filter(without_service_for(SILENT_AFTER))
        paths = {"adviser": "adviser", "territory": "territory", "legal_form": "organisation__legal_form"}
        return rows.filter(**{path: chosen[name] for name, path in paths.items() if name in chosen})


class ServiceFilter(FilterForm):
    topic = _choice(_("Subject"), Service.Topic)
    kind = forms.ModelChoiceField(
        label=_("Kind of service"),
        queryset=ServiceKind.objects.order_by("order", "pk"),
        required=False,
        empty_label=pgettext_lazy("filter", "all"),
    )
    since = forms.DateField(
        label=pgettext_lazy("day", "From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=pgettext_lazy("day", "Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        return rows.filter(**{path: chosen[name] for name, path in _OF_SERVICES.items() if name in chosen})


_OF_SERVICES = {"q": "notes__icontains", "topic": "topic", "kind": "kind", "since": "given_on__gte"}
_OF_SERVICES |= {"until": "given_on__lte", "territory": "case__territory"}


class AllServicesFilter(ServiceFilter, _InTerritories):
    """The same over many files: also by the name of the enterprise, and by territory."""

    field_order = ["q", "kind", "topic", "territory", "since", "until"]

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if asked := chosen.pop("q", ""):
            rows = rows.filter(found_by(asked, "case__organisation__folded") | Q(notes__icontains=asked))
        return super().narrow(rows, **chosen)


class OrganisationFilter(FilterForm):
    """Whom a demand comes from, by half a name."""

    def narrow(self, rows: Any, **chosen: Any) -> QuerySet[Any]:
        return rows.filter(found_by(chosen["q"]))
