"""Accounts and the roles they hold, on a territory, a country or the whole programme, from one day to another."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.design.formats import written_in
from taghyir.people.models.persons import Person
from taghyir.places.models import Country, Territory
from taghyir.tables.statements import Statement

CLOCKS: dict[str, str] = {Country.MA: "Africa/Casablanca", Country.TN: "Africa/Tunis"}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def robot(self) -> "User":
        """Who acts in commands and reactions. Nobody can sign in as the robot."""
        robot, _is_new = self.get_or_create(
            email="robot@taghyir.invalid",
            defaults={"is_robot": True, "is_active": False, "password": make_password(None)},
        )
        return robot


class User(AbstractBaseUser):
    """An account of one person. What it may do comes from its roles alone."""

    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="user", verbose_name=_("person"))
    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_robot = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self):
        return str(self.person) if self.person_id else self.email

    @property
    def stands_for(self) -> set[int]:
        """The keys of the accounts whose roles this one holds today: its own, and those it stands in for."""
        return {self.pk, *(role.user_id for role in self.roles_today)}

    @cached_property
    def roles_today(self) -> list["Role"]:
        """The roles this account holds today, its own and those it stands in for. One query, once per request."""
        return HELD.rows(user=self.pk, day=timezone.localdate()) if self.pk else []

    @property
    def home(self) -> Territory | None:
        """The territory in which they work first, else where they live."""
        held = next((role.territory for role in self.roles_today if role.territory), None)
        return held or (self.person.territory if self.person else None)

    @property
    def country(self) -> str | None:
        """The country whose words and formats they read: that of their first role, else of their own territory."""
        for role in self.roles_today:
            if country := role.territory.country if role.territory else role.country:
                return country
        return self.home.country if self.home else None

    @property
    def clock(self) -> str:
        """The time zone of their territory, else of their country, else that of the house."""
        return self.home.time_zone if self.home else CLOCKS.get(self.country or "", settings.TIME_ZONE)

    @contextmanager
    def reading(self, language: str = "") -> Iterator[None]:
        """Write as they read: in their language, or `language`; with the words and figures of their country, by their clock."""
        with written_in(language or self.language, self.country), timezone.override(ZoneInfo(self.clock)):
            yield

    def has_role(self, *kinds: str) -> bool:
        """Whether one of these roles is held anywhere."""
        return any(role.kind in kinds for role in self.roles_today)

    def reach(self, *kinds: str) -> "Reach":
        """Where these roles are held; any role when none is named."""
        roles = [role for role in self.roles_today if not kinds or role.kind in kinds]
        return Reach(
            everywhere=any(not role.territory_id and not role.country for role in roles),
            countries=frozenset(role.country for role in roles if role.country),
            territories=frozenset(role.territory_id for role in roles if role.territory_id),
        )


_ALL = Q(pk__isnull=False)  # every row; an empty Q would vanish beside an `|`


class Reach:
    """A part of the programme: everywhere, some countries, some territories, or nowhere (then it is false)."""

    def __init__(self, *, everywhere: bool, countries: frozenset[str], territories: frozenset[int | None]):
        self.everywhere, self.countries, self.territories = everywhere, countries, territories

    def __bool__(self) -> bool:
        return bool(self.everywhere or self.countries or self.territories)

    def covers(self, territory: Territory | None) -> bool:
        """Whether `territory` lies within; a thing without territory is reached from everywhere only."""
        if self.everywhere or territory is None:
            return self.everywhere
        return territory.pk in self.territories or territory.country in self.countries

    def of_territories(self) -> Q:
        """The condition on territories themselves."""
        return _ALL if self.everywhere else Q(pk__in=self.territories) | Q(country__in=self.countries)

    def q(self, path: str = "territory") -> Q:
        """The condition on the territory at `path` of a queryset."""
        if self.everywhere:
            return _ALL
        return Q(**{f"{path}__in": self.territories}) | (
            Q(**{f"{path}__country__in": self.countries}) if self.countries else Q(pk__in=[])
        )


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: dt.date) -> "RoleQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def held_by(self, user: User | OuterRef, day: dt.date) -> "RoleQuerySet":
        """Their own and those of whom they stand in for. `user` may be that of a row of another query."""
        substitute = OuterRef(user) if isinstance(user, OuterRef) else user  # one query further in
        absent = Leave.objects.filter(substitute=substitute, starts_on__lte=day, ends_on__gte=day).values("user")
        return self.on(day).filter(Q(user=user) | Q(user__in=absent, user__is_active=True))


class Role(models.Model):
    """What somebody is here for, where, and from when to when. No place at all: the whole programme."""

    class Kind(models.TextChoices):
        PROGRAMME_COORDINATOR = "programme_coordinator", _("programme coordinator")
        PARTNER_COORDINATOR = "partner_coordinator", _("partner coordinator")
        ADVISER = "adviser", pgettext_lazy("role", "adviser")
        FOCAL_POINT = "focal_point", _("communication focal point")
        COMMUNICATOR = "communicator", _("social communicator")
        TRAINER = "trainer", _("trainer")
        RESEARCHER = "researcher", _("researcher")
        AUTHORITY_OFFICER = "authority_officer", _("authority officer")
        AUDITOR = "auditor", _("auditor")
        MEMBER = "member", _("member of an organisation")

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("account"))
    kind = models.CharField(_("role"), max_length=24, choices=Kind)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="roles", verbose_name=_("territory")
    )
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(territory=None) | Q(country=""),
                name="role_one_scope",
                violation_error_message=_("Choose a territory or a country, not both."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_start",
                violation_error_message=_("A role cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.territory or self.country or '*'}"

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()


def _held(user: int, day: dt.date) -> RoleQuerySet:
    return Role.objects.held_by(User(pk=user), day).select_related("territory")


HELD: Statement[Role] = Statement(_held)
COORDINATORS = (Role.Kind.PROGRAMME_COORDINATOR, Role.Kind.PARTNER_COORDINATOR)
FIELD_STAFF = (*COORDINATORS, Role.Kind.ADVISER, Role.Kind.FOCAL_POINT)


class DaysFromTo(Func):
    """From one day to another, as PostgreSQL compares them."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Leave(models.Model):
    """While `user` is away, `substitute` holds their roles too."""

    user = models.ForeignKey(User, models.CASCADE, related_name="leaves")
    substitute = models.ForeignKey(User, models.PROTECT, related_name="substitutions", verbose_name=_("substitute"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="leave_ends_after_start",
                violation_error_message=_("A leave cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(user=models.F("substitute")),
                name="leave_other_person",
                violation_error_message=_("Choose somebody else."),
            ),
            ExclusionConstraint(
                name="leaves_do_not_overlap",
                expressions=[
                    (DaysFromTo("starts_on", "ends_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                    ("user", RangeOperators.EQUAL),
                ],
                violation_error_message=_("This person is already away during these days."),
            ),
        ]

    def __str__(self):
        return f"{self.user} → {self.substitute}"
