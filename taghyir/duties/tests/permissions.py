"""Who gets what at the doors of the duties of Tifawin."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from taghyir.core.testing import Line
from taghyir.duties.actions import add_event, record_outcome
from taghyir.duties.queries import token_of_reminders
from taghyir.duties.tests.factories import (
    a_deadline,
    annual_assembly,
    called,
    in_days,
    in_register,
    its_calendar,
    its_duty,
)
from taghyir.people.tests.factories import PEOPLE, somebody

READERS = ("amina", "karim", "pilar", "fatma", "ines")
KEEPERS = ("amina", "karim", "pilar", "fatma")


def permissions() -> list[Line]:
    """Who speaks for it and who advises writes; who sees its file reads; others find nothing."""
    annual_assembly()
    a_deadline(code="foreign_aid", anchor="event", moment=4, offset=30, offset_unit="days", recurrence="once")
    its_calendar()
    year = str(timezone.localdate().year - 1)
    assembly, to_record, to_cancel, holder = called(), called(), called(), in_register()
    organisation = assembly.organisation
    event = add_event(actor=somebody("fatma"), organisation=organisation, code="foreign_aid", on=in_days(-2))
    paper = SimpleUploadedFile("recu.pdf", b"%PDF-1.7", "application/pdf")
    period = event.on.isoformat()
    settled = record_outcome(
        actor=somebody("fatma"), duty=its_duty("foreign_aid", period), kind="done", on=in_days(0), evidence=paper
    )
    one, duty = (organisation.pk,), (organisation.pk, "annual_assembly", year)
    read, write = dict.fromkeys(READERS, 200), dict.fromkeys(READERS, 403) | dict.fromkeys(KEEPERS, 200)
    done = dict.fromkeys(READERS, 403) | dict.fromkeys(KEEPERS, 302)
    call = {"kind": "ordinary", "held_on": in_days(9), "starts_at": "10:00", "place": "Zaïo", "agenda": "Comptes"}
    line = {"name": "Meriem", "entered_on": in_days(-9), "shares": 1, "amount": 100, "currency": "MAD"}
    figures = {"members": 12, "women_present": 7, "men_present": 0, "women_represented": 0, "men_represented": 0}
    token = token_of_reminders(somebody("fatma"), organisation)
    open_to_all = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
    return [
        Line("duties:duties", {}, 200),
        Line("duties:duties", {}, 200, query="format=csv"),
        Line("duties:organisation_duties", read, args=one),
        Line("duties:duty", read, args=duty),
        Line("duties:keep_calendar", write, args=one),
        Line("duties:keep_calendar", done, args=one, method="post", body={"year_end_day": 31, "year_end_month": 12}),
        Line("duties:add_event", write, args=one),
        Line("duties:add_event", done | dict.fromkeys(KEEPERS, 302), args=one, method="post",
             body={"code": "foreign_aid", "on": in_days(-5)}),
        Line("duties:remove_event", done, args=(organisation.pk, event.pk), method="post"),
        Line("duties:record_outcome", done, args=duty, method="post", body={"kind": "done", "on": in_days(0)}),
        Line("duties:take_back_outcome", done, args=(settled.pk,), method="post"),
        Line("duties:outcome_paper", read, args=(settled.pk,)),
        Line("duties:tick_step", done, args=(*duty, "called"), method="post"),
        Line("duties:untick_step", done, args=(*duty, "called"), method="post"),
        Line("duties:choose_reminders", done, args=one, method="post", body={"wanted": "yes"}),
        Line("duties:stop_reminders", open_to_all, args=(token,)),
        Line("duties:stop_reminders", open_to_all, args=(token,), method="post"),
        Line("duties:call_assembly", write, args=one),
        Line("duties:call_assembly", done, args=one, method="post", body=call),
        Line("duties:assembly", read, args=(assembly.pk,)),
        Line("duties:assembly_paper", read, args=(assembly.pk, "call", "ar", "pdf")),
        Line("duties:record_assembly", write, args=(to_record.pk,)),
        Line("duties:record_assembly", done, args=(to_record.pk,), method="post", body=figures),
        Line("duties:cancel_assembly", done, args=(to_cancel.pk,), method="post"),
        Line("duties:register", read, args=one),
        Line("duties:register", read, args=one, query="format=xlsx"),
        Line("duties:register_paper", read, args=(organisation.pk, "members", "fr", "txt")),
        Line("duties:add_holder", write, args=one),
        Line("duties:add_holder", done, args=one, method="post", body=line),
        Line("duties:change_holder", write, args=(holder.pk,)),
        Line("duties:change_holder", done, args=(holder.pk,), method="post", body=line),
    ]  # fmt: skip
