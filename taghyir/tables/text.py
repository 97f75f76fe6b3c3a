"""Text as people bring it, without the signs nobody sees."""

import re
import secrets
import unicodedata

# controls but the line break, marks of direction, zero-width spaces, half of a pair, what is no character
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
    "|[\ud800-\udfff]"
)

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no sign that is read as another


def cleaned(text: str) -> str:
    """`text` composed (NFC), without controls nor marks of direction; runs of spaces are one, lines are kept."""
    lines = _UNSEEN.sub(" ", unicodedata.normalize("NFC", text)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def new_code() -> str:
    """Eight signs that nobody guesses, to be read out on the phone and written on paper."""
    return "".join(secrets.choice(LETTERS) for _sign in range(8))
