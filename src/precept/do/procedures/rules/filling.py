"""The fields of a document, and how they are filled in. Pure.

A field is a name after a dollar sign ("$provider"), as in the office's letters, and nothing else: no template, no
logic. Only names of this list are fields.
"""

import re
from collections.abc import Iterable, Mapping
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
_SIGN = re.compile(r"\$(\$|[a-z_]+|)")


def field_problem(words: str) -> str:
    """Why a section cannot say this, fit to show; "" where it can."""
    for found in _SIGN.finditer(words):
        name = found.group(1)
        if not name:
            return "A $ begins a field such as $provider. Write $$ for a dollar sign"
        if name != "$" and name not in FIELDS:
            known = ", ".join(f"${one}" for one in FIELDS)
            return f"There is no field ${name}. There are {known}"
    return ""


def fields_used(texts: Iterable[str]) -> list[str]:
    """The fields that stand in some texts, in the order of the list."""
    found = {one.group(1) for text in texts for one in _SIGN.finditer(text)}
    return [name for name in FIELDS if name in found]


def filled(words: str, given: Mapping[str, str]) -> str:
    """Some words with their fields filled in; a field that nobody filled in says what belongs there.

    What is filled in is never read for fields itself.
    """

    def word(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in FIELDS:
            return "$" if name == "$" else found.group(0)
        return given.get(name, "").strip() or NOT_FILLED.format(FIELDS[name])

    return _SIGN.sub(word, words)
