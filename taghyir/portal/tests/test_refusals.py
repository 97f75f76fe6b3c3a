"""A refusal that left a view without a form to stand on."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from config import urls
from taghyir.core.actions import Refused


@login_not_required
def refuse(request):
    raise Refused("Cette caisse est <pleine>.", code="full")


@login_not_required
def fail(request):
    raise ValueError("a fault of ours")


urlpatterns = [*urls.urlpatterns, path("fr/refuse/", refuse), path("fr/fail/", fail)]


def test_a_refusal_that_no_page_shows_is_a_sentence_and_no_error_of_ours(client, db, settings):
    settings.ROOT_URLCONF = __name__
    answer = client.get("/fr/refuse/")
    assert answer.status_code == 409
    assert "Cette caisse est &lt;pleine&gt;." in answer.content.decode()
    with pytest.raises(ValueError, match="a fault of ours"):
        client.get("/fr/fail/")
