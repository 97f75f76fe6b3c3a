"""ODK Collect as far as its protocol goes, over real HTTP: it scans its settings, fetches forms, fills one, sends it in parts.

Written from what is documented: the settings of the QR code (docs.getodk.org/collect-import-export), the form list, manifest
and submission APIs of OpenRosa. Like the application, it believes nothing: hashes are checked, and 201 alone is success.
"""

import base64
import hashlib
import http.client
import json
import uuid
import zlib
from email.utils import formatdate, parsedate_to_datetime
from urllib.parse import urlsplit

from lxml import etree

AGENT = "org.odk.collect.android/v2026.1.2 Dalvik/2.1.0 (Linux; U; Android 13; Tecno KI5q Build/TP1A.220624.014)"


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def tree(self):
        return etree.fromstring(self.body)

    @property
    def message(self) -> str:
        return self.tree.findtext("{*}message")


class Collect:
    """One installation; `scanned` is the text its camera read."""

    def __init__(self, scanned: str, agent: str = AGENT):
        self.settings = json.loads(zlib.decompress(base64.b64decode(scanned)))
        general = self.settings["general"]
        assert general["protocol"] == "odk_default"
        assert {"general", "admin"} <= self.settings.keys()  # without them Collect refuses the code
        self.server = general["server_url"].rstrip("/")
        who = f"{general['username']}:{general['password']}"
        self.headers = {
            "Authorization": f"Basic {base64.b64encode(who.encode()).decode()}",
            "User-Agent": agent,
            "X-OpenRosa-Version": "1.0",
        }
        self.installation = f"collect:{uuid.uuid4().hex[:16]}"
        self.longest = 10_000_000

    def ask(self, method: str, address: str, body: bytes | None = None, **headers: str) -> Answer:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=20)
        try:
            sent = self.headers | {"Date": formatdate(usegmt=True)} | headers
            connection.request(method, f"{parts.path}?{parts.query}", body, sent)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert parsedate_to_datetime(answer.headers.get_all("Date")[0])
        return answer

    def forms(self) -> list[dict[str, str]]:
        """The list, as `match_exactly` keeps it."""
        answer = self.ask("GET", f"{self.server}/formList")
        assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/xml")
        return [{etree.QName(part).localname: part.text for part in line} for line in answer.tree]

    def fetch(self, form: dict[str, str]) -> tuple[bytes, dict[str, bytes]]:
        """The XForm and its files, each checked against its hash."""
        xform = self._checked(form["downloadUrl"], form["hash"])
        files = {}
        for line in self.ask("GET", form["manifestUrl"]).tree:
            name, mark, address = (line.findtext(f"{{*}}{part}") for part in ("filename", "hash", "downloadUrl"))
            files[name] = self._checked(address, mark)
        return xform, files

    def _checked(self, address: str, mark: str) -> bytes:
        answer = self.ask("GET", address)
        assert answer.status == 200 and mark == f"md5:{hashlib.md5(answer.body).hexdigest()}"
        return answer.body

    def place_to_send(self) -> str:
        """What the server answers before the first sending: where to, and how much at once."""
        answer = self.ask("HEAD", f"{self.server}/submission?deviceID={self.installation.replace(':', '%3A')}")
        assert answer.status == 204 and answer.body == b""
        self.longest = int(answer.headers["X-OpenRosa-Accept-Content-Length"])
        place = answer.headers["Location"]
        assert urlsplit(place).netloc == urlsplit(self.server).netloc  # another host would not get the password
        return place

    def send(self, xml: str, files: dict[str, bytes], *, place: str, is_last: bool = True) -> Answer:
        """One POST: the sheet, some of its files, and whether others follow."""
        parts = [("xml_submission_file", "submission.xml", "text/xml", xml.encode())]
        parts += [(name, name, "image/jpeg", content) for name, content in files.items()]
        edge = uuid.uuid4().hex
        body = b"".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
            f"Content-Type: {kind}\r\nContent-Transfer-Encoding: binary\r\n\r\n".encode()
            + content
            + b"\r\n"
            for name, file, kind, content in parts
        )
        if not is_last:
            body += f'--{edge}\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes\r\n'.encode()
        body += f"--{edge}--\r\n".encode()
        assert len(body) < self.longest
        return self.ask("POST", place, body, **{"Content-Type": f"multipart/form-data; boundary={edge}"})
