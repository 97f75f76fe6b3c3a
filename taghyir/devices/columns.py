"""The columns of the list people take away. No password is in it: none is kept."""

from django.utils.translation import gettext_lazy as _

DEVICES = [
    (_("Phone"), lambda device: device.name),
    (_("Carried by"), lambda device: str(device.bearer)),
    (_("Sends in the name of"), lambda device: str(device.user)),
    (_("Territory"), lambda device: str(device.territory or "")),
    (_("State"), lambda device: device.state.label),
    (_("Enrolled on"), lambda device: device.created_at.date()),
    (_("Enrolled by"), lambda device: str(device.created_by or device.user)),
    (_("Last day"), lambda device: device.expires_on),
    (_("Last seen on"), lambda device: device.last_seen_at.date() if device.last_seen_at else None),
    (_("Application"), lambda device: device.client),
]
