"""A draft of a form, and versions that change something to another."""

import hashlib

import factory

from taghyir.drafts.models import Draft
from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import FormVersion
from taghyir.surveys.tests.factories import LISTENING, FormVersionFactory, StoredFileFactory


def as_read(xform: str) -> FormVersion:
    """What a version reads in its XForm."""
    return FormVersionFactory.build(xform=xform, source=None, published_by=None)


class DraftFactory(factory.django.DjangoModelFactory):
    """A draft of LISTENING, of no form yet; give `xform_id` that of a form to make it its next version."""

    class Meta:
        model = Draft

    xform_id = factory.Sequence("draft_{}".format)
    title = "Écoute du marché"
    version = "next"
    source = factory.SubFactory(StoredFileFactory)
    xform = factory.LazyAttribute(lambda o: LISTENING.format(title=o.title, xform_id=o.xform_id, version=o.version))
    md5 = factory.LazyAttribute(lambda o: hashlib.md5(o.xform.encode(), usedforsecurity=False).hexdigest())
    questions = factory.LazyAttribute(lambda o: as_read(o.xform).questions)
    languages = factory.LazyAttribute(lambda o: as_read(o.xform).languages)
    sent_by = factory.LazyFunction(lambda: somebody("amina"))


def other_words(xform: str) -> str:
    """LISTENING, asked otherwise: a question renamed, one gone, one moved, one choice gone and one new, words and rules."""
    gone = (
        ("<photo/>", ""),
        ('<bind nodeset="/data/photo" type="binary"/>', ""),
        (
            '<upload ref="/data/photo" mediatype="image/*"><label ref="jr:itext(\'photo:label\')"/></upload>\n',
            "",
        ),
        ("<theme/><tried/>", "<tried/><theme/>"),
        ("<value>Dans vos mots</value>", "<value>Dans vos propres mots</value>"),
        ("<value>بكلماتكم</value>", "<value>بكلماتكم أنتم</value>"),
        (
            "<item><itextId>care</itextId><name>care</name></item>",
            "<item><itextId>market</itextId><name>shop</name></item>",
        ),
        (
            '<bind nodeset="/data/children/age" type="int"/>',
            '<bind nodeset="/data/children/age" type="decimal" constraint=". &gt; 0" required="true()"'
            " relevant=\" /data/words != ''\"/>",
        ),
    )
    for before, after in gone:
        assert before in xform, before
        xform = xform.replace(before, after, 1)
    return xform


def changed_version(version: FormVersion, xform: str = "") -> FormVersion:
    """The next version of the same form: LISTENING asked otherwise, or the XForm given."""
    return FormVersionFactory(form=version.form, xform=xform or other_words(version.xform))
