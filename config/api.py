"""The API: another door to the same rooms. 401 who are you, 403 you may not, 404 not visible to you, 409 a rule says no."""

from ninja import NinjaAPI
from ninja.security import django_auth

from taghyir.accompaniment.api import router as accompaniment
from taghyir.compliance.api import router as compliance
from taghyir.core.actions import NotAllowed, Refused
from taghyir.directory.api import router as directory
from taghyir.opendata.api import router as changes

api = NinjaAPI(title="Taghyir", version="1", auth=django_auth, docs_url=None)
api.add_router("/cases", accompaniment)
api.add_router("/changes", changes)
api.add_router("/facts", compliance)
api.add_router("/organisations", directory)


@api.exception_handler(Refused)
def answer_refused(request, refusal: Refused):
    return api.create_response(request, {"code": refusal.code, "sentence": str(refusal)}, status=409)


@api.exception_handler(NotAllowed)
def answer_not_allowed(request, refusal: NotAllowed):
    return api.create_response(request, {"code": "not_allowed"}, status=403)
