"""Save what is valid; say in a sentence which rule an invalid thing breaks, whoever notices first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused

M = TypeVar("M", bound=models.Model)


def store(instance: M) -> M:
    """Check `instance` and save it. Refused with the sentence of the broken rule, and the field it is about."""
    with _refusing(instance):
        _check(instance)
        with transaction.atomic():
            instance.save()
    return instance


def store_all(instances: list[M]) -> list[M]:
    """Check new things of one model and save them in one statement, all or none. Refused as by `store`."""
    if instances:
        with _refusing(instances[0]), transaction.atomic():
            for instance in instances:
                _check(instance)
            type(instances[0])._default_manager.bulk_create(instances)
    return instances


@contextmanager
def _refusing(instance: models.Model) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        field = next((name for name in getattr(error, "message_dict", {}) if name != "__all__"), None)
        raise Refused(" ".join(error.messages), code="invalid", field=field) from error
    except IntegrityError as error:
        raise Refused(_sentence_of(error, instance), code="conflict") from error


def _check(instance: models.Model) -> None:
    instance.full_clean(exclude=_already_read(instance), validate_unique=False, validate_constraints=False)


def _already_read(instance: models.Model) -> set[str]:
    """The foreign keys whose thing is at hand: asking whether it exists would cost a query, and the database asks anyway."""
    keys = [field for field in instance._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return {field.name for field in keys if field.is_cached(instance) and getattr(instance, field.name) is not None}


def _sentence_of(error: IntegrityError, instance: models.Model) -> str:
    broken = error.__cause__.diag.constraint_name  # type: ignore[union-attr]
    for constraint in instance._meta.constraints:
        if constraint.name == broken:
            return str(constraint.get_violation_error_message())
    return _("This is already recorded, or refers to something that is gone.")
