"""What surrounds every page: navigation, demo ribbon, unread notices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def around_the_page(request: HttpRequest) -> dict[str, Any]:
    return {"demo_ribbon": settings.DEMO, "navigation": []}
