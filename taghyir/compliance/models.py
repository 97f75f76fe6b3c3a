"""Facts of the law, for which legal forms and from when to when. A change of law is a new fact; the old one is ended."""

import datetime as dt
from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.compliance import words
from taghyir.core.languages import in_language
from taghyir.directory.models import LegalForm
from taghyir.people.models import User
from taghyir.places.models import Country
from taghyir.tables.money import CURRENCIES

MOST_YEARS = 100  # of an offset; no delay of the law is longer
_DAYS_IN_A_HUNDRED_YEARS = 36_525
_AS_MET = ("threshold", "duty", "identifier", "deadline", "right")  # kinds, in the order people meet them


class FactQuerySet(models.QuerySet["Fact"]):
    def in_force(self, on: dt.date) -> "FactQuerySet":
        """Those that hold on that day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.filter(begun, Q(valid_until=None) | Q(valid_until__gte=on))

    def to_verify(self) -> "FactQuerySet":
        """Those that nobody checked against the text of the law."""
        return self.filter(verified_on=None)

    def in_order(self) -> "FactQuerySet":
        """As people meet them: at the founding first, figures before acts; of one fact, what holds last first."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(_AS_MET)]
        rank = Case(*ranks, output_field=models.SmallIntegerField())
        return self.order_by(
            "country", "moment", rank, "order", "code", Coalesce("valid_from", dt.date.min).desc(), "pk"
        )


