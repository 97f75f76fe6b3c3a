"""Addresses of answers, below those of forms."""

from django.urls import path

from taghyir.review.views import correcting, judging, reading, taking

app_name = "review"
urlpatterns = [
    path("<int:pk>/answers/", reading.submissions, name="submissions"),
    path("<int:pk>/answers/take/", taking.take_answers, name="take_answers"),
    path("answers/<int:pk>/", reading.submission, name="submission"),
    path("answers/<int:pk>/judge/", judging.judge_submission, name="judge_submission"),
    path("answers/<int:pk>/comment/", judging.comment_on_submission, name="comment_on_submission"),
    path("answers/<int:pk>/correct/", correcting.correct_submission, name="correct_submission"),
    path("answers/<int:pk>/versions/", correcting.versions, name="versions"),
    path("answers/<int:pk>/original.xml", correcting.original_xml, name="original_xml"),
    path("files/<int:pk>/", reading.attachment, name="attachment"),
]
