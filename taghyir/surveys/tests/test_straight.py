"""What a phone sends goes straight to its door: the same answers as by the long way, and nothing of a page about them."""

import base64

import pytest
from django.test import Client
from lxml import etree

from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.surveys.tests.phone import Phone, filled

pytestmark = pytest.mark.django_db


def sentence(response) -> str:
    return etree.fromstring(response.content)[0].text


def test_an_answer_comes_with_its_length_and_without_a_cookie():
    form, phone = PublishedFormFactory(), Phone(somebody("karim"))
    response = phone.send(filled(form))
    assert response.status_code == 201 and Submission.objects.count() == 1
    assert response["Content-Length"] == str(len(response.content))
    assert not response.cookies and not response.has_header("Content-Security-Policy")


def test_who_is_not_let_in_reads_why_in_the_language_of_the_phone():
    wrong = {"Authorization": "Basic " + base64.b64encode(b"nobody@taghyir.example:x").decode()}
    said = {}
    for language in ("ar", "fr", "es", "en"):
        response = Client().post("/openrosa/submission", headers=wrong | {"Accept-Language": language})
        assert response.status_code == 401 and response["Content-Language"] == language
        said[language] = sentence(response)
    assert len(set(said.values())) == 4 and "هذا" in said["ar"]


def test_a_password_opens_no_page():
    """The way is for one address: with the same header, a page asks to sign in as ever."""
    phone = Phone(somebody("karim"))
    response = Client().post("/fr/forms/", headers={"Authorization": phone.headers["Authorization"]})
    assert response.status_code in (302, 405)
