"""How the histories of every part are told: each field of an event that the ledger keeps as a key, and its words.

The ledger keeps references and keys, because names change and may have to be erased. Pages tell names and the
office's own words.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from precept.decisions.rules import dated
from precept.do.agreements.rules import power_words
from precept.do.assessment import rules as assessment
from precept.do.bids import rules as bids
from precept.do.opportunities import rules as opportunities
from precept.do.partners import rules as partners
from precept.do.partners.models import JointService, Partnership
from precept.foundation.clock import spoken
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.queries import titles_on
from precept.foundation.people.rules import ROLES
from precept.foundation.web.story import Namer, Telling
from precept.parties.models import Organisation
from precept.parties.rules import BANK_STATES
from precept.plan import rules as plan
from precept.plan.models import Fund
from precept.understand import queries as understand

_A_REFERENCE: Final = re.compile(r"[\w-]+", re.ASCII)
_A_DOUBT: Final = re.compile(r"([a-z-]+)-(\d{4}-\d{2}-\d{2})", re.ASCII)


def _named(rows: QuerySet[Any], said: Collection[str], key: str, name: str) -> dict[str, str]:
    """The names behind references: one query, and none where nothing could be one."""
    likely = [text for text in said if _A_REFERENCE.fullmatch(text)]
    found = rows.filter(**{f"{key}__in": likely}) if likely else rows.none()
    return dict(found.values_list(key, name))


def _people(said: Collection[str]) -> Mapping[str, str]:
    names = _named(
        Person.objects.all(), {text.removeprefix("person:") for text in said}, "reference", "name"
    )
    return names | {f"person:{reference}": name for reference, name in names.items()}


def _organisations(said: Collection[str]) -> Mapping[str, str]:
    return _named(Organisation.objects.all(), said, "reference", "name")


def _funds(said: Collection[str]) -> Mapping[str, str]:
    return _named(Fund.objects.all(), said, "code", "short_name")


def _priorities(said: Collection[str]) -> Mapping[str, str]:
    return understand.priority_titles(sorted(said))


def _boards(said: Collection[str]) -> Mapping[str, str]:
    return _named(Partnership.objects.all(), said, "reference", "name")


def _services(said: Collection[str]) -> Mapping[str, str]:
    return _named(JointService.objects.all(), said, "reference", "title")


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


def _by_name(*fields: tuple[Namer, str]) -> dict[str, Namer]:
    return {name: namer for namer, names in fields for name in names.split()}


def _sessions(said: Collection[str]) -> Mapping[str, str]:
    names = _named(SignedIn.objects.all(), said, "reference", "browser")
    return {reference: browser or "A browser" for reference, browser in names.items()}


def _doubts(said: Collection[str]) -> Mapping[str, str]:
    """A doubt about a day that somebody confirmed: "bank-holiday-2026-12-25"."""
    found = {text: _A_DOUBT.fullmatch(text) for text in said}
    return {
        text: f"{doubt[1].replace('-', ' ')}, {spoken(date.fromisoformat(doubt[2]))}"
        for text, doubt in found.items()
        if doubt
    }


def _of(said: Collection[str]) -> Mapping[str, str]:
    """What something is of: a joint service, or money of a fund, "CORE, 2022–23: £56,000"."""
    mark = "joint-service:"
    services = _services({text.removeprefix(mark) for text in said if text.startswith(mark)})
    return {**_funds(said), **{f"{mark}{key}": title for key, title in services.items()}}


NAMES: Final = _by_name(
    (_people, "owner instead_owner manager author attends set_up_by member told person"),
    (_organisations, "organisation organisation_reference provider body lead proposed partners"),
    (_organisations, "commissioners department run_by given_by shares allocations came invited"),
    (_organisations, "successor predecessor"),
    (_funds, "fund funds own_fund parts it from funders"),
    (_priorities, "priorities values"),
    (_boards, "partnership"),
    (_services, "service"),
    (_of, "of"),
    (_roles, "role"),
    (_sessions, "session"),
    (_doubts, "doubts_confirmed"),
    (_powers, "power"),
    (_delegations, "under"),
    (_spelled, "table section other_fund checklist"),
)

WORDS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
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
    {("agreement", "pence"), ("ranking", "amount"), ("ranking", "asked"), ("ranking", "cap")}
)
TELLING: Final = Telling(NAMES, WORDS, MONEY)
