"""The feed of a search: Atom that readers accept, the newest first, and 304 when nothing changed."""

import pytest
from lxml import etree

from taghyir.subscriptions.tests.factories import hidden_again, made_public

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def titles(answer) -> list[str]:
    return etree.fromstring(answer.content).xpath("//a:entry/a:title/text()", namespaces=ATOM)


def test_the_newest_comes_first_whatever_its_name(client):
    made_public(days=3, name="Alfa")
    made_public(days=1, name="Zaafrane")
    made_public(days=2, name="Menthe")
    made_public(days=1, name="Kef", code="KEF")
    hidden_again(made_public(days=1, name="Cachée"))
    answer = client.get("/fr/alerts/feed/?territory=nador")
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert titles(answer) == ["Zaafrane", "Menthe", "Alfa"]


def test_it_is_atom_in_the_language_of_its_address(client):
    made_public(name="Tifawin & filles <3", name_ar="تعاونية تيفاوين")
    for language, name in (("ar", "تعاونية تيفاوين"), ("fr", "Tifawin & filles <3")):
        answer = client.get(f"/{language}/alerts/feed/?territory=nador&q=zio")
        feed = etree.fromstring(answer.content)
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert titles(answer) == [name]
        for needed in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='self']", "a:entry/a:id"):
            assert len(feed.xpath(needed, namespaces=ATOM)) == 1, needed
        assert f"/{language}/alerts/feed/" in feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)[0]


def test_a_feed_with_nothing_is_a_feed(client):
    first, second = (client.get("/es/alerts/feed/?q=nada") for _time in range(2))
    assert titles(first) == []
    assert first["ETag"] == second["ETag"]


def test_nothing_new_is_said_in_no_words(client):
    made_public()
    first = client.get("/fr/alerts/feed/")
    again = client.get("/fr/alerts/feed/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    made_public(name="Nouvelle")
    assert client.get("/fr/alerts/feed/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_it_costs_the_same_for_three_and_for_thirty(client, django_assert_max_num_queries):
    for count in (3, 27):
        for number in range(count):
            made_public(name=f"Coopérative {count} {number}")
        with django_assert_max_num_queries(4):
            answer = client.get("/fr/alerts/feed/?territory=nador")
    assert len(titles(answer)) == 30


def test_it_says_nothing_that_is_not_shown(client):
    made_public(address="12, rue cachée", phone="+212536000000", shown=[])
    answer = client.get("/fr/alerts/feed/").content.decode()
    assert "rue cachée" not in answer and "536000000" not in answer
