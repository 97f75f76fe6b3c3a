"""The papers of an assembly, in the words of its country: models to be adapted, and never legal advice."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taghyir.design.formats import date_text, number_text, time_text
from taghyir.duties.blocks import DOTS, Paper
from taghyir.duties.models import Assembly, Holder
from taghyir.duties.queries import AssemblyRules, Figure, members_of_assembly, quorum_of
from taghyir.duties.rules import needed

BLANK_ROWS = 15


def call_paper(assembly: Assembly, rules: AssemblyRules) -> Paper:
    """The call to the members: day, hour, place, agenda, quorum, proxies."""
    paper = Paper(_("Call to the general assembly"), str(assembly.organisation))
    paper.say(
        _("The members of %(organisation)s are called to an assembly: %(kind)s.")
        % {"organisation": assembly.organisation, "kind": assembly.get_kind_display()}
    )
    paper.facts(*_when_and_where(assembly))
    paper.head(_("Points to discuss"))
    paper.points([item.words for item in assembly.items.all()])
    paper.head(_("Quorum and proxies"))
    paper.say(said_of_quorum(assembly, rules), said_of_proxies(rules), said_of_notice(rules))
    paper.head(_("Proxy"))
    paper.say(
        _("I, %(dots)s, member, give %(dots)s power to represent me at this assembly and to vote in my name.")
        % {"dots": DOTS}
    )
    paper.signatures(_("Day and signature of the member"), _("Signature of who convenes"))
    _close(paper, rules)
    return paper


def attendance_paper(assembly: Assembly, rules: AssemblyRules) -> Paper:
    """One row for each member of the register, or blank rows; who comes signs, a proxy signs for who does not."""
    paper = Paper(_("Attendance sheet"), f"{assembly.organisation} · {assembly.get_kind_display()}")
    paper.facts(*_when_and_where(assembly))
    paper.say(said_of_proxies(rules))
    holders = Holder.objects.standing(assembly.held_on).filter(organisation=assembly.organisation)
    names = list(holders.order_by("number", "pk").values_list("number", "name"))
    if names:
        rows = [[str(number), name, "", "", ""] for number, name in names]
    else:
        count = members_of_assembly(assembly.organisation, assembly.held_on) or BLANK_ROWS
        rows = [[str(number), "", "", "", ""] for number in range(1, min(count, 500) + 1)]
    heads = [_("No."), _("Member"), _("Signature"), _("Represented by"), _("Signature of the proxy")]
    paper.table(heads, rows, [1, 5, 4, 4, 4], tall=True)
    dots = {"present": DOTS[:8], "represented": DOTS[:8]}
    paper.say(_("Present: %(present)s. Represented: %(represented)s.") % dots)
    paper.signatures(_("Who chairs"), _("Who writes the minutes"))
    _close(paper, rules)
    return paper


def minutes_paper(assembly: Assembly, rules: AssemblyRules) -> Paper:
    """The minutes: filled with what was recorded, with dots where nothing was."""
    paper = Paper(_("Minutes of the general assembly"), str(assembly.organisation))
    paper.facts(
        (_("Assembly"), str(assembly.get_kind_display())),
        *_when_and_where(assembly),
        (_("Chaired by"), assembly.chaired_by or DOTS),
        (_("Minutes written by"), assembly.written_by or DOTS),
    )
    paper.head(_("Attendance and quorum"))
    paper.say(*_attendance_of(assembly, rules), said_of_quorum(assembly, rules))
    paper.head(_("Points to discuss"))
    paper.points([item.words for item in assembly.items.all()])
    paper.head(_("Decisions"))
    for item in assembly.items.all():
        paper.point(f"{item.order}. {item.words}")
        paper.say(item.decision or DOTS * 3)
        votes = (item.votes_for, item.votes_against, item.abstentions)
        shown = [DOTS[:6] if one is None else number_text(one) for one in votes]
        words = dict(zip(("ayes", "noes", "others"), shown, strict=True))
        paper.note(_("For: %(ayes)s. Against: %(noes)s. Abstentions: %(others)s.") % words)
    paper.say(_("The agenda being finished, the assembly was closed. These minutes were read and signed."))
    paper.signatures(_("Who chairs"), _("Who writes the minutes"))
    _close(paper, rules)
    return paper


def said_of_quorum(assembly: Assembly, rules: AssemblyRules) -> str:
    """How many are needed, as far as it is known, and who says so."""
    if assembly.kind == Assembly.Kind.CONSTITUTIVE:
        return _("Those who found it are all present or represented.")
    if rules.quorum is None:
        return _("Quorum: as the law and the statutes say. Write it here after reading them: %(dots)s") % {"dots": DOTS}
    percent = {"percent": number_text(rules.quorum.value)}
    said = _("Quorum: %(percent)s %% of the members, present or represented.") % percent
    members = assembly.members or members_of_assembly(assembly.organisation, assembly.held_on)
    if members:
        count = needed(members, rules.quorum.value)
        words = {"count": number_text(count), "members": number_text(members)}
        said += " " + ngettext("That is %(count)s of %(members)s.", "That is %(count)s of %(members)s.", count) % words
    return f"{said} {source_of(rules.quorum)}"


def said_of_proxies(rules: AssemblyRules) -> str:
    """How many members one person may represent, and who says so."""
    if rules.proxies is None:
        return _("Proxies: as the law and the statutes say.")
    if not rules.proxies.value:
        return _("Nobody may represent another member.") + " " + source_of(rules.proxies)
    said = ngettext(
        "One person represents %(count)s member at most.",
        "One person represents %(count)s members at most.",
        rules.proxies.value,
    )
    return f"{said % {'count': number_text(rules.proxies.value)}} {source_of(rules.proxies)}"


def said_of_notice(rules: AssemblyRules) -> str:
    """How long before the assembly the call is to be sent."""
    if rules.notice is None:
        return ""
    said = ngettext(
        "The call is sent %(count)s day before at least.",
        "The call is sent %(count)s days before at least.",
        rules.notice.value,
    )
    return f"{said % {'count': number_text(rules.notice.value)}} {source_of(rules.notice)}"


def source_of(figure: Figure) -> str:
    """Who says a figure: the law, verified or not, or the statutes."""
    if figure.fact is None:
        return _("(statutes)")
    basis = figure.fact.legal_basis or str(figure.fact)
    return f"({basis})" if figure.fact.verified_on else _("(%(basis)s, to be verified)") % {"basis": basis}


def note_of_model(paper: Paper) -> None:
    """What every paper says of itself."""
    paper.note(_("Model to be adapted to your statutes. It is not legal advice."))


def _close(paper: Paper, rules: AssemblyRules) -> None:
    note_of_model(paper)
    if rules.law is None:
        paper.note(_("Legal basis: not known by the house yet."))
        return
    state = _("verified in the text") if rules.law.verified_on else _("to be verified in the text")
    words = {"basis": rules.law.legal_basis or str(rules.law), "state": state}
    paper.note(_("Legal basis: %(basis)s (%(state)s).") % words)


def _when_and_where(assembly: Assembly) -> list[tuple[str, str]]:
    call = _("second call") if assembly.is_second_call else ""
    return [
        (_("Day"), date_text(assembly.held_on, "full")),
        (_("Hour"), time_text(assembly.starts_at)),
        (_("Place"), assembly.place),
        (_("Which call"), call),
        (_("Financial year that ends in"), str(assembly.year or "")),
    ]


def _attendance_of(assembly: Assembly, rules: AssemblyRules) -> list[str]:
    if assembly.recorded_at is None:
        return [_("Present: %(present)s. Represented: %(represented)s.") % {"present": DOTS, "represented": DOTS}]
    quorum = quorum_of(assembly, rules)
    figures = {
        "members": number_text(quorum.members),
        "women": number_text(assembly.women_present),
        "men": number_text(assembly.men_present),
        "women_represented": number_text(assembly.women_represented),
        "men_represented": number_text(assembly.men_represented),
    }
    reached = {None: "", True: _("The quorum is reached."), False: _("The quorum is not reached.")}[quorum.is_reached]
    return [
        _("Members: %(members)s. Present: women %(women)s, men %(men)s.") % figures,
        _("Represented: women %(women_represented)s, men %(men_represented)s.") % figures,
        reached,
    ]
