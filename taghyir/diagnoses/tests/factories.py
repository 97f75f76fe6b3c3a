"""A small instrument with three dimensions of four items, diagnoses filled in it, and sheets as a browser sends them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.corrections.queries import sheet_filled
from taghyir.diagnoses.actions import begin_diagnosis, finish_diagnosis, give_back_result, save_step, sign_result
from taghyir.diagnoses.models import Diagnosis
from taghyir.diagnoses.queries import content_of, digest_of, unsent
from taghyir.directory.tests.factories import tifawin
from taghyir.dossiers.tests.factories import PIXEL
from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Form
from taghyir.surveys.tests.factories import FormVersionFactory, PublishedFormFactory

DIMENSIONS = ("project", "care", "market")
SCALE = {"0": "rien", "1": "on en parle", "2": "une fois", "3": "d’habitude", "4": "toujours", "dk": "ne sait pas"}
SCALE["na"] = "ne nous concerne pas"
PRIORITY = {"1": "peut attendre", "2": "compte", "3": "presse"}


def instrument(dimensions=DIMENSIONS, items=4, version="1"):
    """The XForm of that many dimensions of that many items, in French and Arabic."""
    names = [f"{one}_{n}" for one in dimensions for n in range(1, items + 1)]
    texts = [(f"/data/g_{one}:label", one.capitalize()) for one in dimensions]
    texts += [(f"{name}:label", f"Nous savons {name}") for name in names]
    texts += [(f"s{code}", words) for code, words in SCALE.items()] + [(f"p{code}", w) for code, w in PRIORITY.items()]
    itext = "".join(f'<text id="{key}"><value>{words}</value></text>' for key, words in texts)
    arabic = "".join(f'<text id="{key}"><value>ع {words}</value></text>' for key, words in texts)
    inside = {one: [*(f"{one}_{n}" for n in range(1, items + 1)), *_extra(one)] for one in dimensions}
    empty = "".join(f"<g_{one}>{''.join(f'<{name}/>' for name in inside[one])}</g_{one}>" for one in dimensions)
    binds = "".join(
        f'<bind nodeset="/data/g_{one}/{name}" type="string"/>' for one in dimensions for name in inside[one]
    )
    body = "".join(_group(one, items) for one in dimensions)
    lists = _list("scale", "s", SCALE) + _list("priority", "p", PRIORITY)
    return f"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>Diagnostic</h:title><model><itext>
<translation lang="French (fr)">{itext}</translation><translation lang="Arabic (ar)">{arabic}</translation></itext>
<instance><data id="diagnostic_partage" version="{version}"><organisation/>{empty}<words/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>{lists}
<bind nodeset="/data/organisation" type="string"/><bind nodeset="/data/words" type="string"/>{binds}</model></h:head><h:body>
<input ref="/data/organisation"><label>Nom</label></input>{body}<input ref="/data/words"><label>Mots</label></input>
</h:body></h:html>"""


def _extra(one):
    return (f"{one}_evidence", f"{one}_priority", f"{one}_adviser_priority")


def _list(name, letter, choices):
    items = "".join(f"<item><itextId>{letter}{code}</itextId><name>{code}</name></item>" for code in choices)
    return f'<instance id="{name}"><root>{items}</root></instance>'


def _select(path, listed, label):
    nodes = f"""<itemset nodeset="instance('{listed}')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset>"""
    return f'<select1 ref="{path}"><label>{label}</label>{nodes}</select1>'


def _group(one, items):
    path = f"/data/g_{one}"
    asked = "".join(
        f"""<select1 ref="{path}/{one}_{n}"><label ref="jr:itext('{one}_{n}:label')"/>
<itemset nodeset="instance('scale')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>"""
        for n in range(1, items + 1)
    )
    asked += f'<input ref="{path}/{one}_evidence"><label>Preuve</label></input>'
    asked += _select(f"{path}/{one}_priority", "priority", "Pour eux")
    asked += _select(f"{path}/{one}_adviser_priority", "priority", "Pour qui accompagne")
    return f"""<group appearance="field-list" ref="{path}"><label ref="jr:itext('{path}:label')"/>{asked}</group>"""


def published(dimensions=DIMENSIONS, items=4, version="1"):
    """That instrument, open in every territory; a second one is its next version."""
    xform = instrument(dimensions, items, version)
    known = Form.objects.filter(xform_id="diagnostic_partage").first()
    if known is None:
        return PublishedFormFactory(xform_id="diagnostic_partage", current__xform=xform, current__version=version)
    known.current = FormVersionFactory(form=known, xform=xform, version=version)
    known.save()
    return known


def answered(*levels, of="project", priority="", adviser_priority="", evidence=""):
    """The answers of one dimension: `answered(4, 3, "dk", "na", of="care")`."""
    found = {f"g_{of}/{of}_{n}": str(level) for n, level in enumerate(levels, 1) if level != ""}
    extra = {"priority": priority, "adviser_priority": adviser_priority, "evidence": evidence}
    return found | {f"g_{of}/{of}_{name}": str(value) for name, value in extra.items() if value}


WHOLE = (
    answered(4, 4, 3, 3)
    | answered(0, 1, "dk", 1, of="care", priority=3, adviser_priority=2, evidence="Trois femmes sur dix")
    | answered(2, "dk", "dk", "na", of="market", priority=2)
    | {"words": "Une crèche d’abord"}
)


def case_of_tifawin():
    """The open file of Tifawin, followed by Karim; Fatma presides it."""
    organisation = tifawin()
    return Case.objects.filter(organisation=organisation, closed_on=None).first() or CaseFactory(
        organisation=organisation
    )


def begun(case=None, actor="karim", **facts) -> Diagnosis:
    """A diagnosis that Karim began, in the instrument above."""
    if not Form.objects.filter(xform_id="diagnostic_partage").exists():
        published()
    case = case or case_of_tifawin()
    return begin_diagnosis(actor=somebody(actor), case=case, **{"depth": "shared"} | facts)


def filled(diagnosis, answers, actor="karim", basis="0"):
    """One step of it: the answers of the beginning, and these."""
    sent = diagnosis.steps.get(number=0).answers | answers
    return save_step(actor=somebody(actor), diagnosis=diagnosis, basis=basis, answers=sent)


def finished(case=None, answers=WHOLE, **facts) -> Diagnosis:
    """Filled in one step and finished by Karim."""
    diagnosis = begun(case, **facts)
    filled(diagnosis, answers)
    return finish_diagnosis(actor=somebody("karim"), diagnosis=diagnosis)


def given_back(case=None, **facts) -> Diagnosis:
    """Told the day it was finished."""
    diagnosis = finished(case, **facts)
    return give_back_result(actor=somebody("karim"), diagnosis=diagnosis, given_back_on=diagnosis.held_on)


def drawn() -> SimpleUploadedFile:
    return SimpleUploadedFile("signature.png", PIXEL, "image/png")


def signed(diagnosis, who="fatma"):
    """As it stands."""
    digest = digest_of(content_of(diagnosis))
    return sign_result(actor=somebody(who), diagnosis=diagnosis, digest=digest, drawing=drawn())


def sheet(diagnosis, answers) -> SimpleUploadedFile:
    """The answers of the beginning and these, as the form in the browser sends them."""
    unsent_sheet = unsent(diagnosis)
    unsent_sheet.answers = diagnosis.steps.get(number=0).answers | answers
    return SimpleUploadedFile("xml", sheet_filled(unsent_sheet).encode(), "text/xml")
