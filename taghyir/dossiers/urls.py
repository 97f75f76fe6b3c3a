"""Addresses of an enterprise's own file."""

from django.urls import path, register_converter

from taghyir.dossiers import views


class Ending:
    """How the whole file is written."""

    regex = "html|json|pdf|zip"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "ending_of_file")

app_name = "dossiers"
urlpatterns = [
    path("not-right/", views.objections, name="objections"),
    path("not-right/<int:pk>/answer/", views.answer_objection, name="answer_objection"),
    path("signatures/<int:pk>/", views.signature, name="signature"),
    path("signatures/<int:pk>/plan/", views.signed_plan, name="signed_plan"),
    path("<int:pk>/", views.own_file, name="own_file"),
    path("<int:pk>/lines/<str:line>/", views.all_lines, name="all_lines"),
    path("<int:pk>/not-right/<str:line>/<int:line_id>/", views.say_not_right, name="say_not_right"),
    path("<int:pk>/sign/", views.sign_plan, name="sign_plan"),
    path("<int:pk>/plan.pdf", views.plan_paper, name="plan_paper"),
    path("<int:pk>/signed-paper/", views.keep_signed_plan, name="keep_signed_plan"),
    path("<int:pk>/take.<ending_of_file:ending>", views.take_file, name="take_file"),
]
