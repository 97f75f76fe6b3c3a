"""What lists sent beside a form call their choices, whatever the kind of file; what cannot be read says nothing."""

import pytest

from taghyir.xforms.attached import Attached, attached_lists, choices_in

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>
<instance><data id="x"><a/><b/><c/><d/></data></instance>
<instance id="towns" src="jr://file-csv/towns.csv"/><instance id="organisations" src="jr://file-csv/organisations.csv"/>
<instance id="own"><root><item><name>1</name><label>One</label></item></root></instance></model></h:head><h:body>
<select1 ref="/data/a"><itemset nodeset="instance('towns')/root/item[x = 1]">
<value ref="code"/><label ref="words"/></itemset></select1>
<select1 ref="/data/b"><itemset nodeset="instance('own')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
<select1 ref="/data/c"><itemset nodeset="instance('organisations')/root/item"><value ref="name"/></itemset></select1>
<input ref="/data/d" query="instance('douars')/root/item[commune = /data/a ]"/></h:body></h:html>"""
TOWNS = Attached("towns.csv", "name", "label")


def test_only_lists_sent_beside_the_form_are_named():
    assert attached_lists(FORM) == {
        "a": Attached("towns.csv", "code", "words"),
        "d": Attached("itemsets.csv", "name", "label", "douars"),
    }


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("name,label\nz,Zaïo\nz,Again\nn,\n", {"z": {"": "Zaïo"}, "n": {}}),
        ("\ufeffname;label;label_ar\nz;Zaïo;زايو\n", {"z": {"": "Zaïo", "ar": "زايو"}}),
        ("label::Français (fr),label::العربية,name\nZaïo,زايو, z \n", {"z": {"fr": "Zaïo", "ar": "زايو"}}),
        ("name,label\nz\n", {"z": {}}),
        ("name,label\n" + "x" * 200_000 + ",y\n", {}),
        ("label,x\nz,1\n", {}),
        ("", {}),
        ("\udcff".encode("utf-8", "surrogatepass").decode("latin-1"), {}),
    ],
)
def test_a_csv_as_people_write_it(content, found):
    assert choices_in(content.encode(), TOWNS) == found


def test_xml_and_geojson():
    asked = Attached("towns.xml", "name", "label")
    xml = b"<root><item><name>z</name><label>Zaio</label><label_fr>Za\xc3\xafo</label_fr></item></root>"
    assert choices_in(xml, asked) == {"z": {"": "Zaio", "fr": "Zaïo"}}
    souks = Attached("souks.geojson", "id", "title")
    geojson = (
        b'{"features": [{"id": 7, "properties": {"title": "Had"}}, {"properties": {"id": "8", "title": "Tnine"}}]}'
    )
    assert choices_in(geojson, souks) == {"7": {"": "Had"}, "8": {"": "Tnine"}}
    for broken in (b"<", b"", b"[]", b"{}", b'{"features": [1]}', b'{"features": {"a": 1}}', b"\xff\xfe"):
        assert choices_in(broken, souks) == {} == choices_in(broken, asked)
