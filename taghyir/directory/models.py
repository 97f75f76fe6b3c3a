"""Organisations and what is known of them."""

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.languages import base_language, in_language
from taghyir.core.text import folded
from taghyir.people.models import Person
from taghyir.places.models import Country, Place, Territory
from taghyir.tables.search import found_by, search_text


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


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def published(self) -> "OrganisationQuerySet":
        return self.filter(is_public=True, closed_on=None)

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
    source = models.CharField(_("source"), max_length=80, blank=True)  # where an imported entry comes from
    source_ref = models.CharField(max_length=120, blank=True)  # its identifier there
    licence = models.CharField(_("licence of the source"), max_length=120, blank=True)
    folded = models.TextField(editable=False, default="")  # names and places, folded and sounded, for search
    sort_name = models.CharField(max_length=200, editable=False, default="")  # folded name, for order
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["sort_name", "id"]),
            models.Index(
                fields=["sort_name", "id"], condition=Q(is_public=True, closed_on=None), name="directory_published"
            ),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="directory_folded"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", name_ar=""),
                name="organisation_has_a_name",
                violation_error_message=_("Write a name, in one script at least."),
            ),
            models.UniqueConstraint(
                fields=["source", "source_ref"],
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
    def is_persons_own(self) -> bool:
        """Whether what is said of it is said of somebody: one person alone, a group without papers, a form not known."""
        if self.legal_form is None:
            return self.kind == self.Kind.ENTERPRISE
        return self.legal_form.is_informal or self.legal_form.is_one_person

    def prepare_search(self) -> None:
        """Set what search and order stand on: the names, and where it is, folded and sounded. Does not save."""
        around = [thing for thing in (self.place, self.territory) if thing is not None]
        places = [name for thing in around for name in (thing.name_fr, thing.name_ar)]
        self.folded = search_text(self.name, self.name_ar, self.other_names, *dict.fromkeys(places))
        self.sort_name = folded(self.name or self.name_ar)[:200]


class Identifier(models.Model):
    """A number given by an administration: as typed, and in its canonical form."""

    class Type(models.TextChoices):
        ICE = "ice", _("ICE (common business identifier)")
        MA_IF = "if", _("tax identifier (IF)")
        RC = "rc", _("trade register (RC)")
        COOP_REGISTER = "coop", _("local register of cooperatives")
        CNSS = "cnss", _("CNSS")
        TN_MF = "mf", _("tax identifier / RNE")
        OTHER = "other", _("other")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    type = models.CharField(_("type"), max_length=8, choices=Type)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    value = models.CharField(_("number on paper"), max_length=40)  # canonical: no spaces, dots or dashes
    as_typed = models.CharField(max_length=60)
    authority = models.CharField(_("court or office"), max_length=120, blank=True)
    warning = models.CharField(max_length=200, blank=True)  # what looks wrong, in the words of `identifiers.py`

    class Meta:
        ordering = ["type", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "type", "value"],
                name="identifier_once",
                violation_error_message=_("This number is already recorded here."),
            )
        ]
        indexes = [models.Index(fields=["type", "country", "value"])]

    def __str__(self):
        return self.value


class MembershipQuerySet(models.QuerySet["Membership"]):
    def standing(self) -> "MembershipQuerySet":
        """Those of today."""
        today = timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today)


class Membership(models.Model):
    """One person belongs to one organisation, perhaps on its board, from when to when."""

    class Function(models.TextChoices):
        PRESIDENT = "president", _("president")
        TREASURER = "treasurer", _("treasurer")
        SECRETARY = "secretary", _("secretary")
        MANAGER = "manager", _("manager")
        MEMBER = "member", _("member")
        EMPLOYEE = "employee", _("employee")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    function = models.CharField(_("function"), max_length=10, choices=Function, default=Function.MEMBER)
    is_board = models.BooleanField(_("sits on the board"), default=False)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-is_board", "function", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message=_("A membership cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(ends_on=None),
                name="member_once",
                violation_error_message=_("This person is already a member."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_function_display()}"
