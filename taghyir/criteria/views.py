"""The criteria, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taghyir.core.http import page
from taghyir.criteria.queries import families_of_criteria
from taghyir.criteria.seeds import SET


@login_not_required
@page("GET")
def criteria(request: HttpRequest) -> HttpResponse:
    """The five families, each criterion with its question and the words of its five levels."""
    context = {"families": families_of_criteria(), "version": SET["version"]}
    return render(request, "criteria/criteria.html", context)
