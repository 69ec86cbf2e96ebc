"""Roles as data, and what they let a person do. The roles stand in ``roles.toml`` beside this file."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final


@dataclass(frozen=True)
class Role:
    """A role that a person can hold: ``staff`` works in the office and needs a second factor."""

    key: str
    title: str
    what: str
    staff: bool
    powers: frozenset[str]
    may_delegate: bool


def _read_roles() -> tuple[dict[str, str], dict[str, Role]]:
    text = files("precept.foundation.people").joinpath("roles.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    powers: dict[str, str] = data["powers"]
    roles = {}
    for key, role in data["roles"].items():
        unknown = set(role["powers"]) - set(powers)
        if unknown:
            raise ValueError(f"roles.toml: role “{key}” has powers nobody described: {unknown}")
        roles[key] = Role(
            key=key,
            title=role["title"],
            what=role["what"],
            staff=role.get("staff", True),
            powers=frozenset(role["powers"]),
            may_delegate=role.get("may_delegate", False),
        )
    return powers, roles


POWERS, ROLES = _read_roles()


def known(power: str) -> str:
    """The power itself, so that a misspelt one is a fault and never a silent no."""
    if power not in POWERS:
        raise KeyError(f"no role knows the power “{power}”")
    return power


def titles_on(dated: Iterable[tuple[str, str, date]], on: date) -> dict[str, str]:
    """What each role is called on a day: (role, title, first day) in force, else as ``roles.toml`` has it."""
    titles = {key: role.title for key, role in ROLES.items()}
    for role, title, starts in sorted(dated, key=lambda one: one[2]):
        if starts <= on:
            titles[role] = title
    return titles


def powers_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything that these roles together let a person do."""
    return frozenset().union(*(ROLES[role].powers for role in roles if role in ROLES))


def role_choices() -> list[tuple[str, str]]:
    """The roles as a form offers them."""
    return [(role.key, role.title) for role in ROLES.values()]


def holds_on(starts: date, ends: date | None, ended_early: date | None, on: date) -> bool:
    """Whether a role with these dates, both included, is held on a date."""
    return starts <= on and (ends is None or on <= ends) and ended_early is None


def same_address(email: str) -> str:
    """One spelling of an e-mail address, for finding the person it belongs to."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def limit_key(email: str) -> str:
    """One spelling of the mailbox behind an address, so that ``+tags`` and dots don't multiply mail."""
    mailbox, _, domain = same_address(email).partition("@")
    return f"{mailbox.split('+', 1)[0].replace('.', '')}@{domain}"


# Signing in. What each first step and second step is called, in events and on pages.
FIRST_STEPS = {
    "code": "E-mailed code",
    "password": "Password",
    "passkey": "Passkey",
    "provider": "Single sign-on",
    "demonstration": "Demonstration",
}
SECOND_STEPS = {
    "one-time code": "One-time code",
    "recovery code": "Recovery code",
    "passkey": "Passkey",
    "provider": "Single sign-on",
    "demonstration": "Demonstration",
}

# The e-mailed code: long enough for slow mail, short enough to be worth little when stolen.
CODE_LASTS = timedelta(minutes=15)
MOST_TRIES = 5
# How long somebody who proved an address may take to say who they are.
JOINING_LASTS = timedelta(hours=1)
# How long a journey to the provider of single sign-on, and the proof that links it, may take.
PROVIDER_LASTS = timedelta(minutes=15)
# What was typed when a session had ended is kept so long, for its person to come back to.
UNSENT_LASTS = timedelta(hours=1)

# NIST SP 800-63B-4, section 2.2.3: idle and absolute times of a session. Staff read what others may not.
STAFF_IDLE = timedelta(minutes=60)
STAFF_LONGEST = timedelta(hours=12)
# WCAG 2.2, criterion 2.2.1: more than 20 hours needs no warning to people who write a bid slowly.
OTHERS_LONGEST = timedelta(hours=20)
# How long a second factor may be owed after the first step.
SECOND_STEP_LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class Limit:
    """At most so many in any period of this length."""

    most: int
    within: timedelta


@dataclass(frozen=True)
class ExportKind:
    """What somebody takes out of the house, and which limit counts it, with every kind that counts there."""

    key: str
    title: str
    limit: str
    most: int
    counts: tuple[str, ...]


