"""What every test stands on: undefined template variables fail, queries without order are shuffled, the worker is at hand."""

import gc
import logging
import os
import random
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.browsers import close_the_browser
from tests.laid import empty_tables, laid_database
from tools import postgres

# a property holds or not, however long the machine lets it wait: speed is measured in bench
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")
REAL_DATA = Path(os.environ.get("TAGHYIR_REAL_DATA", Path(__file__).parent.parent / "shared" / "data"))


class Undefined(str):
    """What a template gets for a variable that does not exist: it fails as soon as it is shown."""

    def __mod__(self, name):
        raise AssertionError(f"undefined template variable: {name}")

    def __contains__(self, text):
        return text == "%s"


@pytest.fixture(autouse=True, scope="session")
def _undefined_template_variables_fail():
    options = settings.TEMPLATES[0]["OPTIONS"]
    with override_settings(
        TEMPLATES=[{**settings.TEMPLATES[0], "OPTIONS": {**options, "string_if_invalid": Undefined("%s")}}]
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Each process copies tables that stand already, rather than run all migrations again."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = laid_database()


@pytest.fixture(autouse=True)
def _every_test_begins_in_the_first_language():
    """A page asked for in Arabic leaves Arabic behind it in the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _private_files_go_to_a_folder_of_the_test(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "config.files.PrivateFiles",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }


@pytest.fixture(autouse=True)
def _what_pages_keep_is_forgotten():
    """A page or a count kept for visitors is of the test that made it."""
    cache.clear()


@pytest.fixture(autouse=True)
def _unordered_querysets_are_shuffled(monkeypatch):
    """Who counts on an order must ask for it."""
    fetch = QuerySet._fetch_all

    def shuffled(self):
        was_empty = self._result_cache is None
        fetch(self)
        if was_empty and not self.ordered and not self.query.is_sliced and isinstance(self._result_cache, list):
            random.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", shuffled)


@pytest.fixture(autouse=True, scope="session")
def _real_transactions_are_cleaned_quickly():
    """A test with real transactions leaves rows behind, those of the jobs among them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", empty_tables)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Playwright's loop is in the way of tests that want one of their own."""
    if not item.get_closest_marker("browser"):
        close_the_browser()


@pytest.fixture
def real():
    """A file of the shared real input, by its path there; the test is skipped with a sentence where it is absent."""

    def find(path: str) -> Path:
        if not (REAL_DATA / path).exists():
            pytest.skip(f"real input {path} is not here: set TAGHYIR_REAL_DATA")
        return REAL_DATA / path

    return find


@pytest.fixture
def as_user(client):
    """A client signed in as somebody."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _quiet_refusals():
    logging.getLogger("django.request").setLevel(logging.CRITICAL)


def pytest_collection_finish():
    """What is loaded by now stays to the end: looking through it again and again for garbage cost a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_sessionfinish():
    close_the_browser()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """The PostgreSQL of the tests is stopped by the run that started it, when all its workers have gone."""
    if not hasattr(config, "workerinput"):
        postgres.stop_what_was_started_here()
