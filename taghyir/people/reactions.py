"""What follows when people are invited, given a role, or leave."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from taghyir.core.journal import on
from taghyir.core.mail import from_its_side, tell
from taghyir.design.formats import written_in
from taghyir.people.models import Invitation, Leave, Role


@on("person.invited")
def send_invitation(entry):
    """Mail the link, in the language of the invitation. Safe to run twice: a link sent is not sent again."""
    invitation = Invitation.objects.select_related("invited_by__person", "territory").get(pk=entry.subject_id)
    if invitation.told_at or not invitation.is_open:
        return
    country = invitation.territory.country if invitation.territory else invitation.country or None
    with written_in(invitation.language, country):
        link = settings.SITE_URL + reverse("people:accept_invitation", args=[invitation.secret])
        words = {"invitation": invitation, "link": link, "site": settings.SITE_URL}
        text = from_its_side(render_to_string("people/mail/invitation.txt", words).strip())
        subject, _, body = text.partition("\n")
        send_mail(subject, body.strip() + "\n", None, [invitation.email])
    Invitation.objects.filter(pk=invitation.pk).update(told_at=timezone.now())


@on("role.given")
def tell_of_role(entry):
    """Tell somebody the role they were given, and where. Safe to run twice."""
    role = Role.objects.filter(pk=entry.subject_id).select_related("user__person", "territory").first()
    if role and role.user_id != entry.actor_id:
        with translation.override(role.user.language):
            link = reverse("people:my_account")
        tell(role.user, about=entry, template="people/mail/role_given.txt", link=link, role=role)


@on("leave.recorded")
def tell_substitute(entry):
    """Tell the substitute whose roles they hold, and until when. Safe to run twice."""
    leave = Leave.objects.filter(pk=entry.subject_id).select_related("user__person", "substitute__person").first()
    if leave:
        tell(leave.substitute, about=entry, template="people/mail/leave_recorded.txt", leave=leave)