def _read_safeguards() -> tuple[dict[str, Any], dict[str, ExportKind]]:
    text = files("precept.foundation.people").joinpath("safeguards.toml").read_text("utf-8")
    data = tomllib.loads(text)
    kinds = {
        key: ExportKind(
            key=key,
            title=kind["title"],
            limit=kind["limit"],
            most=data["limits"][kind["limit"]]["most"],
            counts=tuple(
                other for other, one in data["kinds"].items() if one["limit"] == kind["limit"]
            ),
        )
        for key, kind in data["kinds"].items()
    }
    return data, kinds


_SAFEGUARDS, EXPORTS = _read_safeguards()
"""What the file says, and every kind of export by its key."""
PROOF_LASTS = timedelta(minutes=_SAFEGUARDS["proof"]["minutes"])
"""Grave acts ask for a proof of who one is that is no older than this; signing in is one."""
_EXPORTS, _LIMITS = _SAFEGUARDS["exports"], _SAFEGUARDS["limits"]
EXPORTS_WITHIN = timedelta(minutes=_EXPORTS["minutes"])
EXPORTS_KEPT = timedelta(days=_EXPORTS["kept_days"])
TOLD: tuple[str, ...] = tuple(_EXPORTS["told"])
"""The roles whose holders are told at once of too many exports, and those told when it happens again."""
TOLD_AGAIN: tuple[str, ...] = tuple(_EXPORTS["told_again"])
AGAIN_WITHIN = timedelta(hours=_EXPORTS["again_hours"])


def export_limits() -> list[tuple[str, int]]:
    """What each limit counts and how much of it an hour allows, as a page says it."""
    return [(one["title"].capitalize(), one["most"]) for one in _LIMITS.values()]


def counted_since(now: datetime, proved: datetime | None) -> datetime:
    """From when exports count: an hour ago, or since one proved who one is because there were too many."""
    earliest = now - EXPORTS_WITHIN
    return earliest if proved is None else max(earliest, proved)


def in_words(counts: Mapping[str, int]) -> str:
    """How many exports of which kind, the most first: "12 books and lists as spreadsheets, 8 letters"."""
    most_first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(
        f"{many} {_lowered(EXPORTS[kind].title if kind in EXPORTS else kind)}"
        for kind, many in most_first
    )


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


MAILBOX_LIMITS = (Limit(3, timedelta(minutes=10)), Limit(10, timedelta(days=1)))
NETWORK_LIMITS = (Limit(20, timedelta(hours=1)),)
PASSWORD_LIMITS = (Limit(10, timedelta(minutes=15)),)
PASSWORD_NETWORK_LIMITS = (Limit(100, timedelta(hours=1)),)
SECOND_STEP_LIMITS = (Limit(5, timedelta(minutes=15)),)
ONCE_AN_HOUR = (Limit(1, timedelta(hours=1)),)
# All sign-in codes of the office together: far above a busy deadline day, far below a nuisance.
HOURLY_BUDGET = 1_000
# Those asked for where strangers start, known addresses or not: nobody who robs it keeps others out.
START_BUDGET = 200
# How often what somebody typed is kept for a network when nobody is signed in.
UNSENT_LIMITS = (Limit(30, timedelta(hours=1)),)
MOST_UNSENT = 1_000_000
"""The most characters of a form that are kept when its session had ended."""


def still_within(limits: Iterable[Limit], taken: Iterable[float], now: float) -> bool:
    """Whether one more at ``now`` (seconds) keeps every limit, given when each earlier one was."""
    earlier = list(taken)
    return all(
        sum(1 for at in earlier if at > now - limit.within.total_seconds()) < limit.most
        for limit in limits
    )


def worth_keeping(limits: Iterable[Limit], taken: Iterable[float], now: float) -> list[float]:
    """Those of the earlier times that can still matter."""
    longest = max(limit.within.total_seconds() for limit in limits)
    return [at for at in taken if at > now - longest]


def seconds_left(*, began: datetime, seen: datetime, now: datetime, is_staff: bool) -> int:
    """How many seconds a session still has if its person does nothing; none where it is over."""
    ends = min(seen + STAFF_IDLE, began + STAFF_LONGEST) if is_staff else began + OTHERS_LONGEST
    return max(0, int((ends - now).total_seconds()))


