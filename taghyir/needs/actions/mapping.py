"""Which answers of a form become needs."""

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.core.text import listed
from taghyir.needs.models import NeedMapping
from taghyir.needs.policies import can_map_form_to_needs, can_remove_need_mapping
from taghyir.needs.queries import theme_values_unknown
from taghyir.people.models import User
from taghyir.surveys.actions import follow_form
from taghyir.surveys.models import Form


@action("form.mapped_to_needs")
def map_form_to_needs(
    *, actor: User, form: Form, words_path: str, theme: str = "", days_to_answer: int = 30, **paths: str
) -> NeedMapping:
    """From now on, what is answered at `words_path` is a need. `paths`: theme_path, territory_path, organisation_path…

    Refused for a question the form does not ask, the second time, without a theme, or when the choices of the question
    that holds it are not themes and no `theme` stands in for them.
    """
    require(can_map_form_to_needs(actor, form))
    if form.current is None:
        raise Refused(_("This form has no version yet."), code="no_version")
    asked = {question["path"] for question in form.current.read_by_all}
    unknown = [path for path in (words_path, *paths.values()) if path and path not in asked]
    if unknown:
        raise Refused(_("This question is not in the form."), code="no_question")
    strange = theme_values_unknown(form.current, paths.get("theme_path", ""))
    if strange and not theme:
        sentence = _("These answers are not themes: %(values)s. Choose the theme they stand for.")
        raise Refused(sentence % {"values": listed(strange[:5])}, code="not_themes", field="theme")
    follow_form(actor=actor, form=form, is_followed=True)
    return store(NeedMapping(form=form, words_path=words_path, theme=theme, days_to_answer=days_to_answer, **paths))


@action("need_mapping.removed")
def remove_need_mapping(*, actor: User, mapping: NeedMapping) -> Form:
    """From now on this question gives no needs. Those it gave stay."""
    require(can_remove_need_mapping(actor, mapping))
    form = mapping.form
    vars(form)["journal_details"] = {"words_path": mapping.words_path}
    mapping.delete()
    follow_form(actor=actor, form=form, is_followed=NeedMapping.objects.filter(form=form).exists())
    return form
