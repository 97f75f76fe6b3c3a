"""Where each address leads: one prefix per language, then one per room."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import LocalePrefixPattern
from django.utils.module_loading import autodiscover_modules
from django.views.i18n import set_language

from config.api import api
from taghyir.core.languages import base_language


class LanguagePrefix(LocalePrefixPattern):
    """`/ar/` for every country that reads Arabic: the words follow the country, the address does not."""

    @property
    def language_prefix(self) -> str:
        return f"{base_language()}/"


def in_each_language(*patterns: URLPattern | URLResolver) -> list[URLResolver]:
    return [URLResolver(LanguagePrefix(), list(patterns))]


autodiscover_modules("panels")  # what rooms show on the pages of others
machine_urls = api.urls
for pattern in machine_urls[0]:  # the API answers 401 itself; the sign-in page would be sent first
    login_not_required(pattern.callback)

urlpatterns = [
    *in_each_language(  # what is asked most often first
        path("organisations/import/", include("taghyir.sources.urls")),
        path("organisations/", include("taghyir.directory.urls")),
        path("account/", include("allauth.urls")),
        path("places/", include("taghyir.places.urls")),
        path("consents/", include("taghyir.consents.urls")),
        path("people/", include("taghyir.people.urls")),
        path("duplicates/", include("taghyir.duplicates.urls")),
        path("cards/", include("taghyir.cards.urls")),
        path("criteria/", include("taghyir.criteria.urls")),
        path("desk/", include("taghyir.desk.urls")),
        path("upkeep/", include("taghyir.upkeep.urls")),
        path("law/", include("taghyir.compliance.urls")),
        path("map/", include("taghyir.atlas.urls")),
        path("data/", include("taghyir.opendata.urls")),
        path("alerts/", include("taghyir.subscriptions.urls")),
        path("phones/", include("taghyir.devices.urls")),
        path("", include("taghyir.surveys.urls")),
        path("forms/", include("taghyir.review.urls")),
        path("forms/", include("taghyir.corrections.urls")),
        path("", include("taghyir.voices.urls")),
        path("reserved/", include("taghyir.reserved.urls")),
        path("forms/", include("taghyir.drafts.urls")),
        path("paper/", include("taghyir.paper.urls")),
        path("gatherings/", include("taghyir.gatherings.urls")),
        path("spaces/", include("taghyir.spaces.urls")),
        path("needs/", include("taghyir.needs.urls")),
        path("catalogue/", include("taghyir.catalogue.urls")),
        path("accompaniment/", include("taghyir.accompaniment.urls")),
        path("accompaniment/", include("taghyir.plans.urls")),
        path("milestones/", include("taghyir.milestones.urls")),
        path("duties/", include("taghyir.duties.urls")),
        path("diagnoses/", include("taghyir.diagnoses.urls")),
        path("days/", include("taghyir.days.urls")),
        path("intake/", include("taghyir.intake.urls")),
        path("conventions/", include("taghyir.conventions.urls")),
        path("group-sessions/", include("taghyir.groupwork.urls")),
        path("lens/", include("taghyir.lens.urls")),
        path("handovers/", include("taghyir.handovers.urls")),
        path("documents/", include("taghyir.documents.urls")),
        path("own-files/", include("taghyir.dossiers.urls")),
        path("results/", include("taghyir.results.urls")),
        path("design/", include("taghyir.design.urls")),
        path("", include("taghyir.portal.urls")),
    ),
    path("api/v1/", machine_urls),
    path("api/odata/forms/", include("taghyir.review.odata_urls")),
    path("", include("taghyir.surveys.openrosa_urls")),
    path("language/", login_not_required(set_language), name="set_language"),
]
