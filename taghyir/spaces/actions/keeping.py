"""Spaces are described, shown, and put out of service by who keeps them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from taghyir.cards.queries import picture_of
from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file, keep_file
from taghyir.core.models import StoredFile
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.spaces.locking import locked_space
from taghyir.spaces.models import Space, SpacePhoto
from taghyir.spaces.policies import can_add_space, can_add_space_photo, can_change_space, can_remove_space_photo
from taghyir.tables.text import cleaned

MOST_PHOTOS = 6


@action("space.added")
def add_space(*, actor: User, territory: Territory, kind: str, **facts: Any) -> Space:
    """A room, a desk or a piece of equipment of the mechanism of `territory`. Refused without a name, a day or a capacity."""
    require(can_add_space(actor, territory))
    return _stored(Space(territory=territory, kind=kind), facts)


@action("space.changed")
def change_space(*, actor: User, space: Space, **facts: Any) -> Space:
    """Describe it otherwise, or put it out of service: bookings that stand, stand."""
    require(can_change_space(actor, space))
    return _stored(locked_space(space), facts)


def _stored(space: Space, facts: dict[str, Any]) -> Space:
    for name, value in facts.items():
        setattr(space, name, cleaned(value) if isinstance(value, str) else value)
    space.prepare_search()
    return store(space)


@action("space.photo_added")
def add_space_photo(
    *, actor: User, space: Space, file: UploadedFile, seen_fr: str = "", seen_ar: str = ""
) -> SpacePhoto:
    """A photo, made small. Refused when it is none, without words for who does not see it, and beyond six."""
    require(can_add_space_photo(actor, space))
    seen_fr, seen_ar = cleaned(seen_fr), cleaned(seen_ar)
    if not seen_fr and not seen_ar:
        raise Refused(_("Say what is seen on it, for who does not see it."), code="seen", field="seen_fr")
    picture = picture_of(file)
    space = locked_space(space)  # two photos, one last place
    if SpacePhoto.objects.filter(space=space).count() >= MOST_PHOTOS:
        raise Refused(_("Six photos are enough: take one away first."), code="many")
    photo = SpacePhoto(space=space, width=picture.width, height=picture.height, seen_fr=seen_fr, seen_ar=seen_ar)
    photo.large, photo.small, photo.added_by = _kept(picture.large, actor), _kept(picture.small, actor), actor
    return store(photo)


def _kept(content: bytes, actor: User) -> StoredFile:
    return keep_file(SimpleUploadedFile("space.jpg", content, "image/jpeg"), by=actor, extensions={"jpg"})


@action("space.photo_removed")
def remove_space_photo(*, actor: User, photo: SpacePhoto) -> Space:
    """It is no longer shown, and its files are gone."""
    require(can_remove_space_photo(actor, photo))
    space, files = photo.space, (photo.large, photo.small)
    photo.delete()
    for file in files:
        forget_file(file)
    return space
