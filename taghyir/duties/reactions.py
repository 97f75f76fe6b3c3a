"""Each day, who is to be reminded of a duty is told, in their language, once; members hear of an assembly that is called."""

from contextlib import suppress

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.directory.queries import accounts_of
from taghyir.duties.actions import remind_of_duty
from taghyir.duties.models import Assembly, Reminder
from taghyir.duties.queries import days_left, duties_to_remind, duty_of, people_to_remind, token_of_reminders
from taghyir.people.models import User


@app.periodic(cron="10 6 * * *")
@app.task(name="remind_of_duties", queue="seals", queueing_lock="remind_of_duties")
def remind_of_duties(timestamp: int) -> None:
    """Each morning: a month before, a week before, and when it is late. Safe to run twice: each step is written once."""
    robot = User.objects.robot()
    for duty, step in duties_to_remind():
        with suppress(Refused):
            remind_of_duty(actor=robot, duty=duty, step=step)


@on("duty.reminded")
def tell_of_duty(entry: Entry) -> None:
    """Tell whoever speaks for it, its adviser and the members who asked for it. Nobody when it was settled meanwhile."""
    reminder = Reminder.objects.select_related("organisation__legal_form").filter(pk=entry.subject_id).first()
    duty = duty_of(reminder.organisation, *reminder.duty_key) if reminder else None
    if reminder is None or duty is None or duty.state not in ("late", "soon"):
        return
    for user in people_to_remind(reminder.organisation):
        with translation.override(user.language):
            link = reverse("duties:duty", args=[reminder.organisation_id, *reminder.duty_key])
            token = token_of_reminders(user, reminder.organisation)
            stop = settings.SITE_URL + reverse("duties:stop_reminders", args=[token])
        words = {"duty": duty, "days": days_left(duty), "stop": stop}
        tell(user, about=entry, template="duties/told/reminder.txt", link=link, **words)


@on("assembly.called")
def tell_members_of_assembly(entry: Entry) -> None:
    """Tell the members of one that is to come: the day, the hour, the place, the page. `tell` writes once."""
    _tell_members(entry, "assembly_called", is_given_up=False)


@on("assembly.cancelled")
def tell_members_it_is_given_up(entry: Entry) -> None:
    """Tell those who expect it that it will not be held. `tell` writes once."""
    _tell_members(entry, "assembly_given_up", is_given_up=True)


def _tell_members(entry: Entry, name: str, *, is_given_up: bool) -> None:
    assembly = Assembly.objects.select_related("organisation").get(pk=entry.subject_id)
    if assembly.held_on < timezone.localdate() or (assembly.cancelled_at is not None) != is_given_up:
        return  # one that was held is written down in the same way
    for user in accounts_of(assembly.organisation):
        if user.pk != entry.actor_id:
            with translation.override(user.language):
                link = assembly.get_absolute_url()
            tell(user, about=entry, template=f"duties/told/{name}.txt", link=link, assembly=assembly)
