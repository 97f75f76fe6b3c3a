"""Labels of an organisation, and those whose day comes."""

import datetime as dt
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from taghyir.directory.models import Label, LabelKind, LabelQuerySet, Organisation, OrganisationQuerySet
from taghyir.directory.policies import can_see_file_of_organisation

WARNED = dt.timedelta(days=60)  # before its end: time enough to ask for it anew


def labels_shown_to(actor: Any, organisation: Organisation) -> list[Label]:
    """What the card shows: to everybody what stands; to those who follow it, also what waits or is over."""
    labels = Label.objects.filter(organisation=organisation).select_related("kind", "checked_by__person")
    rows = labels if can_see_file_of_organisation(actor, organisation) else labels.standing()
    return list(rows.order_by("kind__code", "-given_on", "pk"))


def codes_standing(organisation: Organisation) -> list[str]:
    """The codes of the labels it bears today."""
    standing = Label.objects.standing().filter(organisation=organisation)
    return sorted(set(standing.values_list("kind__code", flat=True)))


def label_kinds_of(country: str) -> Any:
    """The labels an organisation of `country` may bear."""
    return LabelKind.objects.filter(country__in=("", country)).order_by("country", "code")


def labels_ending() -> LabelQuerySet:
    """What ends within sixty days, of which its people were not told yet."""
    soon = timezone.localdate() + WARNED
    rows = Label.objects.standing().filter(expires_on__lte=soon, organisation__merged_into=None)
    return rows.exclude(warned_of=F("expires_on")).select_related("organisation").order_by("expires_on", "pk")


def organisations_whose_label_ended() -> OrganisationQuerySet:
    """Those still found by a label that is over."""
    over = Label.objects.filter(expires_on__lt=timezone.localdate()).values("organisation")
    return Organisation.objects.filter(~Q(labels=[]), pk__in=over).order_by("pk")
