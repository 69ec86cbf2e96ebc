"""What of a history reads as the ledger keeps it: references, slugs, codes, keys of choices, hashes, moments."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps

from precept.decisions.rules import dated
from precept.foundation.people.models import Person
from precept.foundation.people.rules import ROLES

NAMED_BY = {
    "parties.Organisation": "reference",
    "partners.Partnership": "reference",
    "partners.JointService": "reference",
    "people.Person": "reference",
    "people.RoleHeld": "reference",
    "people.SignedIn": "reference",
    "plan.Fund": "code",
    "understand.Priority": "slug",
}
"""What has a name that people use, and by which field the ledger refers to it."""
HASH = re.compile(r"\b[0-9a-f]{32,64}\b")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d|$)")
BESIDE = re.compile(r"; |, |: ")
MAY_BE_A_KEY = {"name", "source", "title", "reference"}
"""Fields of text that people typed, or that is a file's own name."""


@dataclass(frozen=True)
class Raw:
    """Everything that no history should show."""

    keys: frozenset[str]
    choices: dict[str, frozenset[str]]
    """Of each field, the keys of its choices that are not words that people read."""

    @classmethod
    def of_the_office(cls) -> "Raw":
        """What this office's database and its choices hold."""
        keys: set[str] = {one.id for one in dated.delegations()}
        for label, field in NAMED_BY.items():
            keys |= set(apps.get_model(label)._base_manager.values_list(field, flat=True))
        keys |= {f"person:{one}" for one in Person.objects.values_list("reference", flat=True)}
        found: dict[str, set[str]] = defaultdict(set)
        words: set[str] = {role.title.casefold() for role in ROLES.values()}
        for model in apps.get_models():
            for one in model._meta.concrete_fields:
                for key, text in one.flatchoices or ():
                    found[one.name].add(str(key))
                    words.add(str(text).casefold())
        kept = {
            name: frozenset(key for key in keys_ if key.casefold() not in words)
            for name, keys_ in found.items()
        }
        return cls(frozenset(keys), kept)

    def in_words(self, what: str, said: str) -> str:
        """What of a change reads raw: the piece at fault, or nothing."""
        field = what.casefold().replace(" ", "_")
        if HASH.search(said) and "ingerprint" not in what and field != "files":
            return said
        if field in MAY_BE_A_KEY:
            return ""
        for piece in {said, *BESIDE.split(said)}:
            if piece in self.keys or MOMENT.match(piece):
                return piece
            if piece in self.choices.get(field, ()):
                return piece
        return ""
