"""How the histories of every part are told: each field of an event that the ledger keeps as a key, and its words.

The ledger keeps references and keys, because names change and may have to be erased. Pages tell names and the
office's own words.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final

from django.db.models import CharField, Model, Value
from django.db.models.functions import Cast

from precept.decisions.rules import dated
from precept.do.agreements.rules import power_words
from precept.do.assessment import rules as assessment
from precept.do.bids import rules as bids
from precept.do.opportunities import rules as opportunities
from precept.do.partners import rules as partners
from precept.do.partners.models import JointService, Partnership
from precept.foundation.clock import spoken
from precept.foundation.documents.kinds import KINDS
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.queries import titles_on
from precept.foundation.people.rules import ROLES
from precept.foundation.web import story
from precept.foundation.web.story import Telling
from precept.parties.models import Organisation
from precept.parties.rules import BANK_STATES, CALL_SOURCES
from precept.plan import rules as plan
from precept.plan.models import Fund
from precept.understand.models import Priority

_A_REFERENCE: Final = re.compile(r"[\w-]+", re.ASCII)
_A_DOUBT: Final = re.compile(r"([a-z-]+)-(\d{4}-\d{2}-\d{2})", re.ASCII)


HELD: Final[Mapping[str, tuple[type[Model], str, str]]] = {
    story.PERSON: (Person, "reference", "name"),
    "body": (Organisation, "reference", "name"),
    "fund": (Fund, "code", "short_name"),
    "priority": (Priority, "slug", "title"),
    "board": (Partnership, "reference", "name"),
    "service": (JointService, "reference", "title"),
    "session": (SignedIn, "reference", "browser"),
}
"""What the database names: by which of its fields the ledger refers to it, and which is the name."""
BEFORE: Final = ("person:", "joint-service:")
"""What may stand before a reference."""


def _bare(text: str) -> str:
    for mark in BEFORE:
        text = text.removeprefix(mark)
    return text


def look_up(wanted: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, str]]:
    """The names behind references of every kind: one query for all that the database names."""
    held = {kind: said for kind, said in wanted.items() if kind in HELD}
    if "of" in wanted:
        held |= {kind: {*held.get(kind, ()), *wanted["of"]} for kind in ("fund", "service")}
    found = _held(held)
    for kind, name in WORKED_OUT.items():
        if kind in wanted:
            found[kind] = name(wanted[kind])
    if "of" in wanted:
        found["of"] = {**found["fund"], **found["service"]}
    return found


def _held(wanted: Mapping[str, Collection[str]]) -> dict[str, Mapping[str, str]]:
    asked = []
    for kind, said in wanted.items():
        model, key, name = HELD[kind]
        likely = {bare for text in said if _A_REFERENCE.fullmatch(bare := _bare(text))}
        if likely:
            rows = model._base_manager.filter(**{f"{key}__in": likely}).order_by()
            of = Value(kind, output_field=CharField())
            asked.append(rows.values_list(of, key, Cast(name, CharField(max_length=300))))
    names: dict[str, dict[str, str]] = {kind: {} for kind in wanted}
    if asked:
        for kind, key, name in asked[0].union(*asked[1:], all=True):
            names[kind][key] = name or "A browser"
    return {
        kind: {text: names[kind][_bare(text)] for text in said if _bare(text) in names[kind]}
        for kind, said in wanted.items()
    }


def _powers(said: Collection[str]) -> Mapping[str, str]:
    return {power: power_words(power) for power in said if power_words(power)}


def _delegations(said: Collection[str]) -> Mapping[str, str]:
    return {one.id: one.title for one in dated.delegations() if one.id in said}


def _roles(said: Collection[str]) -> Mapping[str, str]:
    roles = [role for role in said if role in ROLES]
    titles = titles_on() if roles else {}
    return {role: titles[role] for role in roles}


def _spelled(said: Collection[str]) -> Mapping[str, str]:
    """Keys that are words already, but for their hyphens: "violence-reduction-network"."""
    return {text: text.replace("-", " ").capitalize() for text in said if text.islower()}


def _doubts(said: Collection[str]) -> Mapping[str, str]:
    """A doubt about a day that somebody confirmed: "bank-holiday-2026-12-25"."""
    found = {text: _A_DOUBT.fullmatch(text) for text in said}
    return {
        text: f"{doubt[1].replace('-', ' ')}, {spoken(date.fromisoformat(doubt[2]))}"
        for text, doubt in found.items()
        if doubt
    }


WORKED_OUT: Final[Mapping[str, Callable[[Collection[str]], Mapping[str, str]]]] = {
    "power": _powers,
    "delegation": _delegations,
    "role": _roles,
    "doubt": _doubts,
    "spelled": _spelled,
}
"""What has its words from files or rules."""


def _by_name(*fields: tuple[str, str]) -> dict[str, str]:
    return {name: kind for kind, names in fields for name in names.split()}


NAMES: Final = _by_name(
    (
        story.PERSON,
        "owner instead_owner manager author attends set_up_by member told person approved_by",
    ),
    ("body", "organisation organisation_reference provider body lead proposed partners"),
    ("body", "commissioners department run_by given_by shares allocations came invited"),
    ("body", "successor predecessor"),
    ("fund", "fund funds own_fund parts it from funders"),
    ("priority", "priorities values"),
    ("board", "partnership"),
    ("service", "service"),
    ("of", "of"),
    ("role", "role"),
    ("session", "session"),
    ("doubt", "doubts_confirmed"),
    ("power", "power"),
    ("delegation", "under"),
    ("spelled", "table section other_fund checklist"),
)

WORDS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("", "kind"): {key: kind.title for key, kind in KINDS.items()},
    ("", "state"): {"clean": "Ready"},
    ("bank-details", "number_from"): dict(CALL_SOURCES),
    ("bank-details", "state"): dict(BANK_STATES),
    ("bid", "channel"): bids.CHANNELS,
    ("bid", "kind"): bids.CONFLICT_KINDS,
    ("bid", "state"): dict(bids.states),
    ("fund", "sort"): dict(plan.restriction_sorts),
    ("intake", "channel"): bids.CHANNELS,
    ("joint-service", "expertise"): partners.EXPERTISE,
    ("joint-sum", "state"): partners.SHARE_STATES,
    ("opportunity", "state"): dict(opportunities.states),
    ("partner-meeting", "came"): dict(partners.attendances),
    ("partnership", "kind"): partners.PARTNERSHIP_KINDS,
    ("partnership", "role"): partners.MEMBER_ROLES,
    ("partnerships-plan", "state"): partners.CHANCE_STATES,
    ("ranking", "placing"): dict(assessment.placings),
    ("ranking", "sharing"): dict(assessment.sharing_rules),
}
MONEY: Final = frozenset(
    {
        ("agreement", "pence"),
        ("project", "cost"),
        ("project", "estimate"),
        ("ranking", "amount"),
        ("ranking", "asked"),
        ("ranking", "cap"),
    }
)
TELLING: Final = Telling(NAMES, look_up, WORDS, MONEY)
