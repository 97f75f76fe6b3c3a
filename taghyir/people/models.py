"""People, their accounts, their roles, and what they agreed to."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.places.models import Country, Place, Territory


class Sex(models.TextChoices):
    WOMAN = "F", _("woman")
    MAN = "M", _("man")
    UNSAID = "X", _("other or no answer")


class PersonQuerySet(models.QuerySet["Person"]):
    pass


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

    @property
    def other_name(self) -> str:
        """The name in the other script than the page's, when it is known."""
        latin = f"{self.given_name} {self.family_name}".strip()
        arabic = f"{self.given_name_ar} {self.family_name_ar}".strip()
        return (latin if arabic else "") if base_language() == "ar" else (arabic if latin else "")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


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
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self):
        return str(self.person) if self.person_id else self.email

    @cached_property
    def roles_today(self) -> list["Role"]:
        """The roles this account holds today, its own and those it stands in for. One query, once per request."""
        return list(Role.objects.held_by(self, timezone.localdate()).select_related("territory"))

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
        return Q() if self.everywhere else Q(pk__in=self.territories) | Q(country__in=self.countries)

    def q(self, path: str = "territory") -> Q:
        """The condition on the territory at `path` of a queryset."""
        if self.everywhere:
            return Q()
        return Q(**{f"{path}__in": self.territories}) | (
            Q(**{f"{path}__country__in": self.countries}) if self.countries else Q(pk__in=[])
        )


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: dt.date) -> "RoleQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def held_by(self, user: User, day: dt.date) -> "RoleQuerySet":
        absent = Leave.objects.filter(substitute=user, starts_on__lte=day, ends_on__gte=day).values("user")
        return self.on(day).filter(Q(user=user) | Q(user__in=absent, user__is_active=True))


class Role(models.Model):
    """What somebody is here for, where, and from when to when. No place at all: the whole programme."""

    class Kind(models.TextChoices):
        PROGRAMME_COORDINATOR = "programme_coordinator", _("programme coordinator")
        PARTNER_COORDINATOR = "partner_coordinator", _("partner coordinator")
        ADVISER = "adviser", _("adviser")
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


COORDINATORS = (Role.Kind.PROGRAMME_COORDINATOR, Role.Kind.PARTNER_COORDINATOR)
FIELD_STAFF = (*COORDINATORS, Role.Kind.ADVISER, Role.Kind.FOCAL_POINT)


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
        ]

    def __str__(self):
        return f"{self.user} → {self.substitute}"


class Invitation(models.Model):
    """An account offered to an address, with a role. The link is used once and expires."""

    email = models.EmailField(_("e-mail"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invitations")
    kind = models.CharField(_("role"), max_length=24, choices=Role.Kind)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, verbose_name=_("territory"))
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret in the link
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self):
        return self.email


class ConsentText(models.Model):
    """The words people agree to, for one purpose, in one language, at one version. Never edited once used."""

    class Purpose(models.TextChoices):
        FILE = "file", _("being followed in a file")
        DIRECTORY = "directory", _("public directory")
        PHOTO = "photo", _("photograph")
        VIDEO = "video", _("film")
        VOICE = "voice", _("recorded voice")
        TESTIMONY = "testimony", _("story told under their name")
        RESEARCH = "research", _("research, without their name")

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["purpose", "-version", "language"]
        constraints = [models.UniqueConstraint(fields=["purpose", "version", "language"], name="one_text_per_version")]

    def __str__(self):
        return f"{self.get_purpose_display()} v{self.version} ({self.language})"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """What one person agreed to, for one purpose: which words, explained how, by whom, and whether it still stands."""

    class Manner(models.TextChoices):
        WRITTEN = "written", _("signed on paper")
        SCREEN = "screen", _("signed on screen")
        SPOKEN = "spoken", _("said aloud, before a witness")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("person"))
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text"))
    explained_in = models.CharField(_("explained in"), max_length=20)  # may be a spoken language: darija, tarifit
    manner = models.CharField(_("how"), max_length=8, choices=Manner)
    witness = models.CharField(_("witness"), max_length=120, blank=True)
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    collected_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("collected by"))
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(manner="spoken", witness=""),
                name="spoken_consent_has_witness",
                violation_error_message=_("Name the witness of a consent said aloud."),
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.text.get_purpose_display()}"
