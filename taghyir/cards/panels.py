"""What the page of an organisation shows of this room: for people, and for machines that read pages and share them."""

import copy
import json

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from taghyir.cards import policies, queries
from taghyir.core.languages import base_language
from taghyir.design.formats import said_in
from taghyir.design.panels import panel
from taghyir.directory.models import Shown

_ESCAPED = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_LOCALES = {"fr": "fr_FR", "ar": "ar_AR", "es": "es_ES", "en": "en_GB"}


@panel("organisation.main", order=10)
def words_and_photos(request, organisation):
    """Who it is, in its own words; and what it looks like."""
    context = _read(request, organisation) | {"may_keep": policies.can_keep_card(request.user, organisation)}
    if not (context["said"] or context["photos"] or context["may_keep"]):
        return ""
    return render_to_string("cards/words_and_photos.html", context | {"organisation": organisation}, request)


@panel("organisation.acts")
def write_by_whatsapp(request, organisation):
    """WhatsApp with one press, beside the phone: where it shows how it is reached."""
    number = _whatsapp(request, organisation)
    return render_to_string("cards/write_by_whatsapp.html", {"whatsapp": number}, request) if number else ""


@panel("organisation.side", order=70)
def to_print(request, organisation):
    """To who keeps it: the QR code that leads to the card, as a drawing and on a sheet."""
    if not queries.is_seen_by_everybody(organisation) or not policies.can_keep_card(request.user, organisation):
        return ""
    return render_to_string("cards/to_print.html", {"organisation": organisation}, request)


@panel("organisation.side", order=20)
def hours(request, organisation):
    """When it is open."""
    context = _read(request, organisation)
    may_keep = policies.can_keep_card(request.user, organisation)
    if not (context["week"] or may_keep):
        return ""
    return render_to_string("cards/hours.html", context | {"organisation": organisation, "may_keep": may_keep}, request)


@panel("organisation.main", order=40)
def relations(request, organisation):
    """Whom it supplies, federates, accompanies, works with."""
    may_keep = policies.can_keep_card(request.user, organisation)
    ties = queries.ties_of(request.user, organisation, only_shown=not may_keep)
    if not ties and not may_keep:
        return ""
    context = {"organisation": organisation, "ties": ties, "may_keep": may_keep}
    return render_to_string("cards/ties.html", context, request)


@panel("organisation.head")
def for_machines(request, organisation):
    """What search engines and messages that share the address read of a card that everybody sees: the same for every reader."""
    if not queries.is_seen_by_everybody(organisation):
        return ""
    read = _read(request, organisation)
    card = copy.copy(organisation)  # staff read more on the page than it shows: machines do not
    card.hide_what_is_not_shown()
    node = queries.node_of(card, read["photos"], read["week"], read["said"])
    written = json.dumps(node, ensure_ascii=False).translate(_ESCAPED)
    photo = read["photos"][0] if read["photos"] else None
    image = (
        queries.address_of_photo(photo, "large") if photo else reverse("cards:share_picture", args=[organisation.pk])
    )
    words, spoken = queries.summary_of(card, read["said"])
    context = {
        "node": node,
        "about": words or node["name"],
        "note": said_in(spoken) if words and spoken != base_language() else "",
        "image": settings.SITE_URL + image,
        "width": photo.width if photo else 1200,
        "height": photo.height if photo else 630,
        "seen": str(photo or organisation),
        "locale": _LOCALES.get(base_language(), "fr_FR"),
        "addresses": queries.in_each_language(organisation),
    }
    # a block of data, which no browser runs: nothing in it can end it
    block = format_html('<script type="application/ld+json">{}</script>', SafeString(written))
    return render_to_string("cards/for_machines.html", context, request) + block


def _whatsapp(request, organisation):
    """Its number as the address of WhatsApp wants it; empty when the card does not show how it is reached."""
    reach = _read(request, organisation)["reach"]
    return reach.whatsapp.lstrip("+") if reach and Shown.CONTACT in organisation.shown else ""


def _read(request, organisation):
    """What several places of the page show, read once."""
    kept = getattr(request, "card_read", None)
    if kept is None or kept["pk"] != organisation.pk:
        reach = queries.reach_of(organisation)
        kept = request.card_read = {
            "pk": organisation.pk,
            "reach": reach,
            "said": queries.words_for(organisation, base_language()),
            "week": queries.week_of(organisation, reach),
            "photos": queries.photos_of(organisation),
        }
    return kept
