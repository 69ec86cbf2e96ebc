"""The demonstration's people and their parts in the story."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from precept.foundation.people.models import Person
from precept.foundation.people.rules import ROLES
from precept.parties.models import Office


@dataclass(frozen=True)
class Player:
    """Somebody invented, and what they do in the story."""

    person: Person
    title: str
    role: str
    story: str
    sees_office: bool


def is_demonstration() -> bool:
    """Whether the demonstration made this database."""
    return Office.objects.filter(is_demonstration=True).exists()


def invented_person(reference: str) -> Person | None:
    """An invented person who can sign in."""
    return Person.objects.filter(reference=reference, is_invented=True, is_active=True).first()


def cast() -> list[Player]:
    """Everyone, in the order of the story."""
    text = files("precept.demo").joinpath("data/people.toml").read_text(encoding="utf-8")
    people = {person.email: person for person in Person.objects.filter(is_invented=True)}
    return [
        Player(
            person=people[entry["email"]],
            title=entry["title"],
            role=ROLES[entry["role"]].title,
            story=entry["story"],
            sees_office="see the office" in ROLES[entry["role"]].powers,
        )
        for entry in tomllib.loads(text)["person"]
        if entry["email"] in people
    ]
