"""Organisations: who they are, where, and what the public directory stands on."""

import re
from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.languages import base_language, in_language
from taghyir.core.text import folded, listed
from taghyir.design.formats import said_in
from taghyir.places.models import Country, Place, Territory
from taghyir.tables.distances import Cell
from taghyir.tables.search import found_by, search_text

COUNTED_NEAR = (  # numbers and flags first: an index reads them quicker
    *("map_latitude", "map_longitude", "id", "legal_form", "is_women_led", "is_care", "is_circular", "is_public"),
    *("merged_into", "closed_on", "freshness", "kind", "sectors", "products", "labels"),
)


class LegalForm(models.Model):
    """A legal form of one country. Labels are per country: the two countries swap تعاونية and تعاضدية."""

    code = models.CharField(_("code"), max_length=12, unique=True)  # MA_COOP, TN_SMSA
    country = models.CharField(_("country"), max_length=2, choices=Country)
    name_fr = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    is_informal = models.BooleanField(_("informal"), default=False)
    is_one_person = models.BooleanField(_("one person alone"), default=False)  # what is said of it is said of somebody

    class Meta:
        ordering = ["country", "code"]

    def __str__(self):
        return in_language(self, "name")[0]


class Sector(models.TextChoices):
    """What an organisation lives from or works at; each is exported as an activity of ESSGlobal."""

    FARMING = "farming", _("farming, livestock and fishing")
    FOOD = "food", _("food processing")
    CRAFTS = "crafts", _("crafts and textile")
    COSMETICS = "cosmetics", _("cosmetics and aromatic plants")
    BUILDING = "building", _("building and housing")
    ENERGY = "energy", _("energy and water")
    REUSE = "reuse", _("repair, reuse and recycling")
    TRADE = "trade", _("trade and shared sales")
    CATERING = "catering", _("catering and local tourism")
    CARE = "care", _("care of children, elders and the sick")
    HEALTH = "health", _("health")
    EDUCATION = "education", _("education and training")
    CULTURE = "culture", _("arts, culture and media")
    DIGITAL = "digital", _("digital services")
    FINANCE = "finance", _("finance and insurance")
    SUPPORT = "support", _("support of organisations, rights and advocacy")
    NATURE = "nature", _("nature and environment")
    OTHER = "other", _("another sector")


class Freshness(models.TextChoices):
    """How far what is said of an organisation can still be trusted: it fades when nobody confirms it, then hides."""

    FRESH = "fresh", _("up to date")
    FADED = "faded", _("not confirmed for long")
    HIDDEN = "hidden", _("hidden until somebody confirms it")


class Shown(models.TextChoices):
    """What an organisation may show of itself to everybody, a group of facts at a time."""

    CONTACT = "contact", _("phone, e-mail and website")
    ADDRESS = "address", _("address and position on the map")
    PEOPLE = "people", _("how many women and men it has")


def everything() -> list[str]:
    """All of it: what a new card shows, once it is published."""
    return list(Shown.values)


_FACTS_OF: dict[str, dict[str, Any]] = {
    Shown.CONTACT: {"phone": "", "email": "", "website": ""},
    Shown.ADDRESS: {"address": "", "latitude": None, "longitude": None},
    Shown.PEOPLE: dict.fromkeys(("women_members", "men_members", "women_board", "men_board", "counted_on")),
}


def published(path: str = "") -> Q:
    """Everybody sees it; `path` leads to the organisation, as in `organisations__`."""
    facts = {
        "is_public": True,
        "closed_on": None,
        "merged_into": None,
        "freshness__in": [Freshness.FRESH, Freshness.FADED],
    }
    return Q(**{f"{path}{fact}": value for fact, value in facts.items()})


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def published(self) -> "OrganisationQuerySet":
        return self.filter(published())

    def found_by(self, text: str) -> "OrganisationQuerySet":
        """Those found by half a name in either script, by an acronym, or by where they are."""
        return self.filter(found_by(text))


