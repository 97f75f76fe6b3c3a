"""A search as a feed: for who reads feeds, and for the sites of others."""

import datetime as dt
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from taghyir.core.http import page
from taghyir.core.languages import base_language
from taghyir.directory.queries import Asked, directory_changed_at
from taghyir.subscriptions import queries
from taghyir.tables.text import cleaned

BEGINNING = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MADE_FOR = 60  # seconds a feed that was made is given to others
KEPT_FOR = 900  # seconds a reader of feeds may keep it


@login_not_required
@page("GET")
def feed(request):
    """Atom, in the language of the address: the fifty that became public last, the newest first. 304 when nothing changed."""
    asked = Asked.read(request.GET)
    written = cache.get_or_set(_kept_as(asked), lambda: _written(asked, queries.latest_published(asked)), MADE_FOR)
    etag = f'"{sha256(written.encode()).hexdigest()[:32]}"'
    response = HttpResponse(written, content_type=Atom1Feed.content_type, headers={"ETag": etag})
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    return get_conditional_response(request, etag=etag, response=response)


def _kept_as(asked):
    """Under which name the feed is kept for everybody. A line of the journal about the directory renews it."""
    return "feed-" + sha256(f"{base_language()} {asked.as_address()} {directory_changed_at()}".encode()).hexdigest()


def _written(asked, organisations):
    query = asked.as_address()
    words = cleaned(queries.described(asked))
    atom = LatestFirst(
        title=_("New in the directory: %(asked)s") % {"asked": words},
        link=f"{settings.SITE_URL}{reverse('directory:organisations')}?{query}".rstrip("?"),
        description=_("Organisations, as they become public."),
        language=base_language(),
        author_name=str(settings.PROGRAMME_NAME),
        feed_url=f"{settings.SITE_URL}{reverse('subscriptions:feed')}?{query}".rstrip("?"),
    )
    for organisation in organisations:
        where = organisation.place or organisation.territory
        link = settings.SITE_URL + organisation.get_absolute_url()
        atom.add_item(
            title=cleaned(str(organisation)),
            link=link,
            description=cleaned(" · ".join(str(thing) for thing in (organisation.activity_noted, where) if thing)),
            unique_id=link,
            pubdate=organisation.public_at,
            updateddate=organisation.public_at,
        )
    return atom.writeString("utf-8")


class LatestFirst(Atom1Feed):
    """Atom whose date is that of its newest entry; an empty one bears the beginning of the programme, not the present hour."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else BEGINNING
