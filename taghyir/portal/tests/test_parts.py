"""Kept files in the parts a phone asks for."""

import pytest
from django.core.files.base import ContentFile

from taghyir.voices.tests.factories import NoticeVoiceFactory, SoundFactory

SOUND = bytes(range(256)) * 40
SIZE = len(SOUND)
WHOLE = (200, None, SOUND)


@pytest.fixture
def voice(db):
    return NoticeVoiceFactory(sound=SoundFactory(size=SIZE, content=ContentFile(SOUND, name="voice.wav")))


def read(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, answer.get("Content-Range"), content


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        ("bytes=0-1", (206, f"bytes 0-1/{SIZE}", SOUND[:2])),  # what an iPhone asks before anything else
        ("bytes=7-7", (206, f"bytes 7-7/{SIZE}", SOUND[7:8])),
        ("bytes=100-", (206, f"bytes 100-{SIZE - 1}/{SIZE}", SOUND[100:])),
        ("bytes=0-999999999", (206, f"bytes 0-{SIZE - 1}/{SIZE}", SOUND)),
        ("bytes=-10", (206, f"bytes {SIZE - 10}-{SIZE - 1}/{SIZE}", SOUND[-10:])),
        ("bytes=-999999999", (206, f"bytes 0-{SIZE - 1}/{SIZE}", SOUND)),
        (f"bytes={SIZE}-", (416, f"bytes */{SIZE}", b"")),
        ("bytes=-0", (416, f"bytes */{SIZE}", b"")),
        ("bytes=9-3", WHOLE),
        ("bytes=0-1,5-6", WHOLE),
        ("bytes=-", WHOLE),
        ("bytes=0-" + "9" * 5000, WHOLE),
        ("lines=0-1", WHOLE),
        ("", WHOLE),
    ],
)
def test_a_sound_comes_in_the_part_that_was_asked_for(client, voice, asked, got):
    answer = client.get(voice.address, headers={"Range": asked})
    assert read(answer) == got
    assert answer["Accept-Ranges"] == "bytes"
    if answer.status_code != 416:
        assert int(answer["Content-Length"]) == len(got[2])
        assert "immutable" in answer["Cache-Control"] and "sandbox" in answer["Content-Security-Policy"]
        assert "audio" in answer["Content-Type"]


def test_who_began_with_another_content_gets_the_whole(client, voice):
    etag = client.get(voice.address)["ETag"]
    assert etag == f'"{voice.sound.sha256}"'
    for said, status in ((etag, 206), ('"other"', 200), (f"W/{etag}", 200), ("Sat, 28 Nov 2026 06:00:00 GMT", 200)):
        assert client.get(voice.address, headers={"Range": "bytes=0-1", "If-Range": said}).status_code == status
    known = client.get(voice.address, headers={"Range": "bytes=0-1", "If-None-Match": etag})
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", etag)


def test_only_its_head_says_how_long_it_is(client, voice):
    answer = client.head(voice.address, headers={"Range": "bytes=0-1"})
    assert (answer.status_code, answer["Content-Length"], answer["Accept-Ranges"]) == (200, str(SIZE), "bytes")


def test_a_table_made_anew_is_never_sent_in_parts(client, db):
    answer = client.get("/fr/organisations/?format=xlsx", headers={"Range": "bytes=0-1"})
    assert answer.status_code == 200 and "Accept-Ranges" not in answer
