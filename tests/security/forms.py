"""Every form of the office, found and filled in as somebody would who may do everything."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.test import Client
from lxml.html import (  # type: ignore[import-untyped]  # it has no types of its own
    FormElement,
    HtmlElement,
)

from precept.records.rules import CLAIM
from tests.security.house import Answer, addresses, door_of, page_of, patterns

NOT_FORMS: Final = {"people.sign_out", "people.sign_in_passkey", "people.set_up_passkey"}
"""What a button posts, and what the browser's own script does."""

FITTING: Final = {
    "year": "2030-31",
    "email": "somebody@opcc.example",
    "mailbox": "office@opcc.example",
    "website": "https://opcc.example/",
    "link": "https://opcc.example/",
    "telephone": "0116 496 0000",
    "colour": "#123456",
    "accent": "#654321",
    "amount": "1000",
    "value": "1234567",
    "limit": "1000",
    "available": "1000",
    "spend": "1000",
    "other_amount": "",
    "responsible": "",
    "deadline_time": "17:00",
    "at": "17:00",
    "minutes_long": "60",
    "months": "36",
    "weeks": "4",
    "estimate": "1000",
    "cost": "1000",
    "place": "3",
    "successor": "",
    "secret_address": "9 Plainwords Lane\nHarrowmere",
    "also_remove": "",
    "words": "Nobody wrote these anywhere",
    "number": "77",
    "first_year": "2021",
    "last_year": "2026",
    "code": "a-new-code",
    "key": "a-new-key",
    "reference": "NEW-0001",
    "checkpoint_keepers": "keeper@audit.example",
    "password": "three words in a row",
}
"""What is typed into fields of these names; into all others, plain words."""

SEVERAL: Final = (".change", "_step", "management.new", ".change_need")
"""The ends of addresses that are several pages, one for each part or step of a thing."""

FITTING_IN: Final = {
    ("agreements.new", "provider"): "",
    ("agreements.change", "provider"): "",
    ("agreements.successor", "successor"): "VRN006",
    ("parties.new_succession", "successor"): "soar-vale-policing-board",
    ("parties.change_succession", "successor"): "soar-vale-policing-board",
    ("understand.new_area", "code"): "ZONE1",
    ("understand.new_area", "row"): "20",
    ("understand.new_area", "column"): "20",
    ("understand.change_area", "row"): "21",
    ("understand.change_area", "column"): "21",
    ("understand.area_people", "people"): "1000",
    ("understand.change_need", "population"): "1000",
    ("understand.change_need", "first_month"): "April 2021",
    ("understand.change_need", "last_month"): "March 2022",
    ("understand.new_service", "agreement"): "",
    ("understand.new_service", "capacity"): "20",
    ("understand.service", "agreement"): "",
    ("understand.service", "capacity"): "20",
    ("understand.new_source", "year"): "2020",
    ("understand.new_source", "agreement"): "",
    ("understand.source_step", "year"): "2020",
    ("understand.source_step", "agreement"): "",
    ("understand.new_voice", "by_body"): "",
    ("records.change_rule", "years"): "4",
    ("records.place_hold", "kind"): CLAIM,
    ("records.place_hold", "which"): "withywick-support",
    **{
        (f"year.{name}", key): value
        for name in ("new_duty", "change_duty")
        for key, value in (("month", "4"), ("of_month", "5"), ("remind", "30, 7"))
    },
    **{
        (f"parties.{name}_stake", "number"): "12345" for name in ("change", "change_own", "new_own")
    },
    ("parties.new_stake_for", "number"): "12345",
    ("year.finish", "typed"): "",
    ("parties.new", "postal_address"): "9 Plainwords Lane\nHarrowmere",
}
"""The same, of one address."""

PAST: Final = {
    "received",
    "dated",
    "until",
    "held_on",
    "since",
    "looked_on",
    "done_on",
    "letter_on",
}
"""Dates that cannot lie ahead."""

Typed = dict[str, list[str]]
Writer = Callable[[str, int], str]


