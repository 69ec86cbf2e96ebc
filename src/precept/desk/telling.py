"""How the histories of every part are told: each field of an event that the ledger keeps as a key, and its words.

The ledger keeps references and keys, because names change and may have to be erased. Pages tell names and the
office's own words.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

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
from precept.foundation.web.story import Namer, Telling
from precept.parties.models import Organisation
from precept.parties.rules import BANK_STATES
from precept.plan import rules as plan
from precept.plan.models import Fund
from precept.understand import queries as understand

_A_DOUBT: Final = re.compile(r"([a-z-]+)-(\d{4}-\d{2}-\d{2})", re.ASCII)


def _people(said: Collection[str]) -> Mapping[str, str]:
    references = [text.removeprefix("person:") for text in said]
    rows = Person.objects.filter(reference__in=references).values_list("reference", "name")
    return {text: name for reference, name in rows for text in (reference, f"person:{reference}")}


def _organisations(said: Collection[str]) -> Mapping[str, str]:
    return dict(Organisation.objects.filter(reference__in=said).values_list("reference", "name"))


def _funds(said: Collection[str]) -> Mapping[str, str]:
    return dict(Fund.objects.filter(code__in=said).values_list("code", "short_name"))


def _priorities(said: Collection[str]) -> Mapping[str, str]:
    return understand.priority_titles(sorted(said))


def _boards(said: Collection[str]) -> Mapping[str, str]:
    return dict(Partnership.objects.filter(reference__in=said).values_list("reference", "name"))


def _services(said: Collection[str]) -> Mapping[str, str]:
    references = [text.removeprefix("joint-service:") for text in said]
    rows = JointService.objects.filter(reference__in=references).values_list("reference", "title")
    return {
        text: title
        for reference, title in rows
        for text in (reference, f"joint-service:{reference}")
    }


def _powers(said: Collection[str]) -> Mapping[str, str]:
    return {power: power_words(power) for power in said if power_words(power)}


def _delegations(said: Collection[str]) -> Mapping[str, str]:
    return {one.id: one.title for one in dated.delegations() if one.id in said}


def _roles(said: Collection[str]) -> Mapping[str, str]:
    return {role: title for role, title in titles_on().items() if role in said}


def _spelled(said: Collection[str]) -> Mapping[str, str]:
    """Keys that are words already, but for their hyphens: "violence-reduction-network"."""
    return {text: text.replace("-", " ").capitalize() for text in said if text.islower()}


def _by_name(*fields: tuple[Namer, str]) -> dict[str, Namer]:
    return {name: namer for namer, names in fields for name in names.split()}


def _sessions(said: Collection[str]) -> Mapping[str, str]:
    rows = SignedIn.objects.filter(reference__in=said).values_list("reference", "browser")
    return {reference: browser or "A browser" for reference, browser in rows}


def _doubts(said: Collection[str]) -> Mapping[str, str]:
    """A doubt about a day that somebody confirmed: "bank-holiday-2026-12-25"."""
    found = {text: _A_DOUBT.fullmatch(text) for text in said}
    return {
        text: f"{doubt[1].replace('-', ' ')}, {spoken(date.fromisoformat(doubt[2]))}"
        for text, doubt in found.items()
        if doubt
    }


def _parts_of(said: Collection[str]) -> Mapping[str, str]:
    """What something is of: a joint service, or money of a fund, "CORE, 2022–23: £56,000"."""
    return {**_funds(said), **_services(said)}


NAMES: Final = _by_name(
    (_people, "owner instead_owner manager author attends set_up_by member told person"),
    (_organisations, "organisation organisation_reference provider body lead proposed partners"),
    (_organisations, "commissioners department run_by given_by shares allocations came invited"),
    (_organisations, "successor predecessor"),
    (_funds, "fund funds own_fund parts it from funders"),
    (_priorities, "priorities values"),
    (_boards, "partnership"),
    (_services, "service"),
    (_parts_of, "of"),
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
