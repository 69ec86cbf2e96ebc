"""Which advice a decision needs before anybody may sign it, and what it still lacks."""

from collections.abc import Collection, Mapping
from datetime import date

from precept.decisions.rules.choices import ADVICE, WORDS
from precept.decisions.rules.exemptions import grounds_problem
from precept.decisions.rules.kinds import COMMITS_MONEY
from precept.foundation.money import Money

MAY_NOT_MATTER = ("data", "value")
"""Advice that may say why it is not relevant instead."""
POWER_OF = {
    "finance": "advise on money",
    "legal": "advise on law",
    "equality": "advise on equality and risk",
    "risk": "advise on equality and risk",
    "data": "advise on equality and risk",
    "value": "advise on equality and risk",
}
"""The power that giving each kind of advice asks for (``roles.toml``)."""


def advice_needed(kind: str, amount: Money | None) -> tuple[str, ...]:
    """The kinds of advice that must be there, in order.

    Finance and law wherever money is committed; equality and risk always; data protection and social
    value always too, if only to say why they do not matter.
    """
    needed = {"equality", "risk", "data", "value"}
    if kind in COMMITS_MONEY:
        needed |= {"finance", "legal"}
    elif amount is not None:
        needed |= {"finance"}
    return tuple(one for one in ADVICE if one in needed)


def advice_missing(
    kind: str, amount: Money | None, given: Mapping[str, str], now: str
) -> tuple[list[str], list[str]]:
    """The kinds of advice that are not there, and those given on other words than now stand.

    ``given`` is, by kind, the digest of what each was given on; ``now`` that of what stands.
    """
    needed = advice_needed(kind, amount)
    missing = [one for one in needed if one not in given]
    stale = [one for one in ADVICE if one in given and given[one] != now]
    return missing, stale


def lacking(
    *,
    kind: str,
    amount: Money | None,
    words: Mapping[str, str],
    power: str,
    missing: Collection[str],
    stale: Collection[str],
    files_waiting: int,
) -> list[str]:
    """Everything that stands against signing, each in words that say what to do."""
    found = [
        f"Write the {WORDS[name].lower()}."
        for name in ("summary", "recommendation", "reasons")
        if not words.get(name, "").strip()
    ]
    if kind in COMMITS_MONEY:
        if amount is None:
            found.append("State the amount: it decides who may sign.")
        if not power:
            found.append("Choose the power relied on.")
    found += [f"Advice is missing: {ADVICE[one].lower()}." for one in missing]
    found += [
        f"The words changed after the advice on {ADVICE[one].lower()} was given."
        " Ask the adviser to look again."
        for one in stale
    ]
    if files_waiting:
        found.append("A file still waits for the virus scanner. Try again in a few minutes.")
    return found


def exemption_problem(
    *,
    status: str,
    exempt_words: str,
    exemption: str,
    why: str,
    review: date | None,
    today: date,
    said: Collection[str],
) -> tuple[str, str] | None:
    """Why words cannot be withheld like this, as (field, words); nothing where they can.

    ``said`` is everything that will be public: what is withheld must not stand there too.
    """
    if status == "open":
        if exempt_words.strip():
            return "status", "Say that it is published in part, or take the withheld words away."
        return None
    if not exempt_words.strip():
        return "exempt_words", "Enter the words that are withheld."
    problem = grounds_problem(exemption=exemption, why=why, review=review, today=today)
    if problem:
        field, words = problem
        return ("exemption" if field == "exemption" else f"exemption_{field}"), words
    if leaked := also_public(exempt_words, said):
        return "exempt_words", f"These words stand in the public part too: “{leaked}”."
    return None


SHORTEST_LEAK = 12
"""Fewer signs than this, standing in the public part too, are chance and no leak."""


def also_public(exempt_words: str, said: Collection[str]) -> str:
    """A line of the withheld words that stands in the public ones too; empty where none does."""
    public = "\n".join(_plain(text) for text in said)
    for line in exempt_words.splitlines():
        plain = _plain(line)
        if len(plain) >= SHORTEST_LEAK and plain in public:
            return " ".join(line.split())[:80]
    return ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" -.")
