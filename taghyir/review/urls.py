"""Addresses of answers, below those of forms."""

from django.urls import path

from taghyir.review.views import correcting, judging, keys, reading, showing, taking, watching

app_name = "review"
urlpatterns = [
    path("<int:pk>/answers/", reading.submissions, name="submissions"),
    path("<int:pk>/answers/take/", taking.take_answers, name="take_answers"),
    path("<int:pk>/answers/map/", showing.answers_map, name="answers_map"),
    path("<int:pk>/answers/map/points/", showing.map_points, name="map_points"),
    path("<int:pk>/answers/map/list/", showing.map_list, name="map_list"),
    path("<int:pk>/answers/photos/", showing.gallery, name="gallery"),
    path("keys/", keys.feed_keys, name="feed_keys"),
    path("keys/new/", keys.make_feed_key, name="make_feed_key"),
    path("keys/<int:pk>/revoke/", keys.revoke_feed_key, name="revoke_feed_key"),
    path("photos/<int:pk>/", showing.small_photo, name="small_photo"),
    path("<int:pk>/answers/seen/", watching.accesses, name="accesses"),
    path("answers/<int:pk>/", reading.submission, name="submission"),
    path("answers/<int:pk>/judge/", judging.judge_submission, name="judge_submission"),
    path("answers/<int:pk>/comment/", judging.comment_on_submission, name="comment_on_submission"),
    path("answers/<int:pk>/versions/", correcting.versions, name="versions"),
    path("answers/<int:pk>/original.xml", correcting.original_xml, name="original_xml"),
    path("files/<int:pk>/", reading.attachment, name="attachment"),
]
