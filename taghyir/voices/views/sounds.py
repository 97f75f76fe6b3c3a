"""A sound whose address holds its hash."""

from django.http import Http404

from taghyir.core.files import file_response


def sound_response(request, voices, name, *, kept):
    """The sound of one of `voices` under `name`, to be kept for good by the phone (`private`) or by anybody (`public`)."""
    begins = name.partition(".")[0].replace("\0", "")
    found = voices.select_related("sound").filter(sound__sha256__startswith=begins).first()
    if found is None or not found.address.endswith(f"/{name}"):
        raise Http404
    response = file_response(request.user, found.sound, log=False)
    response["Cache-Control"] = f"{kept}, max-age=31536000, immutable"
    return response
