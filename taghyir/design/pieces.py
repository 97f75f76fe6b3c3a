"""A piece of a page drawn from values alone, and drawn once for equal values: no rule says when it is out of date.

What a piece shows depends on the values it is given, and on what is the same for the whole page: the language, the country,
the clock and the day. All of it makes the name under which the piece is kept, in the memory of this process, so that other
values never meet it. A piece that asked the database while it was drawn shows more than its values: it is not kept, and warns.
"""

import pickle
import warnings
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.template import Context
from django.template.engine import Engine
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from taghyir.design import formats


class PieceAsked(RuntimeWarning):
    """A piece asked the database for what it shows: what it shows must be among its values."""


def draw(engine: Engine, template: str, values: Mapping[str, Any]) -> SafeString:
    """The `template` with these values and nothing else of the page; they must be what `pickle` can write."""
    kept = caches["pieces"]
    name = _name(template, values)
    html = kept.get(name)
    if html is None:
        asked: list[str] = []
        with connection.execute_wrapper(_noting(asked)):
            html = str(engine.get_template(template).render(Context(dict(values))))
        if asked:
            warnings.warn(f"{template} asked: {asked[0][:120]}", PieceAsked, stacklevel=2)
        else:
            kept.set(name, html)
    return mark_safe(html)


def drawn(template: str, **values: Any) -> SafeString:
    """The same for what Python draws, as the panels of a page do."""
    return draw(Engine.get_default(), template, values)


def _name(template: str, values: Mapping[str, Any]) -> str:
    page = (get_language(), formats.country.get(), timezone.get_current_timezone_name(), timezone.localdate())
    return blake2b(pickle.dumps((template, page, values)), digest_size=20).hexdigest()


def _noting(asked: list[str]):
    def note(execute, sql, params, many, context):
        asked.append(str(sql))
        return execute(sql, params, many, context)

    return note
