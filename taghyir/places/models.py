"""Places, territories, holidays: facts kept by the administrations of two countries."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import in_language


class Country(models.TextChoices):
    MA = "MA", _("Morocco")
    TN = "TN", _("Tunisia")


class Place(models.Model):
    """A place of the administrative tree. Morocco: region, province, commune. Tunisia: gouvernorat, délégation, sector."""

    class Level(models.TextChoices):
        REGION = "region", _("region")
        PROVINCE = "province", _("province or prefecture")
        COMMUNE = "commune", _("commune")
        GOUVERNORAT = "gouvernorat", _("governorate")
        DELEGATION = "delegation", _("delegation")
        SECTOR = "sector", _("sector")

    country = models.CharField(_("country"), max_length=2, choices=Country)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    code = models.CharField(_("official code"), max_length=20, help_text=_("HCP code in Morocco, INS code in Tunisia"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("within")
    )
    name_fr = models.CharField(
        _("name in French"), max_length=120, blank=True
    )  # a few sectors have an Arabic name only
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # degrees, WGS 84
    longitude = models.FloatField(null=True, blank=True)
    folded = models.TextField(editable=False, default="")  # both names, folded and sounded, for search

    class Meta:
        ordering = ["country", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "code"],
                name="place_code_once",
                violation_error_message=_("This code is already used in this country."),
            ),
            models.CheckConstraint(
                condition=~Q(name_fr="", name_ar=""),
                name="place_has_a_name",
                violation_error_message=_("Write a name, in one script at least."),
            ),
        ]

    def __str__(self):
        return in_language(self, "name")[0]


class Territory(models.Model):
    """One of the six territories of the programme: a set of places, not one place."""

    code = models.CharField(_("code"), max_length=3, unique=True)  # NAD, in numbers of files and decisions
    slug = models.SlugField(unique=True)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    name_fr = models.CharField(max_length=80)
    name_ar = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    places = models.ManyToManyField(Place, related_name="territories", verbose_name=_("places"))
    time_zone = models.CharField(max_length=40)  # Africa/Casablanca moves in Ramadan, Africa/Tunis does not
    order = models.PositiveSmallIntegerField(default=0)
    phone = models.CharField(_("phone of the mechanism"), max_length=20, blank=True)  # E.164
    address = models.CharField(_("address of the mechanism"), max_length=200, blank=True)
    opens_at = models.TimeField(_("opens at"), null=True, blank=True)  # local time, Monday to Friday
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    approves_exits = models.BooleanField(_("a coordinator approves how a file ends"), default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None, closes_at=None) | Q(closes_at__gt=models.F("opens_at")),
                name="territory_hours",
                violation_error_message=_("Write both hours, the closing after the opening."),
            )
        ]

    def __str__(self):
        return in_language(self, "name")[0]


class Holiday(models.Model):
    """A day off in one country. A table people edit: lunar dates are announced a day or two before."""

    country = models.CharField(_("country"), max_length=2, choices=Country)
    on = models.DateField(_("day"))
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_ar = models.CharField(_("name in Arabic"), max_length=80)
    is_expected = models.BooleanField(_("expected, to be confirmed"), default=False)

    class Meta:
        ordering = ["on", "country"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "on", "name_fr"],
                name="holiday_once",
                violation_error_message=_("This holiday is already in the table."),
            ),
            models.CheckConstraint(condition=Q(country__in=["MA", "TN"]), name="holiday_country"),
        ]

    def __str__(self):
        return in_language(self, "name")[0]
