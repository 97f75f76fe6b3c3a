"""`python -m bench.opening`: a form of 250 questions, and one whose list has 3,000 names, open in a browser slowed four times.

From the click to the first question on the screen, the scripts in the cache as on the second visit; the first visit is said too.
"""

import statistics
import sys
from typing import Any

from playwright.sync_api import sync_playwright

from taghyir.surveys.tests.browser.site import Site, opened

TARGET, SLOWER, TIMES = 1_500, 4, 5  # milliseconds, how much slower the processor, openings
HEAD = '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>{name}</h:title><model>'


def long_form(many: int = 250) -> str:
    """One question in five depends on the one before, one in five chooses, one in ten is computed; groups of ten."""
    binds, fields, controls = [], [], []
    for number in range(many):
        path = f"/data/g{number // 10}/q{number}"
        before = f"/data/g{(number - 1) // 10}/q{number - 1}"
        kind = ("string", "int", "string", "date", "decimal")[number % 5]
        rule = f" relevant=\"{before} != 'no'\"" if number % 5 == 2 else ""
        rule = ' constraint=". &lt; 120"' if number % 5 == 1 else rule
        rule = f' calculate="string-length({before})"' if number % 10 == 9 else rule
        binds.append(f'<bind nodeset="{path}" type="{kind}"{rule}/>')
        fields.append(f"<q{number}/>")
        items = "".join(f"<item><label>Réponse {n}</label><value>{n}</value></item>" for n in range(6))
        control = "select1" if number % 5 == 0 else "input"
        ask = f'<{control} ref="{path}"><label>Question {number}</label>{items if control == "select1" else ""}</{control}>'
        controls.append("" if number % 10 == 9 else ask)
    groups = "".join(f"<g{n}>{''.join(fields[n * 10 : n * 10 + 10])}</g{n}>" for n in range(many // 10))
    body = "".join(
        f'<group ref="/data/g{n}"><label>Partie {n}</label>{"".join(controls[n * 10 : n * 10 + 10])}</group>'
        for n in range(many // 10)
    )
    return _form("long", groups, "".join(binds), body)


def form_with_list(many: int = 3_000) -> str:
    """One question that chooses among `many` names, by search."""
    items = "".join(f"<item><name>{n}</name><label>Coopérative {n} · تعاونية</label></item>" for n in range(many))
    control = (
        '<select1 ref="/data/who" appearance="autocomplete"><label>Question 0</label>'
        "<itemset nodeset=\"instance('who')/root/item\">"
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )
    more = f'<instance id="who"><root>{items}</root></instance>'
    return _form("listed", "<who/>", '<bind nodeset="/data/who" type="string"/>', control, more)


def _form(name: str, fields: str, binds: str, body: str, more: str = "") -> str:
    meta = '<meta xmlns="http://openrosa.org/xforms"><instanceID/></meta>'
    return (
        HEAD.format(name=name)
        + f'<instance><data id="{name}" version="1">{fields}{meta}</data></instance>{more}{binds}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    )


def opening(page: Any, address: str) -> float:
    """Milliseconds until the first question is there."""
    page.goto(address)
    page.wait_for_selector("taghyir-form .field, taghyir-form fieldset")
    return float(page.evaluate("() => performance.now()"))


def main() -> int:
    site = Site(forms={"long": long_form(), "listed": form_with_list()})
    server = opened(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, words in (("long", "250 questions"), ("listed", "a list of 3,000 names")):
            page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            took = [opening(page, site.page(name, lang="fr")) for _time in range(TIMES + 1)]
            print(
                f"{words}: {statistics.median(took[1:]):.0f} ms [{TARGET}], first visit {took[0]:.0f} ms, {SLOWER}× slower"
            )
        browser.close()
    server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
