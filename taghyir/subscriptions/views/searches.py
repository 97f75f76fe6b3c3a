"""A search is kept without an account: asked, confirmed, shown and turned off by the links of the mails."""

from time import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.directory.models import Organisation
from taghyir.directory.queries import Asked, narrowed
from taghyir.subscriptions import actions, mails, policies, queries
from taghyir.subscriptions.forms import KeepSearchForm
from taghyir.tables.exports import table_response
from taghyir.tables.listing import is_export

AN_HOUR, REQUESTS_AN_HOUR = 3_600, 20  # of one browser
_COUNTED_AS = "searches_asked"
COUNT_COLUMNS = (
    (gettext_lazy("Territory"), lambda row: row[0]),
    (gettext_lazy("Active searches"), lambda row: f"<{queries.SMALLEST}" if row[1] is None else row[1]),
)


@login_not_required
@page("GET", "POST")
def keep_search(request):
    """Three ways to keep a search: by mail, as a feed, as a link. The answer to an address is always the same."""
    asked = Asked.read(request.GET)
    form = KeepSearchForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            _count_request(request)
            said = {"email": form.cleaned_data["email"], "language": base_language()}
            actions.ask_subscription(actor=None, asked=asked, **said)
            return redirect(f"{reverse('subscriptions:search_kept')}?{asked.as_address()}")
    return render(request, "subscriptions/keep_search.html", {"form": form, **_ways_of(asked)})


def _count_request(request):
    """One more of this browser. Refused after twenty in an hour."""
    recent = [moment for moment in request.session.get(_COUNTED_AS, []) if moment > time() - AN_HOUR]
    if len(recent) >= REQUESTS_AN_HOUR:
        raise Refused(_("That is many searches in an hour. Come back a little later."), code="many")
    request.session[_COUNTED_AS] = [*recent, int(time())]


def _ways_of(asked):
    """The search in words, how many answer it today, and its addresses."""
    words, query = queries.described(asked), asked.as_address()
    listed = f"{settings.SITE_URL}{reverse('directory:organisations')}?{query}".rstrip("?")
    territory = queries.territory_asked(asked)
    said = _("Social and solidarity economy: %(asked)s") % {"asked": words}
    return {
        "words": words,
        "count": narrowed(Organisation.objects.published(), asked).order_by().count(),
        "list_address": listed,
        "feed_address": f"{settings.SITE_URL}{reverse('subscriptions:feed')}?{query}".rstrip("?"),
        "whatsapp_address": "https://wa.me/?" + urlencode({"text": f"{said}\n{listed}"}),
        "pocket_address": reverse("subscriptions:pocket", args=[territory.slug]) if territory else "",
        "directory_address": f"{reverse('directory:organisations')}?{query}".rstrip("?"),
    }


@login_not_required
@page("GET")
def search_kept(request):
    """Look in your mail."""
    query = Asked.read(request.GET).as_address()
    back = f"{reverse('directory:organisations')}?{query}".rstrip("?")
    return render(request, "subscriptions/search_kept.html", {"directory_address": back})


@login_not_required
@page("GET", "POST")
def confirm_search(request, token):
    """A button: programs that open the links of a mail confirm nothing. Then all the searches of the address."""
    subscription = _subscription("confirm", token)
    if request.method == "POST":
        try:
            confirmed = actions.confirm_subscription(actor=None, subscription=subscription)
            messages.success(request, _("It is done. We write when there is something new, once a week at most."))
            return redirect("subscriptions:my_searches", queries.token_of("mine", confirmed.subscriber_id))
        except Refused as refusal:
            messages.error(request, str(refusal))
    context = {"subscription": subscription, "words": _words_of(subscription)}
    return render(request, "subscriptions/confirm_search.html", context)


@login_not_required
@csrf_exempt  # mail programs send this without cookies: the signed link is the proof
@page("GET", "POST")
def stop_search(request, token):
    """One button, or one tap in the mail program."""
    subscription = _subscription("stop", token)
    words = _words_of(subscription)
    if request.method == "POST":
        subscription = actions.end_subscription(actor=None, subscription=subscription)
    return render(request, "subscriptions/stop_search.html", {"subscription": subscription, "words": words})


@login_not_required
@page("GET")
def my_searches(request, token):
    """The active searches of the address to which the link was sent."""
    kept = list(policies.visible_subscriptions(queries.subscriber_of(token)).active().order_by("pk"))
    words = queries.described_each([mails.asked_of(one) for one in kept])
    home = reverse("directory:organisations")
    rows = [
        {"search": one, "words": said, "stop": queries.token_of("stop", one.pk), "list": f"{home}?{one.query}"}
        for one, said in zip(kept, words, strict=True)
    ]
    return render(request, "subscriptions/my_searches.html", {"rows": rows})


@page("GET")
def subscription_counts(request):
    """How many searches are kept in each territory: figures alone."""
    require(policies.can_count_subscriptions(request.user))
    rows = queries.subscription_counts(request.user)
    if is_export(request):
        return table_response(request, "searches-kept", COUNT_COLUMNS, rows)
    return render(request, "subscriptions/subscription_counts.html", {"rows": rows, "smallest": queries.SMALLEST})


def _subscription(purpose, token):
    found = queries.subscription_of(purpose, token)
    if found is None:
        raise Http404
    return found


def _words_of(subscription):
    """What it looks for; nothing once it is off: it is forgotten."""
    return queries.described(mails.asked_of(subscription)) if subscription.subscriber_id else ""
