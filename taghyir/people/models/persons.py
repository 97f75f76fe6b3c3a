"""Persons: somebody the programme meets, with or without an account."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.places.models import Place, Territory
from taghyir.tables.search import found_by


class Sex(models.TextChoices):
    WOMAN = "F", _("woman")
    MAN = "M", _("man")
    UNSAID = "X", _("other or no answer")


class PersonQuerySet(models.QuerySet["Person"]):
    def found_by(self, text: str) -> "PersonQuerySet":
        """Those found by half a name in either script, by their phone, or by their e-mail."""
        digits = "".join(str(int(sign)) for sign in text if sign.isdecimal()).lstrip("0")
        phone = Q(phone__contains=digits) if len(digits) >= 4 else Q(pk__in=[])
        email = Q(email__istartswith=text.strip()) if "@" in text else Q(pk__in=[])
        return self.filter(found_by(text) | phone | email)


class Person(models.Model):
    """Somebody the programme meets. May have no account, no e-mail, no phone, and one script only."""

    class AgeBand(models.TextChoices):
        UNDER_18 = "0-17", _("under 18")
        FROM_18 = "18-29", _("18 to 29")
        FROM_30 = "30-44", _("30 to 44")
        FROM_45 = "45-59", _("45 to 59")
        FROM_60 = "60+", _("60 and over")
        UNKNOWN = "", _("not said")

    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    given_name_ar = models.CharField(_("given name in Arabic"), max_length=80, blank=True)
    family_name_ar = models.CharField(_("family name in Arabic"), max_length=80, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, default=Sex.UNSAID)
    age_band = models.CharField(_("age"), max_length=5, choices=AgeBand, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=20, blank=True)  # E.164
    email = models.EmailField(_("e-mail"), blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, verbose_name=_("place"), related_name="+")
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, verbose_name=_("territory"), related_name="people"
    )
    folded = models.TextField(editable=False, default="")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(given_name="", given_name_ar="", family_name="", family_name_ar=""),
                name="person_has_a_name",
                violation_error_message=_("Write a name, in one script at least."),
            )
        ]

    def __str__(self):
        latin = f"{self.given_name} {self.family_name}".strip()
        arabic = f"{self.given_name_ar} {self.family_name_ar}".strip()
        return (arabic or latin) if base_language() == "ar" else (latin or arabic)

    def get_absolute_url(self):
        return reverse("people:person", args=[self.pk])

    @property
    def other_name(self) -> str:
        """The name in the other script than the page's, when it is known."""
        latin = f"{self.given_name} {self.family_name}".strip()
        arabic = f"{self.given_name_ar} {self.family_name_ar}".strip()
        return (latin if arabic else "") if base_language() == "ar" else (arabic if latin else "")

    @property
    def first_name(self) -> str:
        """How one speaks of them: the given name in the script of the page, else in the other, else the whole name."""
        first, second = self.given_name, self.given_name_ar
        return ((second or first) if base_language() == "ar" else (first or second)) or str(self)

    @property
    def roles_held(self) -> list[Any]:
        """The roles held today, as `queries.with_roles` brought them; none without an account."""
        return getattr(getattr(self, "user", None), "held_today", [])
