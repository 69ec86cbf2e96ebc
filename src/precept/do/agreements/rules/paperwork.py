"""What the office's own agreement and variation letters say, with merge fields. Pure."""

import string
from collections.abc import Mapping
from typing import Final

from precept.do.agreements.rules.letters import LONGEST_WORDING
from precept.do.procedures.rules import field_problem

TEMPLATE_KINDS: Final = {
    "agreement": "Agreement",
    "variation": "Variation letter",
    "recovery": "Letter that asks for money back",
}
_OF_AGREEMENT: Final = frozenset(
    {"office", "provider", "reference", "title", "starts", "ends", "value", "power", "today"}
)
TEMPLATE_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "agreement": _OF_AGREEMENT,
    "variation": _OF_AGREEMENT | {"variation", "kind", "reason"},
    "recovery": frozenset(
        {"office", "provider", "reference", "title", "amount", "case", "reason", "due"}
    ),
}
TEMPLATES: Final[Mapping[str, str]] = {
    "agreement": (
        "This agreement is between $office and $provider. It is called $title and numbered $reference.\n\n"
        "It runs from $starts to $ends and is worth $value. The office enters into it under $power.\n\n"
        "What it is to change, how that is measured and reported, its conditions and its payments stand below"
        " and are part of it. Either side tells the other in writing of anything that puts them at risk."
    ),
    "variation": (
        "Dear $provider,\n\n"
        "$office and you agreed on $title ($reference). This letter varies it: $variation, $kind.\n\n"
        "Why: $reason\n\n"
        "What changes stands below. Everything else stays as it was agreed. It is in force once both sides"
        " have signed this letter."
    ),
    "recovery": (
        "Dear $provider,\n\n"
        "We paid you for $title ($reference), and $amount of it was not spent. This is how it is known, and why"
        " it was not spent:\n\n"
        "$reason\n\n"
        "Please pay $amount back to us by $due. Give $case as the reference, so that we can find it.\n\n"
        "If you cannot pay by then, or think that the amount is wrong, write to us before that day. What you"
        " spend of it from now on is not covered by the agreement.\n\n"
        "$office"
    ),
}
"""What they say until an office words them anew."""


def template_problem(kind: str, words: str) -> str:
    """Why a letter cannot say this, fit to show; "" where it can."""
    if not words.strip():
        return "Enter what it says"
    if len(words) > LONGEST_WORDING:
        return f"It must be {LONGEST_WORDING:,} characters or fewer"
    return field_problem(words, sorted(TEMPLATE_FIELDS[kind]), called="merge field")


def merged(kind: str, words: str, fields: Mapping[str, str]) -> list[str]:
    """The paragraphs of a letter with its fields filled in."""
    said = string.Template(words).substitute({name: fields[name] for name in TEMPLATE_FIELDS[kind]})
    return [paragraph.strip() for paragraph in said.split("\n\n") if paragraph.strip()]
