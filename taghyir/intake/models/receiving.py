"""How a demand was received: what was said before anything was kept, five questions, its turn, and who was told."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Demand
from taghyir.desk.models import HelpRequest
from taghyir.people.models import User


class NoticeRead(models.Model):
    """Before anything was kept, whoever asked heard what is kept, why, who reads it, and how to have it erased."""

    class How(models.TextChoices):
        ALOUD = "aloud", _("read aloud to them")
        PAPER = "paper", _("given on paper")
        SCREEN = "screen", _("read by them on the screen")
        WEB = "web", _("accepted on the web")

    demand = models.OneToOneField(Demand, models.CASCADE, related_name="notice", verbose_name=_("demand"))
    how = models.CharField(_("how they heard it"), max_length=6, choices=How)
    language = models.CharField(_("in which language"), max_length=20)  # may be a spoken one: darija, tarifit
    version = models.CharField(max_length=10)  # of the words
    read_on = models.DateField(_("heard on"), default=timezone.localdate)
    read_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    def __str__(self):
        return f"{self.get_how_display()}, {self.read_on}"


class Question(models.TextChoices):
    """The five marks of the social and solidarity economy (ILO 2022, United Nations 2023), as they are asked aloud."""

    INTEREST = "interest", _("Does what you do serve all of you, or the people around you, and not one person alone?")
    COOPERATION = "cooperation", _("Did each of you come in freely, and may each of you leave?")
    DEMOCRACY = "democracy", _("Do you decide the important things together, one person, one voice?")
    AUTONOMY = (
        "autonomy",
        _("Do you decide by yourselves, without an authority, a company or a funder deciding for you?"),
    )
    SURPLUS = "surplus", _("When money is left, do work and people come first, before those who brought the money?")


class Reply(models.TextChoices):
    YES = "yes", pgettext_lazy("one of five questions", "yes")
    NOT_YET = "not_yet", pgettext_lazy("one of five questions", "not yet")
    NO = "no", pgettext_lazy("one of five questions", "no")
    UNKNOWN = "unknown", pgettext_lazy("one of five questions", "they do not know")


class Screening(models.Model):
    """The five questions were asked on one day. Asked again, what was said before stays."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="screenings", verbose_name=_("demand"))
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]

    def __str__(self):
        return f"{self.demand}, {self.asked_on}"


class ScreeningReply(models.Model):
    """What was answered to one of the five, and what was said with it."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="replies")
    question = models.CharField(max_length=12, choices=Question)
    reply = models.CharField(max_length=8, choices=Reply)
    remark = models.CharField(_("what was said"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["screening", "question"], name="one_reply_a_question")]

    def __str__(self):
        return f"{self.question}: {self.reply}"


class Turn(models.Model):
    """A demand was given another place on the waiting list than the day it came, and why. The smallest rank goes first."""

    demand = models.OneToOneField(Demand, models.CASCADE, related_name="turn")
    rank = models.IntegerField()
    reason = models.CharField(_("reason"), max_length=300)
    moved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moved_on = models.DateField(default=timezone.localdate)

    def __str__(self):
        return f"{self.demand}: {self.rank}"


class WordGiven(models.Model):
    """Whoever asked was told where their demand stands: how, on which day, by whom."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="words_given")
    state = models.CharField(max_length=8, choices=Demand.State)  # what they were told
    told_how = models.CharField(_("how they were told"), max_length=120)
    told_on = models.DateField(_("told on"), default=timezone.localdate)
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("told by"))

    class Meta:
        ordering = ["-told_on", "-pk"]

    def __str__(self):
        return f"{self.told_how}, {self.told_on}"


class DeskDemand(models.Model):
    """A request of the public desk that was an enterprise's: the demand it became."""

    request = models.OneToOneField(HelpRequest, models.PROTECT, related_name="became_demand")
    demand = models.OneToOneField(Demand, models.PROTECT, related_name="from_desk")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.request} → {self.demand}"
