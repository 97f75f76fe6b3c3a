"""The pages of phones."""

from taghyir.devices.views.enrolling import enrol_device
from taghyir.devices.views.following import device, devices, extend_device, my_devices, revoke_device

__all__ = ["device", "devices", "enrol_device", "extend_device", "my_devices", "revoke_device"]
