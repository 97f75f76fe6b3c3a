"""Addresses that open a message ready to be sent, in the program of whoever presses: nothing leaves by itself, nobody is told."""

from urllib.parse import quote


def whatsapp(phone: str, words: str) -> str:
    """`phone` as +212661223344."""
    return f"https://wa.me/{phone.lstrip('+')}?text={quote(words)}"


def text_message(phone: str, words: str) -> str:
    return f"sms:{phone}?body={quote(words)}"


def mail(address: str, subject: str, words: str) -> str:
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(words)}"
