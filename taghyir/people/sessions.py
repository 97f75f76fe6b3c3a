"""Sessions kept in the database, read by a statement built once: every page of whoever is signed in begins there."""

import datetime as dt

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from taghyir.tables.statements import Statement


def _open_session(key: str, now: dt.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


OPEN_SESSION: Statement[Session] = Statement(_open_session)


class SessionStore(db.SessionStore):
    """Django's, but for how a session is found."""

    def _get_session_from_db(self):
        found = OPEN_SESSION.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
