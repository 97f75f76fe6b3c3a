"""What day it is, for the pages that compare it with a promise."""

from django import template
from django.utils import timezone

register = template.Library()


@register.simple_tag
def now_here():
    """The day, as the programme counts it."""
    return timezone.localdate()