@dataclass(frozen=True)
class Filled:
    """A form on a page: where it is sent, what it holds, which of its fields somebody types freely."""

    name: str
    address: str
    typed: Typed
    free: dict[str, int] = field(default_factory=dict)
    """The most characters of each field that takes any words."""
    needs_file: bool = False
    on_page: frozenset[str] = frozenset()
    """The fields of every form on its page: two forms may be sent to one address."""


def words(_name: str, most: int) -> str:
    """Plain words that fit."""
    return "Plain words about it"[:most]


def fill(form: FormElement, name: str, address: str, writer: Writer = words) -> Filled:
    """What somebody sends who fills in every field that is empty and changes every text."""
    typed: Typed = {}
    free: dict[str, int] = {}
    for one in form.xpath(".//input | .//textarea | .//select"):
        called, kind = one.get("name", ""), one.get("type", "text").lower()
        if not called or kind in {"submit", "button", "file", "search"}:
            continue
        if one.tag == "select":
            _choose(one, typed)
        elif kind in {"radio", "checkbox"}:
            if kind == "checkbox" and one.get("value") in {"yes", "on", None}:
                typed.setdefault(called, ["on"])
            elif called not in typed or one.get("checked") is not None:
                typed[called] = [one.get("value", "on")]
        elif kind == "hidden":
            typed.setdefault(called, []).append(one.get("value", ""))
        elif re.search(r"-(day|month|year)$", called):
            of, box = called.rsplit("-", 1)
            is_past = of in PAST or "_stake" in name  # what somebody has, or was offered
            year = "2023" if is_past else "2030"
            typed[called] = [{"day": "3", "month": "2", "year": year}[box]]
        elif re.search(r"_[2-9]$", called):  # the first of several rows is enough
            typed[called] = [""]
        elif (name, called) in FITTING_IN:
            typed[called] = [FITTING_IN[name, called]]
        elif (plain := called.removesuffix("_1")) in FITTING:
            typed[called] = [FITTING[plain]]
        else:
            most = int(one.get("maxlength") or _most(form, one))
            free[called] = most
            typed[called] = [writer(called, most)]
    if not form.xpath(".//button[not(@name)]"):
        for button in form.xpath(".//button[@name]")[:1]:
            typed[button.get("name")] = [button.get("value", "")]
    on_page = frozenset(form.getroottree().xpath("//main//form//@name"))
    needs_file = bool(form.xpath(".//input[@type='file']"))
    return Filled(name, address, typed, free, needs_file, on_page)


def _choose(one: HtmlElement, typed: Typed) -> None:
    offered = [str(value) for value in one.xpath(".//option/@value") if value]
    chosen = [str(value) for value in one.xpath(".//option[@selected]/@value") if value]
    is_another = re.search(r"^other_|_[2-9]$", one.get("name"))
    typed[one.get("name")] = chosen or ([] if is_another else offered[-1:])


def _most(form: FormElement, one: HtmlElement) -> int:
    counted = one.xpath("ancestor::*[@data-maxlength]/@data-maxlength")
    if counted:
        return int(counted[0])
    return 300 if one.tag == "textarea" else 100


def forms_of(response: Answer, name: str, address: str, writer: Writer) -> list[Filled]:
    """The forms of a page that are sent by POST."""
    return [
        fill(form, name, form.get("action") or address, writer)
        for form in page_of(response).xpath(
            "//main//form[translate(@method, 'POST', 'post')='post']"
        )
    ]


def every_form(
    browser: Client, writer: Writer = words, *, most: int = 2, names: Collection[str] = ()
) -> Iterator[Filled]:
    """Every form of the office's and people's own pages, at most so many things of each address.

    ``names`` are those of the addresses that are wanted; none for all.
    """
    seen: set[tuple[str, frozenset[str]]] = set()
    for name, pattern, _ in patterns():
        if names and name not in names:
            continue
        if name in NOT_FORMS or door_of(name) not in {"office", "my"}:
            continue
        for address in addresses(name, pattern, most=8 if name.endswith(SEVERAL) else most):
            response = browser.get(address)
            if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
                continue
            for form in forms_of(response, name, address, writer):
                shape = (name, frozenset(form.typed))
                if shape in seen or not form.typed:
                    continue
                seen.add(shape)
                yield form