@pghistory.track(exclude=["folded", "loaded"])
class Fact(models.Model):
    """One thing that the law of a country asks of some legal forms, or gives them, while it holds."""

    class Kind(models.TextChoices):
        DEADLINE = "deadline", _("with a deadline")
        DUTY = "duty", _("something to do")
        IDENTIFIER = "identifier", _("a number to have")
        RIGHT = "right", _("a right")
        THRESHOLD = "threshold", _("a figure to respect")

    class Moment(models.IntegerChoices):
        FOUNDING = 1, _("At the founding")
        YEARLY = 2, _("Each year")
        MEETING = 3, _("At a general assembly")
        EVENT = 4, _("When something happens")
        ALWAYS = 5, _("Always")

    class Unit(models.TextChoices):
        MEMBERS = "members", _("members")
        BOARD = "board", _("members of the board")
        MONEY = "money", _("money")
        PERCENT = "percent", _("percent")
        YEARS = "years", _("years")
        TIMES = "times", _("times")

    class Bound(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        EXACTLY = "exactly", _("exactly")

    class Anchor(models.TextChoices):
        FOUNDING = "founding", _("the founding")
        YEAR_END = "year_end", _("the end of the financial year")
        MEETING = "meeting", _("the general assembly")
        DECLARATION = "declaration", _("the declaration")
        EVENT = "event", _("the event")
        CALENDAR = "calendar", _("a day of the calendar")

    class OffsetUnit(models.TextChoices):
        DAYS = "days", _("days")
        MONTHS = "months", _("months")
        YEARS = "years", _("years")

    class Direction(models.TextChoices):
        AFTER = "after", _("after")
        BEFORE = "before", _("before")

    class Recurrence(models.TextChoices):
        ONCE = "once", _("once")
        YEARLY = "yearly", _("each year")

    class DayOff(models.TextChoices):
        STAYS = "stays", _("the date stays")
        LATER = "later", _("the next working day")
        EARLIER = "earlier", _("the working day before")

    class Condition(models.TextChoices):
        TURNOVER = "turnover", _("turnover")
        MEMBERS = "members", _("number of members")

    class Origin(models.TextChoices):
        SOURCED = "sourced", _("read in a source")
        KNOWN = "known", _("told, without a source")
        INFERRED = "inferred", _("deduced")

    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", _("Small letters, digits and _, as in minimum_members."))],
        help_text=_("The same in each country and each version: minimum_members"),
    )
    country = models.CharField(_("country"), max_length=2, choices=Country)
    legal_forms: Any = models.ManyToManyField(
        LegalForm, through="Scope", related_name="facts", verbose_name=_("legal forms")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    moment = models.PositiveSmallIntegerField(_("when it matters"), choices=Moment)
    order = models.PositiveSmallIntegerField(_("order in the list"), default=50)
    name_fr = models.CharField(_("in a few words, in French"), max_length=160)
    name_ar = models.CharField(_("in a few words, in Arabic"), max_length=160)
    name_es = models.CharField(_("in a few words, in Spanish"), max_length=160, blank=True)
    name_en = models.CharField(_("in a few words, in English"), max_length=160, blank=True)
    explanation_fr = models.TextField(_("explanation in French"), max_length=800, blank=True)
    explanation_ar = models.TextField(_("explanation in Arabic"), max_length=800, blank=True)
    explanation_es = models.TextField(_("explanation in Spanish"), max_length=800, blank=True)
    explanation_en = models.TextField(_("explanation in English"), max_length=800, blank=True)
    authority_fr = models.CharField(_("authority, in French"), max_length=160, blank=True)
    authority_ar = models.CharField(_("authority, in Arabic"), max_length=160, blank=True)
    legal_basis = models.CharField(_("law and article"), max_length=200, blank=True)
    source_url = models.CharField(
        _("address of the source"), max_length=300, blank=True, validators=[URLValidator(["http", "https"])]
    )
    origin = models.CharField(_("where it comes from"), max_length=8, choices=Origin, default=Origin.KNOWN)

    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCIES, blank=True)
    bound = models.CharField(_("direction"), max_length=8, choices=Bound, blank=True)

    anchor = models.CharField(_("counted from"), max_length=11, choices=Anchor, blank=True)
    offset = models.PositiveSmallIntegerField(
        _("delay"), null=True, blank=True, validators=[MaxValueValidator(_DAYS_IN_A_HUNDRED_YEARS)]
    )
    offset_unit = models.CharField(_("unit of the delay"), max_length=6, choices=OffsetUnit, blank=True)
    direction = models.CharField(_("before or after"), max_length=6, choices=Direction, blank=True)
    recurrence = models.CharField(_("how often"), max_length=6, choices=Recurrence, blank=True)
    month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        _("day of the month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    day_off = models.CharField(_("on a day off"), max_length=7, choices=DayOff, default=DayOff.STAYS)

    condition = models.CharField(_("only above a limit of"), max_length=8, choices=Condition, blank=True)
    condition_from = models.DecimalField(_("that limit"), max_digits=14, decimal_places=3, null=True, blank=True)
    condition_currency = models.CharField(_("currency of the limit"), max_length=3, choices=CURRENCIES, blank=True)

    valid_from = models.DateField(_("valid from"), null=True, blank=True)  # empty: since before we know
    valid_until = models.DateField(_("valid until"), null=True, blank=True)  # that day included; empty: still
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    seed_key = models.CharField(max_length=80, unique=True, null=True, blank=True, editable=False)
    loaded = models.JSONField(null=True, blank=True, editable=False)  # what the seed said when it was last brought in
    folded = models.TextField(editable=False, default="")  # its words, folded and sounded, for search

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["country", "moment", "kind", "code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="fact_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(value=None, unit="", bound="", currency="")
                | (
                    Q(value__gte=0)
                    & ~Q(bound="")
                    & (Q(unit="money") & ~Q(currency="") | ~Q(unit__in=["", "money"]) & Q(currency=""))
                ),
                name="fact_figure_is_whole",
                violation_error_message=_(
                    "A figure has a unit and a direction; money has a currency, and nothing else has one."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind="threshold") | Q(value__isnull=False),
                name="fact_threshold_has_a_figure",
                violation_error_message=_("Write the figure."),
            ),
            models.CheckConstraint(
                condition=Q(anchor="")
                | (Q(anchor="calendar", month__isnull=False, day__isnull=False) & ~Q(recurrence=""))
                | (
                    ~Q(anchor="calendar")
                    & Q(offset__isnull=False)
                    & ~Q(offset_unit="")
                    & ~Q(direction="")
                    & ~Q(recurrence="")
                ),
                name="fact_deadline_is_whole",
                violation_error_message=_(
                    "A deadline says from when it is counted, how long, before or after, and how often; "
                    "a day of the calendar has its month and its day."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind="deadline") | ~Q(anchor=""),
                name="fact_deadline_has_an_anchor",
                violation_error_message=_("Say from when the deadline is counted."),
            ),
            models.CheckConstraint(
                condition=Q(offset=None) | ~Q(offset_unit="years") | Q(offset__lte=MOST_YEARS),
                name="fact_offset_is_sane",
                violation_error_message=_("A delay is a hundred years at most."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_on=None)
                | Q(verified_by__isnull=False, verified_on__isnull=False),
                name="fact_verified_by_somebody",
            ),
        ]

    def __str__(self):
        return in_language(self, "name")[0]

    def get_absolute_url(self):
        return reverse("compliance:fact", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        """Whether it holds today."""
        today = timezone.localdate()
        return (self.valid_from or today) <= today <= (self.valid_until or today)

    @property
    def is_to_come(self) -> bool:
        return self.valid_from is not None and self.valid_from > timezone.localdate()

    @property
    def measure(self) -> str:
        return words.measured(self)

    @property
    def delay(self) -> str:
        return words.delay_of(self)

    @property
    def condition_words(self) -> str:
        return words.condition_of(self)


class Scope(models.Model):
    """A fact holds for one legal form while it is valid: one version at a time, which the database sees to."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="scopes")
    legal_form = models.ForeignKey(LegalForm, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)  # of the fact
    during = DateRangeField()  # of the fact

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact", "legal_form"], name="scope_once"),
            ExclusionConstraint(
                name="fact_one_version_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("legal_form", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This fact is already there for this legal form at that time. Replace it from a date, or correct it."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.fact_id} {self.legal_form_id}"
