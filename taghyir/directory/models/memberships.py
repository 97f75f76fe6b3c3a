"""Who belongs to which organisation."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models.organisations import Organisation
from taghyir.people.models import Person


class MembershipQuerySet(models.QuerySet["Membership"]):
    def standing(self, day: dt.date | None = None) -> "MembershipQuerySet":
        """Those of today, or of another day."""
        today = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today)


class Membership(models.Model):
    """One person belongs to one organisation, perhaps on its board, from when to when."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

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
    is_keeper = models.BooleanField(_("keeps its card"), default=False)  # speaks for it in the public directory
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
