from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from taghyir.design.samples import samples


@login_not_required
@require_safe
def living_page(request):
    """Every component, in the language of the page and in one of the other direction."""
    other = ("fr", "ltr") if get_language_bidi() else ("ar", "rtl")
    return render(
        request,
        "design/living_page.html",
        {"here": samples("here"), "there": samples("there"), "other_language": other[0], "other_direction": other[1]},
    )
