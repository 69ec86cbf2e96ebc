"""What may leave the house, field by field, as somebody last agreed to it (security: A19).

A new field of a published structure turns this red until ``published_fields.json`` is changed by hand: whoever
adds one says with it that it may be public. (Each line of that file is a field with its type.)
"""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from precept.foundation.publications import kinds
from precept.foundation.publications.models import Publication
from tests.architecture.things import people_of
from tests.architecture.varied import add_varied
from tests.architecture.world import World
from tests.security.house import House

AGREED = Path(__file__).resolve().parent / "published_fields.json"


def structs(struct: type[BaseModel]) -> dict[str, dict[str, str]]:
    """A structure and those inside it: for each its fields with their types."""
    return {
        one.__name__: {
            name: str(of.annotation).removeprefix("<class '").removesuffix("'>")
            for name, of in one.model_fields.items()
        }
        for one in _all(struct)
    }


def _inside(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [one for argument in get_args(annotation) for one in _inside(argument)]


def now() -> dict[str, dict[str, dict[str, str]]]:
    """Every kind of publication with its structures."""
    return {
        kind.name: structs(kind.struct)
        for kind in kinds.kinds()
        if kind.struct.__module__.startswith("precept.")  # other tests sign up samples of their own
    }


def test_every_published_field_was_agreed_to() -> None:
    assert now() == json.loads(AGREED.read_text(encoding="utf-8"))


@pytest.fixture
def with_a_public_copy(office: House) -> House:
    """The office with a redacted copy of an agreement released, which the demonstration has not."""
    add_varied(people_of(World()), {})
    return office


@pytest.mark.usefixtures("with_a_public_copy")
@pytest.mark.parametrize("kind", [kind.name for kind in kinds.kinds()])
def test_a_struct_takes_no_field_that_it_does_not_name(kind: str) -> None:
    row = Publication.objects.filter(kind=kind, is_latest=True).first()
    assert row is not None
    payload = json.loads(row.payload) | {"contact_email": "somebody@example.org"}

    with pytest.raises(ValidationError, match="contact_email"):
        kinds.kind(kind).struct.model_validate(payload)


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.kinds()])
def test_every_structure_is_closed_and_frozen(kind: str) -> None:
    for struct in _all(kinds.kind(kind).struct):
        assert (struct.model_config["extra"], struct.model_config["frozen"]) == ("forbid", True)


def _all(struct: type[BaseModel]) -> list[type[BaseModel]]:
    found, waiting = [], [struct]
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            waiting += [
                inner for of in one.model_fields.values() for inner in _inside(of.annotation)
            ]
    return found
