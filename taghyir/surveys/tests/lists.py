"""A form that chooses from the lists of the house: a commune, the organisations of it, and several met at each visit."""

from itertools import count

from taghyir.surveys.tests.factories import PublishedFormFactory

NUMBERS = count(1)

XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>{title}</h:title><model>
<instance><data id="{xform_id}" version="{version}"><commune/><enterprise/><words/><visits><met/></visits>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="places" src="jr://file-csv/places.csv"/><instance id="organisations" src="jr://file-csv/organisations.csv"/>
<bind nodeset="/data/commune" type="string"/><bind nodeset="/data/enterprise" type="string"/>
<bind nodeset="/data/words" type="string"/><bind nodeset="/data/visits/met" type="string"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/></model></h:head><h:body>
<select1 ref="/data/commune"><label>Commune</label><itemset nodeset="instance('places')/root/item">
<value ref="name"/><label ref="label"/></itemset></select1>
<select1 ref="/data/enterprise"><label>Coopérative</label><itemset nodeset="instance('organisations')/root/item">
<value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/words"><label>Dans vos mots</label></input>
<group><label>Visites</label><repeat nodeset="/data/visits"><select ref="/data/visits/met"><label>Rencontrées</label>
<itemset nodeset="instance('organisations')/root/item"><value ref="name"/><label ref="label"/></itemset></select></repeat></group>
</h:body></h:html>"""


def form_with_lists(**facts):
    """Published in version 1, for every territory unless said otherwise."""
    facts = {"xform_id": f"visit_{next(NUMBERS)}", "title": "Visite"} | facts
    xform = XFORM.format(title=facts["title"], xform_id=facts["xform_id"], version="1")
    return PublishedFormFactory(**facts, current__xform=xform, current__version="1")
