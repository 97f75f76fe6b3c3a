import pytest

from taghyir.core.actions import NotAllowed, Refused
from taghyir.people.models import User
from taghyir.tables.imports import Importer, Judged
from taghyir.tables.models import Verdict

pytestmark = pytest.mark.django_db


class Greeters(Importer):
    """Adds users by their e-mail, and refuses some names on sight."""

    model = User
    columns = ()

    def add(self, facts):
        if facts["email"].startswith("known"):
            raise Refused("Known already.", code="known", field="e-mail")
        if facts["email"].startswith("elsewhere"):
            raise NotAllowed
        return User.objects.create(email=facts["email"])


def test_one_that_is_refused_is_told_and_the_others_come_in_once():
    names = ["one", "known", "two", "elsewhere", "three"]
    rows = [Judged(Verdict.ADD, facts={"email": f"{name}@example.org"}) for name in names]
    before = User.objects.count()
    Greeters(None, []).applied(rows)
    assert [judged.verdict for judged in rows] == ["add", "refuse", "add", "refuse", "add"]
    assert rows[1].sentences == [("e-mail", "Known already.")]
    assert rows[3].sentences[0][1]
    assert User.objects.count() == before + 3
    assert [judged.thing.email for judged in rows if judged.thing] == [
        f"{n}@example.org" for n in ("one", "two", "three")
    ]
