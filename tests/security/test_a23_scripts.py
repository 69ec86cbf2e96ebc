"""What people type is shown as they typed it and is never a part of the page (security: A23)."""

from typing import Final

import pytest
from django.conf import settings as django_settings
from django.db import models
from django.http import HttpResponse
from django.test import Client

from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from tests.security.canaries import Canaries, classified, crawl
from tests.security.filling import (
    add_approved,
    add_deliverables,
    add_drafts,
    add_what_is_private,
)
from tests.security.forms import every_form
from tests.security.house import House, addresses, door_of, patterns
from tests.security.payloads import (
    FRAGMENTS,
    MARK,
    PAYLOADS,
    PRODUCT,
    made_by_payloads,
    written,
)

POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def full(office: House) -> House:
    """The office with drafts of everything, seen by somebody who may do everything."""
    everybody = office.everybody()
    add_drafts(everybody, everybody)
    add_deliverables(everybody)
    add_approved(office)
    add_what_is_private(office)
    return office


def looked_through(browser: Client, *, most: int = 2) -> tuple[list[str], int, int]:
    """What payloads made anywhere in the office and in public; how many pages, and how many show one."""
    found, seen, shown = [], 0, 0
    pages = [
        (address, browser.get(address))
        for name, pattern, _ in patterns()
        if door_of(name) != "public" and name != "people.sign_out"
        for address in addresses(name, pattern, most=most)
    ]
    pages += crawl(Client(raise_request_exception=False), ("/", "/sitemap.xml"))
    for address, response in pages:
        seen += 1
        shown += MARK in response.getvalue().decode("utf-8", "replace")
        found += [f"{address}: {what}" for what in made_by_payloads(response)]
        if response.status_code >= 500:
            found.append(f"{response.status_code} {address}")
    return found, seen, shown


def test_there_are_sixty_payloads_and_more() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


@pytest.mark.parametrize("payload", PAYLOADS[:53])
def test_the_reading_of_pages_finds_what_is_not_escaped(payload: str) -> None:
    """A search that could find nothing would prove nothing."""
    assert made_by_payloads(HttpResponse(f"<html><body><p>{payload}</p></body></html>")) != []


def test_hostile_words_typed_into_every_form_stay_words(full: House) -> None:
    browser = full.browser("commissioning-manager")
    write = written(0, (*PAYLOADS, *(one for one in FRAGMENTS if one.isprintable())))
    wrong, fields, accepted = [], 0, 0
    typed: set[str] = set()
    for filled in every_form(browser, write):
        if filled.name in {"people.switch_off", "plan.discard", "publications.remove_detail"}:
            continue  # what they take away is needed further on
        response = browser.post(filled.address, filled.typed, follow=True)
        fields += len(filled.free)
        accepted += response.status_code < 400
        typed |= {
            one for one in PAYLOADS if any(one in v for vs in filled.typed.values() for v in vs)
        }
        wrong += [f"{filled.name}: {what}" for what in made_by_payloads(response)]
        if response.status_code >= 500 or PRODUCT.encode() in response.getvalue():
            wrong.append(f"{response.status_code} {filled.name} {filled.typed}")
    work_until_idle()

    found, seen, shown = looked_through(full.browser("commissioning-manager"), most=1)

    assert wrong == []
    assert found == []
    assert (fields > 90, accepted > 40, seen > 200, shown > 60) == (True,) * 4
    assert set(PAYLOADS) - typed == set()


class Hostile(Canaries):
    """Hostile words in place of tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.write = written(0)

    def _value(self, model: type[models.Model], name: str, pk: object) -> object:
        of = model._meta.get_field(name)
        if of.__class__.__name__ in {"EmailField", "URLField"} or model is Person:
            return getattr(model._base_manager.get(pk=pk), name)
        if isinstance(of, models.CharField | models.TextField) and name in SHOWN[model._meta.label]:
            return self.write(name, getattr(of, "max_length", None) or 3_000)
        return getattr(model._base_manager.get(pk=pk), name)


SHOWN: Final = {
    label: {
        *kinds.get("released", []),
        *(set(kinds.get("private", [])) & {"why", "role", "source"}),
    }
    for label, kinds in classified().items()
}


def test_hostile_words_in_every_text_of_the_office_stay_words(full: House) -> None:
    """Straight into the database, past every form: what a page shows it escapes, whoever wrote it."""
    Hostile().plant("released")
    for row in Publication.objects.all():
        Publication.objects.filter(pk=row.pk).update(title=PAYLOADS[row.pk % 50], why=PAYLOADS[12])
    Person.objects.exclude(pk=full.someone("commissioning-manager").pk).update(name=PAYLOADS[13])

    found, seen, shown = looked_through(full.browser("commissioning-manager"))

    assert found == []
    assert (seen > 250, shown > 150) == (True, True)


def test_every_answer_says_what_a_browser_may_do_with_it(full: House) -> None:
    browser = full.browser("commissioning-manager")
    answers = [
        (address, browser.get(address))
        for name, pattern, _ in patterns()
        for address in addresses(name, pattern)
    ]
    answers += [(path, browser.get(path)) for path in ("/nowhere", "/feeds/all.atom")]
    answers.append(("HEAD", browser.head("/static/precept/site.js")))
    answers += [("POST /", browser.post("/")), ("POST /office/", browser.post("/office/nowhere"))]

    wrong = []
    for address, response in answers:
        parts = response.headers["Content-Security-Policy"].split(";")
        policy = {part.split()[0]: " ".join(part.split()[1:]) for part in parts}
        if policy.get("sandbox") != "" and {name: policy.get(name) for name in POLICY} != POLICY:
            wrong.append(f"{address}: {policy}")
        if {name: response.headers.get(name) for name in HEADERS} != HEADERS:
            wrong.append(f"{address}: {dict(response.headers)}")
        if (
            "charset" not in response.headers.get("Content-Type", "charset")
            and "html" in (response.headers["Content-Type"])
        ):
            wrong.append(f"{address}: no charset")

    assert wrong == []
    assert len(answers) > 120


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(full: House) -> None:
    browser = Client()
    browser.get("/sign-in")
    signed = full.browser("marker")
    signed.get("/my/account/name")

    kept = {**browser.cookies, **signed.cookies}

    set_by_us = {
        name: (bool(one["httponly"]), one["samesite"]) for name, one in kept.items() if one["path"]
    }
    assert set_by_us == dict.fromkeys(set_by_us, (True, "Lax"))
    assert django_settings.CSRF_COOKIE_NAME in set_by_us