def session_is_over(*, began: datetime, seen: datetime, now: datetime, is_staff: bool) -> bool:
    """Whether a person who signed in must do so again."""
    if is_staff:
        return now - seen >= STAFF_IDLE or now - began >= STAFF_LONGEST
    return now - began >= OTHERS_LONGEST


def code_is_over(*, asked: datetime, now: datetime) -> bool:
    """Whether an e-mailed code came too late: 15 minutes and not a second more."""
    return now - asked > CODE_LASTS


# What a provider says where it asked for more than one kind of proof (RFC 8176; REFEDS; OpenID Connect EAP).
SEVERAL_FACTORS = {
    "mfa",
    "phr",
    "phrh",
    "https://refeds.org/profile/mfa",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
}


def is_second_factor(methods: object, level: object) -> bool:
    """Whether a provider says that it asked for a second factor: by its ``amr`` or its ``acr``."""
    said = methods if isinstance(methods, list) else []
    return "mfa" in said or (isinstance(level, str) and level in SEVERAL_FACTORS)


def typed_digits(text: str) -> str:
    """The digits of a code however they were grouped; nothing where something else was typed too."""
    bare = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "")
    return bare if bare.isascii() and bare.isdigit() else ""


def network_of(address: str) -> str:
    """The network behind an address of the internet: /24 of IPv4, /64 of IPv6; unknown where it is none."""
    try:
        found = ip_address(address.strip().removeprefix("[").split("%")[0].removesuffix("]"))
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return str(ip_network((found, 24 if isinstance(found, IPv4Address) else 64), strict=False))


def browser_name(agent: str) -> str:
    """What a person recognises a browser by, "Firefox on Windows", from what it says of itself."""
    seen = agent[:400]
    browser = next(
        (name for mark, name in _BROWSERS if mark in seen),
        "A browser",
    )
    system = next((name for mark, name in _SYSTEMS if mark in seen), "")
    return f"{browser} on {system}" if system else browser


# In this order: most browsers also claim to be those further down.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256


def password_problem(password: str, *, is_common: bool, words: Iterable[str]) -> str | None:
    """What is wrong with a password, fit to show; nothing where it may be used.

    No rules of composition (NIST SP 800-63B-4, section 3.1.1.2). ``words`` are names it must not rest on.
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"Enter a password of {SHORTEST_PASSWORD} characters or more. Three words make a good one."
    if len(password) > LONGEST_PASSWORD:
        return f"Enter a password of {LONGEST_PASSWORD} characters or fewer."
    if is_common or len(set(password)) < 4:
        return "Too many people use this password. Enter one that is harder to guess."
    bare = _letters_and_digits(password)
    for word in map(_letters_and_digits, words):
        if len(word) >= 4 and len(bare.replace(word, "")) < SHORTEST_PASSWORD / 2:
            return "This password is mostly a name that others know. Enter one that is harder to guess."
    return None


def _letters_and_digits(text: str) -> str:
    return "".join(sign for sign in same_address(text) if sign.isalnum())


def deputy_problem(
    *,
    role: str,
    is_deputy: bool,
    principal_starts: date,
    principal_ends: date | None,
    starts: date,
    ends: date,
) -> tuple[str, str] | None:
    """Why a deputy can't be named so: the answer at fault and words; nothing where it can be."""
    if not ROLES[role].may_delegate:
        return "deputy", f"A {ROLES[role].title.lower()} cannot name a deputy."
    if is_deputy:
        return "deputy", "A deputy cannot name a deputy of their own."
    if ends < starts:
        return "ends", "The last day must be the same as or after the first day."
    if starts < principal_starts:
        return "starts", "The first day must not be before the role itself starts."
    if principal_ends is not None and ends > principal_ends:
        return "ends", "The last day must not be after the role itself ends."
    return None


FORGOTTEN: Final = "@forgotten.invalid"
"""The end of the address of an account that was forgotten: no mail reaches it (RFC 2606)."""


def forgotten_address(reference: str) -> str:
    """The address of an account that was forgotten."""
    return f"{reference.lower()}{FORGOTTEN}"
