"""What the page of somebody says of their phones."""

from django.db.models import Q
from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.devices.policies import can_see_devices, visible_devices


@panel("person.side")
def phones_of_person(request, person):
    """The phones they carry, for who follows phones, and the way to enrol one more."""
    if not can_see_devices(request.user) or person.pk == request.user.person_id:
        return ""
    account = getattr(person, "user", None)
    carried = Q(person=person) | (Q(user=account, person=None) if account else Q(pk__in=[]))
    devices = visible_devices(request.user).filter(carried).order_by("-created_at", "-pk")
    return render_to_string("devices/phones_of_person.html", {"person": person, "devices": devices}, request)
