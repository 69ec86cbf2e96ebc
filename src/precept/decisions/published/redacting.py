"""The texts of a notice in which words can be redacted, taken out of its struct and put back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from precept.decisions import rules
from precept.decisions.published.structs import DecisionPublished
from precept.foundation.money import Money

OTHERS = "another part of the notice"
NAMES = {
    "title": "the title",
    "links": "the title of an earlier decision",
    "lead_role": "the lead officer",
    "author_role": "the author",
    "redactions": "how the public interest was weighed",
    "exemption_why": "how the public interest was weighed",
    "pence": "the amount",
    "finance_years": "what is spent in each year",
    "advice": "the advice",
    "facts": "the facts",
    "tables": "the tables",
    "finance_source": "where the money comes from",
    "copies": "a public copy of a paper",
    "interests": "the declaration of interests",
    "exception": "the reason for an exception",
    "election_exception": "the reason for an exception",
    "corrections": "the reason for a correction",
    **{name: f"the {title.lower()}" for name, title in rules.WORDS.items()},
}
KEYS = frozenset(
    {"about", "exemption_review", "office", "power", "power_link", "sha256", "signed_on", "status"}
)
"""What a struct says by keys, days and digests and not in words of the decision."""


def texts_of(said: DecisionPublished) -> dict[str, tuple[str, ...]]:
    """The texts of a notice by its parts (``rules.PARTS``), in reading order."""
    return {
        "title": (said.title,),
        **{name: (getattr(said, name),) for name in rules.WORDS},
        "facts": tuple(text for one in said.facts for text in (one.name, one.words)),
        "tables": tuple(
            text
            for one in said.tables
            for text in (one.title, *one.columns, *(cell for row in one.rows for cell in row))
        ),
        "finance": (said.finance_source,),
        **{f"advice-{one.kind}": (one.words, one.exception) for one in said.advice},
        "copies": tuple(
            text for one in said.copies for text in (one.title, one.taken_out, one.text)
        ),
        "interests": (said.interests,),
        "weighed": (said.exemption_why,),
        "exceptions": (said.exception, said.election_exception),
        "corrections": tuple(one.why for one in said.corrections),
    }


def with_texts(said: DecisionPublished, texts: Mapping[str, Sequence[str]]) -> DecisionPublished:
    """A notice with other texts in the places of ``texts_of``."""
    facts, tables = iter(texts["facts"]), iter(texts["tables"])
    changed: dict[str, Any] = {name: texts[name][0] for name in rules.WORDS}
    changed["title"] = texts["title"][0]
    changed["facts"] = tuple(
        one.model_copy(update={"name": next(facts), "words": next(facts)}) for one in said.facts
    )
    changed["tables"] = tuple(
        one.model_copy(
            update={
                "title": next(tables),
                "columns": tuple(next(tables) for _ in one.columns),
                "rows": tuple(tuple(next(tables) for _ in row) for row in one.rows),
            }
        )
        for one in said.tables
    )
    changed["advice"] = tuple(
        one.model_copy(
            update=dict(zip(("words", "exception"), texts[f"advice-{one.kind}"], strict=True))
        )
        for one in said.advice
    )
    copies = iter(texts["copies"])
    changed["copies"] = tuple(
        one.model_copy(
            update={"title": next(copies), "taken_out": next(copies), "text": next(copies)}
        )
        for one in said.copies
    )
    changed["finance_source"] = texts["finance"][0]
    changed["interests"] = texts["interests"][0]
    changed["exemption_why"] = texts["weighed"][0]
    changed["exception"], changed["election_exception"] = texts["exceptions"]
    changed["corrections"] = tuple(
        one.model_copy(update={"why": why})
        for one, why in zip(said.corrections, texts["corrections"], strict=True)
    )
    return said.model_copy(update=changed)


def said_of(said: DecisionPublished) -> list[tuple[str, str]]:
    """Everything that a notice says in words, sums among it, as (where, text)."""
    found: list[tuple[str, str]] = []
    for name, value in said.model_dump().items():
        if name in KEYS:
            continue
        where = NAMES.get(name, OTHERS)
        found += [(where, text) for text in _strings(value)]
    sums = [said.pence] if said.pence is not None else []
    sums += [one.pence for one in said.finance_years]
    return [*found, *((NAMES["pence"], Money(pence).short) for pence in sums)]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if key not in ("mark", "slug", "on", "how", "kind"):
                yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
