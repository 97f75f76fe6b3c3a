"""A phone is named, then its password and its square are shown, this once."""

import base64

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.devices import actions, collect, policies
from taghyir.devices.forms import EnrolDeviceForm
from taghyir.devices.passwords import new_secret
from taghyir.people.policies import visible_people


@never_cache
@page("GET", "POST")
def enrol_device(request):
    """The phone of whoever asks, or with `?person=` of somebody they coordinate. What is shown is kept nowhere."""
    person = _person_of(request)
    require(policies.can_see_devices(request.user) if person else policies.can_enrol_devices(request.user))
    form = EnrolDeviceForm(request.POST or None, actor=request.user, person=person)
    if form.is_valid():
        with refusals_shown_on(form):
            secret = new_secret()
            device = actions.enrol_device(actor=request.user, person=person, secret=secret, **form.cleaned_data)
            return render(request, "devices/enrol_device_shown.html", _shown(request, device, secret))
    return render(request, "devices/enrol_device.html", {"form": form, "person": person})


def _person_of(request):
    asked = request.GET.get("person", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    person = get_object_or_404(visible_people(request.user).select_related("user", "territory"), pk=int(asked))
    return None if person.pk == request.user.person_id else person


def _shown(request, device, secret):
    """What is typed into Collect, and the picture of it."""
    address = request.build_absolute_uri("/openrosa")
    account = getattr(device.person, "user", None) if device.person else device.user
    language = (account or request.user).language
    square = collect.drawn(
        collect.coded(collect.settings_of(device, address=address, secret=secret, language=language))
    )
    image = f"data:image/png;base64,{base64.b64encode(square).decode()}"
    return {"device": device, "address": address, "secret": secret, "image": image}