@pghistory.track()
class Organisation(models.Model):
    """An actor of the SSE: an enterprise, an association, an authority, a university, a union, or a group without papers."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("SSE enterprise")
        ASSOCIATION = "association", _("association")
        AUTHORITY = "authority", _("local authority")
        UNIVERSITY = "university", _("university")
        UNION = "union", _("trade union")
        SUPPORT = "support", _("support body")

    name = models.CharField(_("name"), max_length=200, blank=True)  # Latin script
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    other_names = models.CharField(_("other names, acronym"), max_length=300, blank=True)  # parted by ;
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ENTERPRISE)
    legal_form = models.ForeignKey(
        LegalForm, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("legal form")
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("territory")
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("commune or delegation"),
    )
    country = models.CharField(_("country"), max_length=2, choices=Country)
    sectors = ArrayField(
        models.CharField(max_length=12, choices=Sector), verbose_name=_("sectors"), default=list, blank=True
    )
    is_care = models.BooleanField(_("takes care of people"), default=False)
    is_circular = models.BooleanField(_("keeps materials in use"), default=False)
    activity_fr = models.CharField(_("activity, in French"), max_length=300, blank=True)
    activity_ar = models.CharField(_("activity, in Arabic"), max_length=300, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    closed_on = models.DateField(pgettext_lazy("organisation", "closed on"), null=True, blank=True)
    phone = models.CharField(_("phone of the organisation"), max_length=20, blank=True)  # E.164
    email = models.EmailField(_("e-mail of the organisation"), blank=True)
    website = models.URLField(_("website"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # degrees, WGS 84
    longitude = models.FloatField(null=True, blank=True)
    women_members = models.PositiveIntegerField(_("women members"), null=True, blank=True)
    men_members = models.PositiveIntegerField(_("men members"), null=True, blank=True)
    women_board = models.PositiveIntegerField(_("women on the board"), null=True, blank=True)
    men_board = models.PositiveIntegerField(_("men on the board"), null=True, blank=True)
    counted_on = models.DateField(_("counted on"), null=True, blank=True)
    is_women_led = models.BooleanField(_("led by women"), default=False)
    is_public = models.BooleanField(_("in the public directory"), default=False)  # only with consent
    shown = ArrayField(
        models.CharField(max_length=8, choices=Shown),
        verbose_name=_("what its card shows"),
        default=everything,
        blank=True,
    )
    source = models.CharField(_("source"), max_length=80, blank=True)  # where an imported entry comes from
    source_ref = models.CharField(max_length=120, blank=True)  # its identifier there
    licence = models.CharField(_("licence of the source"), max_length=120, blank=True)
    offers = models.CharField(_("products and services"), max_length=500, blank=True)  # parted by commas, in any script
    products = ArrayField(models.CharField(max_length=60), default=list, editable=False)  # the same, each folded
    labels = ArrayField(
        models.CharField(max_length=12), verbose_name=_("labels"), default=list, editable=False
    )  # codes of those standing today
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)  # somebody said it is still true
    review_months = models.PositiveSmallIntegerField(_("confirmed every … months"), default=6)
    freshness = models.CharField(max_length=6, choices=Freshness, default=Freshness.FRESH)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    map_latitude = models.FloatField(null=True, editable=False)  # its own position, else that of its place
    map_longitude = models.FloatField(null=True, editable=False)
    folded = models.TextField(editable=False, default="")  # names and places, folded and sounded, for search
    sort_name = models.CharField(max_length=200, editable=False, default="")  # folded name, for order
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["sort_name", "id"]),
            models.Index(fields=["sort_name", "id"], condition=published(), name="directory_published"),
            models.Index(fields=["territory", "sort_name", "id"], condition=published(), name="directory_territory"),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="directory_folded"),
            GinIndex(fields=["products"], name="directory_products"),
            GinIndex(fields=["labels"], name="directory_labels"),
            GistIndex(
                Func(F("map_longitude"), F("map_latitude"), function="point", output_field=models.TextField()),
                name="directory_position",
            ),
            # with all that a search near a place counts, so that it does not open the rows themselves
            models.Index(Cell("map_latitude", "map_longitude"), include=COUNTED_NEAR, name="directory_near"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", name_ar=""),
                name="organisation_has_a_name",
                violation_error_message=_("Write a name, in one script at least."),
            ),
            models.UniqueConstraint(
                fields=["source_ref", "source"],  # in this order: found by the reference alone, too
                condition=~Q(source_ref=""),
                name="organisation_source_once",
                violation_error_message=_("This entry of the source is already in the directory."),
            ),
        ]

    def __str__(self):
        return (self.name_ar or self.name) if base_language() == "ar" else (self.name or self.name_ar)

    def get_absolute_url(self):
        return reverse("directory:organisation", args=[self.pk])

    @property
    def other_name(self) -> str:
        """The name in the other script than the page's, when both are known."""
        if not (self.name and self.name_ar):
            return ""
        return self.name if base_language() == "ar" else self.name_ar

    @property
    def activity(self) -> str:
        return in_language(self, "activity")[0]

    @property
    def activity_elsewhere(self) -> str:
        """The language in which it says what it does, when it is not that of the reader."""
        spoken = in_language(self, "activity")[1]
        return "" if spoken == base_language() else spoken

    @property
    def activity_noted(self) -> str:
        """What it does, and in which language when that is not the reader's: for where words bear no mark of their language."""
        spoken = self.activity_elsewhere
        return f"{self.activity} ({said_in(spoken)})" if self.activity and spoken else self.activity

    @property
    def sector_names(self) -> str:
        return listed(str(Sector(sector).label) for sector in self.sectors)

    @property
    def offers_in_order(self) -> list[str]:
        """What it makes and offers, one by one, as it was written."""
        return [offer.strip() for offer in re.split(r"[,،;\n]", self.offers) if offer.strip()]

    @property
    def is_persons_own(self) -> bool:
        """Whether what is said of it is said of somebody: one person alone, a group without papers, a form not known."""
        if self.legal_form is None:
            return self.kind == self.Kind.ENTERPRISE
        return self.legal_form.is_informal or self.legal_form.is_one_person

    def hide_what_is_not_shown(self) -> None:
        """Empty the facts it does not show to everybody. Does not save."""
        for group, facts in _FACTS_OF.items():
            if group not in self.shown:
                for name, nothing in facts.items():
                    setattr(self, name, nothing)

    def prepare_search(self) -> None:
        """Set what search, order and map stand on: names, words of the card, and where it is. Does not save."""
        around = [thing for thing in (self.place, self.territory) if thing is not None]
        places = [name for thing in around for name in (thing.name_fr, thing.name_ar)]
        self.folded = search_text(self.name, self.name_ar, self.other_names, *dict.fromkeys(places), self.offers)
        self.sort_name = folded(self.name or self.name_ar)[:200]
        self.products = [product for offer in self.offers_in_order if (product := folded(offer)[:60])]
        is_placed = self.latitude is not None and self.longitude is not None and Shown.ADDRESS in self.shown
        here = self if is_placed else self.place
        self.map_latitude = here.latitude if here else None
        self.map_longitude = here.longitude if here else None
