"""Two people open the correction of the same answers, each in their own browser; both stay, and one chooses."""

import pytest

from taghyir.corrections.models import Conflict
from taghyir.corrections.tests.factories import RULED, TOO_OLD, form_of
from taghyir.people.tests.factories import somebody
from taghyir.review.models import Correction
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.factories import SubmissionFactory
from tests.browser.conftest import AXE
from tests.browser.test_every_page import OVERFLOWING, VIOLATIONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGUN = {"today": "2026-05-31", "words": "Des bocaux", "theme": "market", "photo": "a.png", "count": "1"}
BEGUN |= {"children": [{"children/age": "4"}]}


def opened(page, answer):
    """The correction of `answer`, its questions shown."""
    page.goto(f"/ar/forms/answers/{answer.pk}/correct/")
    page.locator("taghyir-correction textarea, taghyir-correction input").first.wait_for()
    return page


def write(page, label, text):
    page.get_by_label(label).first.fill(text)
    page.get_by_label(label).first.blur()


def keep(page, why):
    write(page, "لماذا تصحّحها؟", why)
    page.locator("taghyir-correction [type=submit]").click()


def assert_whole(page):
    page.evaluate(AXE.read_text())
    assert page.evaluate(VIOLATIONS) == [] and page.evaluate(OVERFLOWING) == []


def test_a_correction_that_breaks_a_rule_is_refused_in_the_words_of_the_form(sit_down):
    answer = SubmissionFactory(form=form_of(RULED, "ruled"), answers=BEGUN)
    hers = opened(sit_down(somebody("amina")), answer)
    assert_whole(hers)
    write(hers, "السن", "40")
    keep(hers, "أعدت القراءة")
    hers.get_by_text(TOO_OLD).wait_for()
    assert not Correction.objects.exists()
    write(hers, "السن", "6")
    hers.get_by_role("button", name="إضافة").click()
    hers.get_by_label("السن").nth(1).fill("9")
    hers.get_by_label("السن").nth(1).blur()
    hers.get_by_role("button", name="إضافة").click()
    hers.get_by_role("button", name="إزالة").nth(2).click()
    hers.get_by_role("dialog").get_by_role("button", name="حذف").click()
    keep(hers, "أعدت القراءة")
    hers.wait_for_url(f"**/ar/forms/answers/{answer.pk}/")
    turns = {"children": [{"children/age": "6"}, {"children/age": "9"}], "count": "2"}
    assert Submission.objects.get().answers == BEGUN | turns, "the sum was made anew; day and photo stay"


def test_what_two_people_corrected_at_once_is_kept_side_by_side_and_one_chooses(sit_down):
    answer = SubmissionFactory(form=form_of(RULED, "ruled"), answers=BEGUN)
    hers, his = (opened(sit_down(somebody(name)), answer) for name in ("amina", "karim"))
    write(hers, "بكلماتكم", "برطمانات")
    keep(hers, "أعدت القراءة")
    hers.wait_for_url(f"**/ar/forms/answers/{answer.pk}/")
    his.context.set_offline(True)
    write(his, "بكلماتكم", "جرار")
    keep(his, "اتصلت بهم")
    his.locator("taghyir-correction h2").last.wait_for()
    assert not Conflict.objects.exists(), "it waits on his phone"
    with his.expect_response(f"**/answers/{answer.pk}/correct/1/") as sent:
        his.context.set_offline(False)
    assert sent.value.status == 201
    kept = Conflict.objects.get()
    assert (kept.by, kept.based_on, kept.answers) == (somebody("karim"), 1, BEGUN | {"words": "جرار"})
    assert Submission.objects.get().answers == BEGUN | {"words": "برطمانات"}
    assert_chosen(hers, kept)


def assert_chosen(page, kept):
    """Who coordinates reads both beside what they began with, takes the second, and the form checks it once more."""
    page.goto(f"/ar/forms/answers/two-versions/{kept.pk}/")
    for words in ("Des bocaux", "برطمانات", "جرار"):
        page.get_by_text(words, exact=True).wait_for()
    assert_whole(page)
    page.get_by_role("radio").nth(2).check()
    page.locator("main form [type=submit]").last.click()
    page.locator("taghyir-correction textarea, taghyir-correction input").first.wait_for()
    assert_whole(page)
    page.locator("taghyir-correction [type=submit]").click()
    page.wait_for_url(f"**/ar/forms/answers/{kept.submission_id}/")
    assert Submission.objects.get().answers == BEGUN | {"words": "جرار"}
    kept.refresh_from_db()
    assert (kept.settled_by, kept.settled_as, kept.answers["words"]) == (somebody("amina"), 3, "جرار")
    said = list(Correction.objects.values_list("number", "before__words", "after__words"))
    assert said == [(2, "Des bocaux", "برطمانات"), (3, "برطمانات", "جرار")]
