"""The kinds of service of the programme: names in four languages, how long, for one or for a group, for which needs, where."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.languages import in_language
from taghyir.needs.models import Theme
from taghyir.places.models import Country


class Topic(models.TextChoices):
    """The subjects under which kinds of service stand, and by which services are counted."""

    LEGAL = "legal", _("creation and papers")
    GOVERNANCE = "governance", _("assembly and governance")
    ACCOUNTS = "accounts", _("accounts and cash book")
    PRICING = "pricing", _("costs and prices")
    FINANCE = "finance", _("search for finance")
    QUALITY = "quality", _("quality, hygiene, labels")
    SELLING = "selling", _("selling and markets")
    COMMUNICATION = "communication", _("communication and photos")
    GENDER_CARE = "gender_care", _("gender and care")
    CIRCULAR = "circular", _("circular practice, water, energy")
    DIGITAL = "digital", _("digital tools")
    MEDIATION = "mediation", _("mediation")
    OTHER = "other", pgettext_lazy("subject", "other")


class KindQuerySet(models.QuerySet["ServiceKind"]):
    def offered_in(self, country: str) -> "KindQuerySet":
        """Those still offered, for both countries or for this one."""
        return self.filter(is_offered=True, country__in=["", country])


class ServiceKind(models.Model):
    """One kind of service. It is never removed: what is no longer offered stays under the services that were given."""

    class Setting(models.TextChoices):
        ONE = "one", pgettext_lazy("setting of a service", "with one enterprise")
        GROUP = "group", pgettext_lazy("setting of a service", "in a group")
        BOTH = "both", pgettext_lazy("setting of a service", "with one enterprise or in a group")

    code = models.SlugField(_("code"), max_length=40, unique=True, error_messages={"unique": _("This code is taken.")})
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    topic = models.CharField(_("subject"), max_length=14, choices=Topic)
    setting = models.CharField(_("with whom"), max_length=5, choices=Setting, default=Setting.ONE)
    minutes = models.PositiveSmallIntegerField(_("usual minutes"))
    themes = ArrayField(
        models.CharField(max_length=12, choices=Theme), verbose_name=_("needs it answers"), blank=True, default=list
    )
    is_training = models.BooleanField(_("a training"), default=False)  # who is trained has something to practise
    country = models.CharField(_("country of its law"), max_length=2, choices=Country, blank=True)  # empty: both
    order = models.PositiveSmallIntegerField(default=1000)
    is_offered = models.BooleanField(_("offered"), default=True)
    loaded = models.JSONField(null=True, editable=False)  # what the seed said when it was last brought in
    folded = models.TextField(editable=False, default="")

    objects = KindQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=960),
                name="kind_minutes",
                violation_error_message=_("Write minutes between 1 and 960."),
            ),
            models.UniqueConstraint(
                fields=["name_fr", "country"],
                name="one_kind_by_name",
                violation_error_message=_("There is a kind of service of this name already."),
            ),
        ]

    def __str__(self):
        return in_language(self, "name")[0]

    def get_absolute_url(self):
        return reverse("catalogue:kind", args=[self.pk])

    @property
    def theme_words(self) -> list[Any]:
        """The needs it answers, in words."""
        return [Theme(theme).label for theme in self.themes]
