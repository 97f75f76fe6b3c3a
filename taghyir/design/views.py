from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def living_page(request):
    """Every component, in both directions: what the pages are made of."""
    return render(request, "design/living_page.html", {})
