"""Addresses of the files that are brought in."""

from django.urls import path

from taghyir.sources import views

app_name = "sources"
urlpatterns = [
    path("", views.import_organisations, name="import_organisations"),
    path("<int:pk>/", views.import_run, name="import_run"),
    path("files/", views.import_runs, name="import_runs"),
    path("sources/", views.sources, name="sources"),
    path("<int:pk>/columns/", views.map_columns, name="map_columns"),
    path("<int:pk>/sheet/", views.choose_sheet, name="choose_sheet"),
    path("<int:pk>/apply/", views.apply_import, name="apply_import"),
    path("said/<int:pk>/<slug:name>/take/", views.take_from_source, name="take_from_source"),
    path("said/<int:pk>/<slug:name>/keep/", views.keep_ours, name="keep_ours"),
    path("origins/<int:pk>/", views.origins, name="origins"),
    path("<int:pk>/rows/", views.rejected_rows, name="rejected_rows"),
]
