"""What an XForm says of each question, read as one writes it in a sheet."""

from taghyir.xforms.rules import read_rules
from taghyir.xforms.xform import read_xform

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>Écoute</h:title><model><itext>
<translation lang="fr"><text id="l"><value>Moins de 18 ans</value></text></translation>
<translation lang="العربية (ar)"><text id="l"><value>أقل من 18</value></text></translation></itext>
<instance><data id="ecoute" version="7"><who/><group><age/></group></data></instance>
<bind nodeset="/data/who" type="string" required="true()"/>
<bind nodeset="/data/group/age" type="int" relevant=" /data/who  != ''" constraint=". &lt; 18 and ../../who"
 jr:constraintMsg="jr:itext('l')"/></model></h:head>
<h:body><input ref="/data/who"><label>Qui ?</label><hint>Son prénom</hint></input>
<input ref="/data/group/age" appearance="numbers"><label>Âge</label></input></h:body></h:html>"""


def test_rules_are_read_by_question_in_every_language():
    rules = read_rules(FORM)
    assert (rules["who"].required, rules["who"].help) == ("yes", {"fr": "Son prénom"})
    age = rules["group/age"]
    assert (age.relevant, age.constraint, age.appearance) == ("${who} != ''", ". < 18 and ${who}", "numbers")
    assert age.constraint_message == {"fr": "Moins de 18 ans", "ar": "أقل من 18"}


def test_a_form_says_what_it_asks():
    read = read_xform(FORM)
    assert (read.xform_id, read.version, read.title) == ("ecoute", "7", "Écoute")
    assert [question["path"] for question in read.questions] == ["who", "group", "group/age"]
