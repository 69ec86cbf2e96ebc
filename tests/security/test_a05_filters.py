"""No parameter of an address shows more than the plain list does (security: A05).

Lists take what they declare and nothing else: other objects' numbers, lookups through relations, foreign
orders, absurd pages and broken text change at most the order and leave rows away.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client

from tests.security.canaries import Canaries, readable
from tests.security.filling import add_drafts, add_what_is_private, without_demonstration
from tests.security.house import PLACE, Answer, House, door_of, page_of, patterns

UNDECLARED: Final = (
    "provider__name",
    "provider__contacts__email",
    "organisation__hidden_address__address__isnull",
    "added_by__password__startswith",
    "order_by",
    "ordering",
    "o",
    "id",
    "pk",
    "id__in",
    "q",
    "group",
    "person",
    "scope",
    "is_latest",
    "is_protected__in",
    "visible_to",
    "fields",
    "expand",
    "format",
    "per_page",
    "size",
    "limit",
    "offset",
    "state__ne",
    "_method",
)
VALUES: Final = (
    "password",
    "-provider__contacts__email",
    "-1",
    "999999999999999999999",
    "\x00",
    "x" * 4_000,
    "٣²ﷺ\u202e\ud7ff",
    "draft",
    "office",
    "1,2,3",
    "[1]",
    "*",
)
MOST_PAGES: Final = 60


def lists(house: House, role: str) -> list[str]:
    """Every address without a place in it whose page has a list that sorts."""
    browser = house.browser(role)
    doors = {"public"} if not role else {"office"}
    found = []
    for name, pattern, _ in patterns():
        if door_of(name) in doors and not PLACE.search(pattern):
            response = browser.get(f"/{pattern}")
            if response.status_code == 200 and _tables(response):
                found.append(f"/{pattern}")
    return found


def _tables(response: Answer) -> list[Any]:
    if "html" not in response.headers["Content-Type"]:
        return []
    return list(page_of(response).xpath("//main//table[.//th[@aria-sort]]"))


def rows(response: Answer) -> list[str]:
    """The rows of a list, as text."""
    return [
        " ".join(row.text_content().split())
        for table in _tables(response)
        for row in table.xpath(".//tbody/tr")
    ]


def whole(browser: Client, address: str) -> tuple[list[str], str]:
    """Every row of the plain list over all its pages, and all that its pages say."""
    every: list[str] = []
    said = ""
    for page in range(1, MOST_PAGES):
        response = browser.get(f"{address}?page={page}")
        found = rows(response)
        if page > 1 and (not found or set(found) <= set(every)):
            break
        every += found
        said += readable(response)
    return every, said


def declared(browser: Client, address: str) -> dict[str, list[str]]:
    """The parameters that the page itself offers, with values of its own."""
    page = page_of(browser.get(address))
    offered: dict[str, list[str]] = {"page": ["2"], "sort": [], "words": ["community"]}
    for form in page.xpath("//main//form[translate(@method, 'GET', 'get')='get' or not(@method)]"):
        for one in form.xpath(".//*[@name]"):
            values = one.xpath(".//option/@value") or [one.get("value", "")]
            offered.setdefault(one.get("name"), []).extend(value for value in values if value)
    for href in page.xpath("//main//a/@href[starts-with(., '?')]"):
        for name, value in parse_qsl(urlsplit(href).query):
            offered.setdefault(name, []).append(value)
    return offered


def asked(offered: dict[str, list[str]], values: Sequence[str]) -> Iterator[str]:
    """Query strings to try: the page's own, foreign values in its parameters, foreign parameters, arrays."""
    for name, own in offered.items():
        for value in dict.fromkeys([*own[:3], *values]):
            yield urlencode({name: value}, errors="replace")
        yield urlencode([(f"{name}[]", "1"), (name, "1"), (name, "2"), (f"{name}__in", "1")])
    for value in values:
        yield urlencode(dict.fromkeys(UNDECLARED, value), errors="replace")
    yield "page=2&page=%FF&sort=%C3%28&words=%F0%28"


