"""Answers taken away: one page that says what each file is, and the files, each logged."""

import datetime as dt

from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from taghyir.core.actions import require
from taghyir.core.http import page
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.review import files, queries
from taghyir.review.columns import Way, places_of_form, questions_of_form, repeats_of_form, rows_of, tables_of_form
from taghyir.review.forms import FilesForm, TakenFilter
from taghyir.review.kept import keeping, kept, name_for
from taghyir.surveys.policies import can_export_submissions, visible_forms, visible_submissions
from taghyir.surveys.queries import question_label
from taghyir.tables.exports import XLSX
from taghyir.tables.listing import Listing

TYPES = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "zip": ("zip", "application/zip"),
    "xlsx": ("xlsx", XLSX),
    "geojson": ("geojson", "application/geo+json"),
    "media": ("zip", "application/zip"),
}


@page("GET")
def take_answers(request, pk):
    """Which answers, how they are written, in which file."""
    form = get_object_or_404(visible_forms(request.user).select_related("current"), pk=pk)
    require(can_export_submissions(request.user, form))
    if request.GET.get("format") in TYPES:
        return taken(request, form)
    listing, questions = _listing(request, form), questions_of_form(form)
    context = {
        "form": form,
        "listing": listing,
        "writing": _writing(request, form),
        "repeats": [q for q in questions if q["type"] == "repeat"],
        "has_places": bool(places_of_form(form)),
        "feed": request.build_absolute_uri(f"/api/odata/forms/{form.pk}.svc"),
    }
    return render(request, "review/take_answers.html", context)


def taken(request, form):
    """The file that the address asks for; kept for ten minutes, or until something is written."""
    require(can_export_submissions(request.user, form))
    wanted = request.GET.get("format")
    ending, content_type = TYPES[wanted]
    listing, chosen = _listing(request, form), _writing(request, form).chosen
    note_access(request.user, "answers.exported", form, format=wanted, repeat=chosen["repeat"])
    name = (
        f"{''.join(c if c.isascii() and c.isalnum() else '_' for c in form.xform_id)[:60]}-{dt.date.today():%Y-%m-%d}"
    )
    depends = [queries.scope_of(request.user), base_language(), wanted, sorted(chosen.items())]
    filtered = sorted((field, str(value)) for field, value in listing.form.chosen.items())
    key = name_for(*depends, filtered, queries.freshness_of(form))
    if wanted != "media" and (file := kept(key)):
        return FileResponse(file, as_attachment=True, filename=f"{name}.{ending}", content_type=content_type)
    pieces = _pieces(wanted, form, listing.rows, chosen)
    response = StreamingHttpResponse(pieces if wanted == "media" else keeping(key, pieces), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _pieces(wanted, form, submissions, chosen):
    if wanted == "media":
        return files.zip_of_media(queries.attachments_of(submissions).iterator(chunk_size=200))
    rows = rows_of(submissions, with_moments=wanted == "geojson" or chosen["values"] == "ona")
    if wanted == "geojson":
        return files.geojson_of(places_of_form(form), rows)
    way = Way(chosen["values"], base_language(), chosen["several"] == "split")
    tables = tables_of_form(form, way, linked=wanted != "csv")
    if wanted == "csv":
        return files.csv_of(next(table for table in tables if table.repeat == chosen["repeat"]), rows)
    if wanted == "zip":
        return files.zip_of_tables(tables, rows)
    return files.pieces_of(files.book_of(tables, rows))


def _listing(request, form):
    listing = Listing(request, visible_submissions(request.user).filter(form=form), TakenFilter)
    if not listing.is_filtered:  # the rejected are left out all the same
        listing.rows = listing.form.narrow(listing.rows)
    return listing


def _writing(request, form):
    repeats = [(q["path"], question_label(q, base_language(), q["languages"])) for q in repeats_of_form(form)]
    return FilesForm(request.GET, repeats=repeats)
