"""The fields of a document, and how they are filled in. Pure.

A field is a name after a dollar sign ("$provider"), as in the office's letters, and nothing else: no template, no
logic. Only names of this list are fields.
"""

import string
from collections.abc import Collection, Iterable, Mapping
from typing import Final

FIELDS: Final[Mapping[str, str]] = {
    "office": "the office",
    "provider": "the provider",
    "title": "the title",
    "reference": "the reference",
    "amount": "the amount",
    "starts": "the first day",
    "ends": "the last day",
    "fund": "the fund",
    "round": "the round",
    "deadline": "the deadline",
    "contact": "whom to talk to",
    "priority": "the priority of the plan",
    "decision": "the reference of the decision",
    "report_by": "the day of the report",
}
"""Every field, and what it stands for."""
NOT_FILLED: Final = "[{}]"
"""What stands in a document where a field was not filled in."""


def field_problem(
    words: str,
    names: Collection[str] = FIELDS,
    *,
    called: str = "field",
    such_as: str = "provider",
) -> str:
    """Why words cannot have the fields that they have, where there are those of ``names``; "" where they can."""
    text = string.Template(words)
    if not text.is_valid():
        return f"A $ begins a {called} such as ${such_as}. Write $$ for a dollar sign"
    unknown = next((one for one in text.get_identifiers() if one not in names), None)
    if unknown is None:
        return ""
    known = ", ".join(f"${one}" for one in names)
    return f"There is no {called} ${unknown}. There are {known}"


def fields_used(texts: Iterable[str]) -> list[str]:
    """The fields that stand in some texts, in the order of the list."""
    found = {one for text in texts for one in string.Template(text).get_identifiers()}
    return [name for name in FIELDS if name in found]


def filled(words: str, given: Mapping[str, str]) -> str:
    """Some words with their fields filled in; a field that nobody filled in says what belongs there.

    What is filled in is never read for fields itself.
    """
    said = {
        name: given.get(name, "").strip() or NOT_FILLED.format(stands_for)
        for name, stands_for in FIELDS.items()
    }
    return string.Template(words).safe_substitute(said)
