"""What each register calls things, in its loaded file and when it is asked."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings

from precept.foundation.clock import NotADate, read_date
from precept.parties import rules
from precept.parties.models import RegisterRow
from precept.parties.registers.client import AWAY, Away, Way, get


@dataclass(frozen=True)
class Answer:
    """What came of looking a number up.

    ``source`` is "register file", "register asked" or "by hand", which is what remains where neither could
    say; ``words`` then says why.
    """

    scheme: str
    number: str
    source: str
    entry: rules.RegisterEntry | None
    words: str = ""


@dataclass(frozen=True)
class Source:
    """A register that can be asked: where, with which key, and how its answer is read."""

    host: str
    setting: str
    path: Callable[[str], str]
    headers: Callable[[str], dict[str, str]]
    read: Callable[[dict[str, Any]], rules.RegisterEntry]


def _day(said: object) -> date | None:
    if not isinstance(said, str) or not said.strip():
        return None
    try:
        return read_date(said.strip()[:10])
    except NotADate:
        return None


def _text(said: object) -> str:
    return rules.tidy(said)[:300] if isinstance(said, str) else ""


def read_charity(said: dict[str, Any]) -> rules.RegisterEntry:
    """A charity as the Charity Commission's interface describes it."""
    names = said.get("trustee_names")
    trustees = names if isinstance(names, list) else []
    people = [
        _text(one.get("trustee_name") if isinstance(one, dict) else one) for one in trustees[:100]
    ]
    status = {"R": "Registered", "RM": "Removed"}.get(_text(said.get("reg_status")), "")
    name = _text(said.get("charity_name"))
    if not name:
        raise Away("it named no charity")
    return rules.RegisterEntry(
        name=name,
        status=status or _text(said.get("reg_status")),
        registered=_day(said.get("date_of_registration")),
        removed=_day(said.get("date_of_removal")),
        people=tuple(person for person in people if person),
    )


def read_company(said: dict[str, Any]) -> rules.RegisterEntry:
    """A company as Companies House's interface describes it."""
    name = _text(said.get("company_name"))
    if not name:
        raise Away("it named no company")
    return rules.RegisterEntry(
        name=name,
        status=_text(said.get("company_status")).capitalize(),
        registered=_day(said.get("date_of_creation")),
        removed=_day(said.get("date_of_cessation")),
    )


def _charity_path(number: str) -> str:
    main, _, linked = number.partition("-")
    return f"/register/api/allcharitydetails/{quote(main, safe='')}/{quote(linked or '0', safe='')}"


def _basic(key: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()}


_SOURCES: Final = {
    "GB-CHC": Source(
        host="api.charitycommission.gov.uk",
        setting="PRECEPT_CHARITY_REGISTER_KEY",
        path=_charity_path,
        headers=lambda key: {"Ocp-Apim-Subscription-Key": key},
        read=read_charity,
    ),
    "GB-COH": Source(
        host="api.company-information.service.gov.uk",
        setting="PRECEPT_COMPANY_REGISTER_KEY",
        path=lambda number: f"/company/{quote(number, safe='')}",
        headers=_basic,
        read=read_company,
    ),
}
KNOWN: Final = tuple(_SOURCES)
NOT_LOADED: Final = (
    "It is not in the register’s file that was loaded, and this office does not ask the register itself."
    " Look it up by hand, and say where you looked."
)


def look_up(scheme: str, number: str, *, way: Way | None = None) -> Answer:
    """Look a number up: asked of the register where the office has a key, else in its loaded file.

    Never raises for what the register does: an answer that says it must be looked up by hand instead.
    """
    source = _SOURCES[scheme]
    key = str(getattr(settings, source.setting, "") or "")
    row = RegisterRow.objects.filter(scheme=scheme, number=number).first()
    why = NOT_LOADED
    if key:
        try:
            said = get(source.host, source.path(number), source.headers(key), way=way)
            return Answer(
                scheme, number, "register asked", source.read(said) if said is not None else None
            )
        except Away:
            why = AWAY
    if row is not None:
        entry = rules.RegisterEntry(
            name=row.name,
            status=row.status,
            registered=row.registered,
            removed=row.removed,
            people=tuple(row.people),
        )
        return Answer(scheme, number, "register file", entry)
    return Answer(scheme, number, rules.BY_HAND, None, why)
