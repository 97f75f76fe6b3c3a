"""A form with all that paper holds, and some that it does not: for the tests and the proof on 500 sheets."""

from pathlib import Path

from pyxform.xls2xform import convert

import taghyir.surveys
from taghyir.surveys.models import FormVersion
from taghyir.surveys.tests.factories import FormVersionFactory

LISTENING = Path(taghyir.surveys.__file__).parent / "instruments" / "ecoute_rapide"

SURVEY = """\
survey,,,,,,,,
,type,name,label::French (fr),label::Arabic (ar),hint::French (fr),hint::Arabic (ar),required,relevant
,begin_group,market,Le souk,السوق,,,,
,note,intro,Merci de répondre avec vos mots.,شكرا على الجواب بكلماتكم.,,,,
,select_one yes_no,sells,Vendez-vous au souk ?,هل تبيعون في السوق؟,,,yes,
,select_multiple product,products,Que vendez-vous ?,ماذا تبيعون؟,Plusieurs sont possibles,أكثر من جواب ممكن,,${sells} = 'yes'
,integer,members,Combien de membres ?,كم عدد الأعضاء؟,,,yes,
,decimal,price,Prix du kilo,ثمن الكيلو,,,,
,date,since,Depuis quand ?,منذ متى؟,,,,
,end_group,,,,,,,
,select_one mood,mood,Comment va la coopérative ?,كيف حال التعاونية؟,,,,
,text,words,Dans vos mots,بكلماتكم,,,,
,geopoint,where,Où ?,أين؟,,,,
,begin_repeat,child,Enfants,الأطفال,,,,
,text,name,Prénom,الاسم,,,,
,integer,age,Âge,السن,,,,
,select_one yes_no,school,Va à l’école ?,يذهب إلى المدرسة؟,,,,
,end_repeat,,,,,,,
choices,,,,,,,,
,list_name,name,label::French (fr),label::Arabic (ar),,,,
,yes_no,yes,oui,نعم,,,,
,yes_no,no,non,لا,,,,
,product,honey,du miel,العسل,,,,
,product,almonds,des amandes,اللوز,,,,
,product,rugs,des tapis,الزرابي,,,,
,product,other,autre chose que nous aimerions raconter plus longuement un jour de souk,شيء آخر نود أن نحكيه,,,,
,mood,good,bien,بخير,,,,
,mood,so_so,comme ci comme ça,لا بأس,,,,
,mood,bad,mal,في صعوبة,,,,
,mood,silent,sans réponse,بلا جواب,,,,
settings,,,,,,,,
,form_title,form_id,version,default_language,,,,
,Le souk · السوق,souk,2026-1,French (fr),,,,
"""


def souk_form() -> FormVersion:
    """The form and its version, not kept in any database."""
    return _version_of(SURVEY, "Le souk · السوق", "souk")


def listening_form() -> FormVersion:
    """The quick listening, as the programme prints it."""
    sheets = []
    for name in ("survey", "choices", "settings"):
        lines = (LISTENING / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        sheets.append("\n".join([name, *(f",{line}" for line in lines)]))
    return _version_of("\n".join(sheets), "Écoute rapide", "ecoute_rapide")


def _version_of(spreadsheet: str, title: str, xform_id: str) -> FormVersion:
    made = convert(xlsform=spreadsheet, file_type=".csv", validate=False, pretty_print=False)
    form = {"form__title": title, "form__xform_id": xform_id}
    return FormVersionFactory.build(version="2026-1", xform=made.xform, published_by=None, **form)
