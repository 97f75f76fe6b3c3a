"""A statement built once answers as the queryset would, whatever is asked, whoever asks, in whatever thread."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taghyir.core.models import Entry, Notice
from taghyir.people.tests.factories import somebody
from taghyir.tables.statements import Statement, one_of

pytestmark = pytest.mark.django_db


def lines_said(verb: str, since: dt.datetime):
    told = Notice.objects.filter(entry=OuterRef("pk"))
    return Entry.objects.filter(verb=verb, at__gte=since).select_related("actor__person").annotate(told=Exists(told))


def lines_numbered(keys: list[int]):
    return Entry.objects.filter(one_of("pk", keys)).order_by("pk")


@pytest.fixture
def lines():
    verbs = ("need.heard", "need.heard", "case.opened")
    return [Entry.objects.create(actor=somebody("karim"), verb=verb, details={"n": n}) for n, verb in enumerate(verbs)]


def as_read(entries):
    return [(one.pk, one.details, one.at, str(one.actor), one.actor.person.phone, one.told) for one in entries]


def test_it_answers_as_its_queryset_does_each_time_with_other_values(lines):
    statement = Statement(lines_said)
    since = timezone.now() - dt.timedelta(days=1)
    for verb in ("need.heard", "case.opened", "nothing.so"):
        expected = as_read(lines_said(verb, since).order_by("pk"))
        with CaptureQueriesContext(connection) as asked:
            found = as_read(sorted(statement.rows(verb=verb, since=since), key=lambda one: one.pk))
        assert found == expected
        assert len(asked) == 1
    assert statement.rows(verb="need.heard", since=timezone.now() + dt.timedelta(days=1)) == []
    assert statement.first(verb="nothing.so", since=since) is None


def test_each_answer_is_of_its_own(lines):
    """What one page changes on a row is not seen by the next."""
    statement = Statement(lines_said)
    asked = {"verb": "case.opened", "since": timezone.now() - dt.timedelta(days=1)}
    statement.first(**asked).actor.email = "somebody.else@taghyir.example"
    assert statement.first(**asked).actor.email == lines[0].actor.email


def test_a_list_may_be_of_any_length(lines):
    statement = Statement(lines_numbered)
    keys = [line.pk for line in lines]
    for asked in ([], keys[:1], keys, [*keys, 10**12]):
        assert [line.pk for line in statement.rows(keys=asked)] == [key for key in asked if key in keys]


def test_a_value_that_is_missing_or_none_or_not_of_the_statement_is_an_error(lines):
    statement = Statement(lines_said)
    for values in ({}, {"verb": "need.heard"}, {"verb": None, "since": timezone.now()}, {"verb": "x", "other": 1}):
        with pytest.raises(TypeError):
            statement.rows(**values)

    def forgetful(day: dt.date):
        return Entry.objects.filter(at__year=day.year)

    with pytest.raises(TypeError):
        Statement(forgetful).rows(day=timezone.localdate())


@pytest.mark.django_db(transaction=True)
def test_another_thread_has_its_own(lines):
    statement = Statement(lines_numbered)
    keys = [line.pk for line in lines]

    def in_a_thread():
        try:
            return [line.pk for line in statement.rows(keys=keys)]
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(in_a_thread).result() == [line.pk for line in statement.rows(keys=keys)] == keys
