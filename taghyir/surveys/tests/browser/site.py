"""A site of one page: a form, its questions, and the door where sheets arrive. No framework between the browser and us."""

import re
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

from django.utils.html import escape

BUILT = Path(__file__).parents[4] / "build" / "static"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; media-src 'self' blob:; connect-src 'self' data:; base-uri 'none'; form-action 'none'"
)
PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><title>Form</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/taghyir.css">
<script type="module" src="/static/survey.js"></script></head>
<body><main class="page"><h1>{title}</h1><taghyir-form data-form-url="/forms/{form}.xml" data-submit-url="/submission"
data-csrf="csrf-of-this-page" data-language="{lang}" data-done-url="{done}" data-draft-key="{form}" data-mode="{mode}"
data-media-url="/media/"></taghyir-form></main></body></html>"""
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".png": "image/png", ".wav": "audio/wav"}


@dataclass
class Post:
    """One sheet as it arrived."""

    parts: dict[str, bytes]
    csrf: str | None

    @property
    def xml(self) -> str:
        return self.parts["xml_submission_file"].decode()

    @property
    def instance_id(self) -> str:
        return re.search(r"<(?:\w+:)?instanceID>([^<]+)<", self.xml)[1]

    def value(self, name: str) -> str | None:
        found = re.search(rf"<{name}(?:\s[^>]*)?>([^<]*)</{name}>", self.xml)
        return found[1] if found else None


@dataclass
class Site:
    """What is served, what arrived, and what the server answers next (status, content type, body; 0: nothing, for ever)."""

    forms: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    answers: list[tuple[int, str, str]] = field(default_factory=list)
    address: str = ""
    closing: Event = field(default_factory=Event)

    def page(self, form: str, lang: str = "ar", mode: str = "", done: str = "/done") -> str:
        return f"{self.address}/page?form={form}&lang={lang}&mode={mode}&done={done}"


def read_parts(content_type: str, body: bytes) -> dict[str, bytes]:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    return {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
        for part in message.iter_parts()
    }


DONE = "<!doctype html><link rel='icon' href='data:,'><title>Done</title><h1>Arrived</h1>"


def found(site: Site, address: str) -> tuple[int, str, str | bytes]:
    """The page, the questions, the built files, or nothing."""
    url = urlsplit(address)
    if url.path == "/page":
        asked = {name: escape(values[0]) for name, values in parse_qs(url.query, keep_blank_values=True).items()}
        html = PAGE.format(**asked, dir="rtl" if asked["lang"] == "ar" else "ltr", title=asked["form"])
        return 200, "text/html; charset=utf-8", html
    if url.path == "/done":
        return 200, "text/html; charset=utf-8", DONE
    if url.path.startswith("/forms/") and (xml := site.forms.get(Path(url.path).stem)):
        return 200, "text/xml; charset=utf-8", xml
    if url.path.startswith("/media/") and (shown := site.media.get(Path(url.path).name)):
        return 200, TYPES.get(Path(url.path).suffix, "application/octet-stream"), shown
    if url.path.startswith("/static/") and (file := BUILT / url.path.removeprefix("/static/")).is_file():
        return 200, TYPES.get(file.suffix, "application/octet-stream"), file.read_bytes()
    return 404, "text/plain", "nothing here"


def handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def answer(self, status: int, content_type: str, body: str | bytes) -> None:
            content = body.encode() if isinstance(body, str) else body
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            self.answer(*found(site, self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            site.posts.append(Post(read_parts(self.headers["Content-Type"], body), self.headers.get("X-CSRFToken")))
            answer = site.answers.pop(0) if site.answers else (201, "text/xml", "<OpenRosaResponse/>")
            if answer[0]:
                self.answer(*answer)
            else:
                site.closing.wait(30)

        def log_message(self, *_: object) -> None:
            """The test says what matters."""

    return Door


def opened(site: Site) -> ThreadingHTTPServer:
    """Start to serve on a free port; the caller shuts it down."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(site))
    site.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    return server
