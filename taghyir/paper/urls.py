"""The addresses of paper."""

from django.urls import path

from taghyir.paper.views import bringing, printing, sheets

app_name = "paper"
urlpatterns = [
    path("", sheets.sheets, name="sheets"),
    path("print/<int:pk>/", printing.print_form, name="print_form"),
    path("printed/<int:pk>/", printing.printed_batch, name="printed_batch"),
    path("printed/<int:pk>/pdf/", printing.batch_pdf, name="batch_pdf"),
    path("bring/", bringing.bring_sheets, name="bring_sheets"),
    path("brought/<int:pk>/", bringing.bringing, name="bringing"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/confirm/", sheets.confirm_sheet, name="confirm_sheet"),
    path("sheets/<int:pk>/aside/", sheets.set_sheet_aside, name="set_sheet_aside"),
    path("sheets/<int:pk>/take-up/", sheets.take_sheet_up, name="take_sheet_up"),
    path("sheets/<int:pk>/keep/", sheets.keep_pictures, name="keep_pictures"),
    path("pages/<int:pk>/", sheets.page_picture, name="page_picture"),
    path("pages/<int:pk>/<int:number>/<int:place>/", sheets.field_picture, name="field_picture"),
]
