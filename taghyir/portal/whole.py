"""A request whose body was cut on its way is refused before anything is made of what came."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.http.multipartparser import MultiPartParserError

Answer = Callable[[HttpRequest], HttpResponseBase]


def whole_bodies(get_response: Answer) -> Answer:
    """Servers end a body where the connection ended, and a form of many parts is read up to there: the length tells."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or ""
        if said.isascii() and said.isdigit() and int(said):
            request.read = _counted(request.read, int(said))  # type: ignore[method-assign]
        return get_response(request)

    return answer


def _counted(read: Callable[..., bytes], length: int) -> Callable[..., bytes]:
    came = 0

    def counted(*size: int) -> bytes:
        nonlocal came
        part = read(*size)
        came += len(part)
        if came < length and not (part and size):
            raise MultiPartParserError("The body was cut.")
        return part

    return counted
