"""Labels: what somebody outside vouches for, with the paper that says so and the day it ends."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.languages import in_language
from taghyir.core.models import StoredFile
from taghyir.directory.models.organisations import Organisation
from taghyir.people.models import User
from taghyir.places.models import Country


class LabelKind(models.Model):
    """A label that exists: who gives it, under which law."""

    code = models.CharField(_("code"), max_length=12, unique=True)  # MA_BIO, TN_ESS
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)  # empty: everywhere
    name_fr = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    given_by_fr = models.CharField(max_length=200, blank=True)
    given_by_ar = models.CharField(max_length=200, blank=True)
    given_by_es = models.CharField(max_length=200, blank=True)
    given_by_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["country", "code"]

    def __str__(self):
        return in_language(self, "name")[0]

    @property
    def given_by(self) -> str:
        """Who gives it, under which law."""
        return in_language(self, "given_by")[0]


class LabelQuerySet(models.QuerySet["Label"]):
    def standing(self) -> "LabelQuerySet":
        """Those somebody checked on their paper, and that have not ended."""
        today = timezone.localdate()
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=today), checked_by__isnull=False)


class Label(models.Model):
    """A label one organisation bears. Everybody sees it once somebody of the field staff has read its paper."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="held_labels")
    kind = models.ForeignKey(LabelKind, models.PROTECT, related_name="labels", verbose_name=_("label"))
    number = models.CharField(_("number on the certificate"), max_length=60, blank=True)
    given_on = models.DateField(_("given on"))
    expires_on = models.DateField(pgettext_lazy("label", "valid until"), null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("certificate"))
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    warned_of = models.DateField(null=True, blank=True)  # the end of which its people were told

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("given_on")),
                name="label_ends_after_it_begins",
                violation_error_message=_("It ends after it is given: look at the two dates."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "given_on"],
                name="label_once",
                violation_error_message=_("This label is already recorded with this date."),
            ),
        ]

    def __str__(self):
        return str(self.kind)

    @property
    def is_over(self) -> bool:
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def is_checked(self) -> bool:
        return self.checked_by_id is not None