@pytest.fixture
def canaries(office: House) -> Canaries:
    """A real office with a token in everything private."""
    without_demonstration(office)
    add_drafts(office.someone("commissioning-manager"), office.someone("chief-finance-officer"))
    add_what_is_private(office)
    made = Canaries()
    made.plant("private")
    return made


def beyond(
    browser: Client,
    addresses: Iterable[str],
    canaries: Canaries,
    values: Sequence[str] = VALUES,
) -> tuple[list[str], int, int]:
    """Where a parameter showed more than the plain list, or failed; how much was asked and narrowed."""
    wrong, asks, narrowed = [], 0, 0
    for address in addresses:
        every, said = whole(browser, address)
        allowed, known = set(every), canaries.found_in(said)
        for query in asked(declared(browser, address), values):
            asks += 1
            response = browser.get(f"{address}?{query}")
            found = rows(response)
            more = set(found) - allowed
            leaks = [one for one in canaries.found_in(readable(response)) if one not in known]
            narrowed += len(found) < len(every)
            if response.status_code not in {200, 422} or more or leaks:
                wrong.append(f"{response.status_code} {address}?{query[:120]}: {more} {leaks}")
            if not set(dict(parse_qsl(query))) - set(UNDECLARED) and found != every[: len(found)]:
                wrong.append(f"{address}?{query[:120]}: another order or other rows")
    return wrong, asks, narrowed


def test_no_parameter_widens_a_public_list(office: House, canaries: Canaries) -> None:
    addresses = lists(office, "")

    wrong, asks, narrowed = beyond(office.browser(), addresses, canaries)

    assert set(addresses) == {
        "/answers",
        "/register",
        "/opportunities",
        "/organisations",
        "/decisions",
        "/voices",
    }
    assert wrong == []
    assert (asks > 150, narrowed > 20) == (True, True)


@pytest.mark.parametrize(
    ("role", "values"),
    [("marker", VALUES[1:3]), ("auditor", VALUES[::2])],
    ids=["marker", "auditor"],
)
def test_no_parameter_widens_a_list_of_the_office(
    office: House, canaries: Canaries, role: str, values: Sequence[str]
) -> None:
    addresses = lists(office, role)

    wrong, asks, narrowed = beyond(office.browser(role), addresses, canaries, values)

    assert len(addresses) >= 6
    assert wrong == []
    assert (asks > 100, narrowed > 20) == (True, True)


@pytest.mark.parametrize("role", ["provider", "partner"])
def test_no_parameter_opens_a_list_to_people_outside(
    office: House, canaries: Canaries, role: str
) -> None:
    inside, outside = lists(office, "auditor"), office.browser(role)

    statuses = {
        outside.get(f"{address}?{query}").status_code
        for address in inside
        for query in ("", "page=-1", "visible_to=all&is_staff=1", "person=1&role=auditor")
    }

    assert statuses == {403}


def test_search_finds_nothing_that_is_not_public(office: House, canaries: Canaries) -> None:
    browser = office.browser()
    sought = [
        *list(canaries.where)[::9],
        "Thistledown",
        "Reedwing",
        "not yet public",
        "scope:office",
    ]

    found = [
        words
        for words in sought
        if page_of(browser.get("/search", {"words": words})).xpath("//main//table//tbody/tr")
    ]

    assert found == []


def test_search_takes_no_scope_or_kind_that_it_does_not_offer(
    office: House, canaries: Canaries
) -> None:
    browser = office.browser()
    plain = readable(browser.get("/search?words=community"))

    for query in ("scope=office", "scope=", "facet=person", "kind=person", "size=100000"):
        response = browser.get(f"/search?words=community&{query}")
        assert response.status_code == 200
        assert canaries.found_in(readable(response)) == canaries.found_in(plain) == []
