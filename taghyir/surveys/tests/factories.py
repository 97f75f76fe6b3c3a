"""Forms and answers for the tests of every room. `PublishedFormFactory()` is a form that can be filled at once."""

import hashlib
import json

import factory
from django.core.files.base import ContentFile

from taghyir.core.models import StoredFile
from taghyir.core.text import folded
from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Form, FormVersion, Submission
from taghyir.xforms.xform import read_xform

LISTENING = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>{title}</h:title><model>
<itext>
<translation lang="French (fr)"><text id="words:label"><value>Dans vos mots</value></text>
<text id="theme:label"><value>Sur quoi</value></text><text id="tried:label"><value>Déjà essayé</value></text>
<text id="photo:label"><value>Une photo</value></text><text id="children:label"><value>Enfants</value></text>
<text id="age:label"><value>Âge</value></text>
<text id="market"><value>Vendre</value></text><text id="care"><value>Le soin</value></text></translation>
<translation lang="Arabic (ar)"><text id="words:label"><value>بكلماتكم</value></text>
<text id="theme:label"><value>حول ماذا</value></text><text id="tried:label"><value>ما جُرّب</value></text>
<text id="photo:label"><value>صورة</value></text><text id="children:label"><value>الأطفال</value></text>
<text id="age:label"><value>السن</value></text>
<text id="market"><value>البيع</value></text><text id="care"><value>الرعاية</value></text></translation>
</itext>
<instance><data id="{xform_id}" version="{version}"><words/><theme/><tried/><photo/><children><age/></children>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="themes"><root><item><itextId>market</itextId><name>market</name></item>
<item><itextId>care</itextId><name>care</name></item></root></instance>
<bind nodeset="/data/words" type="string"/><bind nodeset="/data/theme" type="string"/>
<bind nodeset="/data/tried" type="string"/><bind nodeset="/data/photo" type="binary"/>
<bind nodeset="/data/children/age" type="int"/></model></h:head><h:body>
<input ref="/data/words"><label ref="jr:itext('words:label')"/></input>
<select1 ref="/data/theme"><label ref="jr:itext('theme:label')"/><itemset nodeset="instance('themes')/root/item">
<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
<select ref="/data/tried"><label ref="jr:itext('tried:label')"/><itemset nodeset="instance('themes')/root/item">
<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select>
<upload ref="/data/photo" mediatype="image/*"><label ref="jr:itext('photo:label')"/></upload>
<group><label ref="jr:itext('children:label')"/><repeat nodeset="/data/children">
<input ref="/data/children/age"><label ref="jr:itext('age:label')"/></input></repeat></group>
</h:body></h:html>"""


class StoredFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoredFile

    name = "listening.xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    size = 5
    sha256 = hashlib.sha256(b"sheet").hexdigest()
    content = factory.LazyFunction(lambda: ContentFile(b"sheet", name="listening.xlsx"))


class FormFactory(factory.django.DjangoModelFactory):
    """A form without any version: nobody can fill it yet."""

    class Meta:
        model = Form

    xform_id = factory.Sequence("listening_{}".format)
    title = "Écoute du marché"


class FormVersionFactory(factory.django.DjangoModelFactory):
    """One version of LISTENING, or of the XForm given as `xform`."""

    class Meta:
        model = FormVersion

    form = factory.SubFactory(FormFactory)
    version = factory.Sequence("2026-{}".format)
    source = factory.SubFactory(StoredFileFactory)
    xform = factory.LazyAttribute(
        lambda o: LISTENING.format(title=o.form.title, xform_id=o.form.xform_id, version=o.version)
    )
    md5 = factory.LazyAttribute(lambda o: hashlib.md5(o.xform.encode(), usedforsecurity=False).hexdigest())
    questions = factory.LazyAttribute(lambda o: read_xform(o.xform).questions)
    languages = factory.LazyAttribute(lambda o: read_xform(o.xform).languages)
    published_by = factory.LazyFunction(lambda: somebody("amina"))


class PublishedFormFactory(FormFactory):
    """A form with its current version: words, theme (market, care), tried (several), photo, children (repeated: age)."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def current(self, create, extracted, **kwargs):
        self.current = FormVersionFactory(form=self, **kwargs)
        self.save()


class SubmissionFactory(factory.django.DjangoModelFactory):
    """An answer as it was stored; give `answers={"words": …}` and the XML follows. Sent by Karim, from Nador."""

    class Meta:
        model = Submission

    form = factory.SubFactory(PublishedFormFactory)
    version = factory.LazyAttribute(lambda o: o.form.current)
    instance_id = factory.Sequence("uuid:00000000-0000-4000-8000-{:012d}".format)
    answers = factory.LazyFunction(lambda: {"words": "Il nous manque des bocaux", "theme": "market"})
    xml = factory.LazyAttribute(lambda o: f'<data id="{o.form.xform_id}" version="{o.version.version}"/>')
    digest = factory.LazyAttribute(
        lambda o: hashlib.sha256((o.instance_id + json.dumps(o.answers)).encode()).hexdigest()
    )
    folded = factory.LazyAttribute(lambda o: folded(" ".join(str(value) for value in o.answers.values())))
    submitted_by = factory.LazyFunction(lambda: somebody("karim"))
    territory = factory.LazyAttribute(
        lambda o: next((role.territory for role in o.submitted_by.roles_today if role.territory), None)
    )
