"""The demonstration office as the access table speaks of it: its examples, filled in."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import precept
from precept.foundation.people.models import Person


@dataclass
class World:
    """What stands in the database, and the references that only it knows."""

    references: dict[str, str] = field(default_factory=dict)

    @classmethod
    def filled(cls) -> "World":
        """The demonstration office that stands here, with one of each thing added."""
        from tests.architecture import things

        world = cls()
        things.add_to(world)
        return world

    def person(self, role: str) -> Person:
        """Somebody who holds a role and no other."""
        return Person.objects.filter(roles_held__role=role, is_invented=True).order_by("pk")[0]

    def fill(self, example: str) -> str:
        """An example address with its references filled in."""
        return example.format_map(self.references)

    @staticmethod
    def predicates() -> Iterator[tuple[ModuleType, str, Callable[..., Any]]]:
        """Every ``may_…`` of every part's access module."""
        for found in pkgutil.walk_packages(precept.__path__, "precept."):
            if not found.name.endswith(".access"):
                continue
            module = importlib.import_module(found.name)
            for name in sorted(vars(module)):
                function = getattr(module, name)
                if name.startswith("may_") and getattr(function, "__module__", "") == found.name:
                    yield module, name, function
