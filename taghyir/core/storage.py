"""Save what is valid; say in a sentence which rule an invalid thing breaks, whoever notices first."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused

M = TypeVar("M", bound=models.Model)


def store(instance: M) -> M:
    """Check `instance` and save it. Refused with the sentence of the broken rule, and the field it is about."""
    try:
        instance.full_clean(exclude=_already_read(instance), validate_unique=False, validate_constraints=False)
        with transaction.atomic():
            instance.save()
    except ValidationError as error:
        field = next((name for name in getattr(error, "message_dict", {}) if name != "__all__"), None)
        raise Refused(" ".join(error.messages), code="invalid", field=field) from error
    except IntegrityError as error:
        raise Refused(_sentence_of(error, instance), code="conflict") from error
    return instance


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
