"""Put hostile words into every text of a demonstration office.

    python -m tests.security.hostile     the office of PRECEPT_HOME

The journey of A23 runs this before the server whose pages it then visits.
"""

import json
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "precept.site.settings")

if TYPE_CHECKING:
    from django.db.models import Model

    from precept.foundation.publications.models import Publication

LEFT_ALONE: Final = {"people.Person", "parties.Mark", "parties.RegisterRow"}
PRIVATE_TOO: Final = (
    "agreements.",
    "assessment.",
    "bids.",
    "decisions.",
    "opportunities.",
    "parties.",
)
"""What is not public and shown inside: written over too, in these parts."""
LONGEST, SHORTEST = 2_000, 24
"""How much of them goes into a text, and into how short a one nothing hostile fits."""


def write() -> None:
    """Hostile words in every text that is released, in what is shown inside, and around every publication."""
    from django.apps import apps
    from django.db import DatabaseError, transaction

    from precept.foundation.publications.models import Publication
    from precept.foundation.search.models import EntryRow
    from tests.security.canaries import KEPT_BY_THE_DATABASE, classified
    from tests.security.payloads import PAYLOADS, written

    words = written(0)
    for label, kinds in classified().items():
        names = [*kinds.get("released", [])]
        if label.startswith(PRIVATE_TOO):
            names += kinds.get("private", [])
        model = apps.get_model(label)
        for row in model._base_manager.all() if names and label not in LEFT_ALONE else ():
            changed = {name: _hostile(row, name, words) for name in names}
            changed = {name: value for name, value in changed.items() if value is not None}
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**changed)
            except DatabaseError:
                if label not in KEPT_BY_THE_DATABASE and not getattr(row, "is_protected", False):
                    raise
    for at, publication in enumerate(Publication.objects.all()):
        payload = PAYLOADS[at % len(PAYLOADS)]
        Publication.objects.filter(pk=publication.pk).update(
            title=payload, why=payload, payload=_released(publication, words)
        )
    for at, entry in enumerate(EntryRow.objects.all()):
        EntryRow.objects.filter(pk=entry.pk).update(title=PAYLOADS[at % len(PAYLOADS)])


def _released(publication: "Publication", words: Callable[[str, int], str]) -> str:
    """What a publication says, with hostile words in place of every text that its struct lets be any."""
    from pydantic import ValidationError

    from precept.foundation.publications.kinds import kind

    if not publication.payload:
        return ""
    struct = kind(publication.kind).struct
    said = json.loads(publication.payload)
    for holder, at in list(_texts(said)):
        kept, holder[at] = holder[at], words(str(at), LONGEST)
        try:
            struct.model_validate_json(json.dumps(said))
        except ValidationError:  # a date, a reference, a choice
            holder[at] = kept
    return json.dumps(said)


def _texts(held: Any) -> Iterator[tuple[Any, Any]]:
    """Where prose stands in a document: a list or an object, and the place in it."""
    for at, one in list(held.items() if isinstance(held, dict) else enumerate(held)):
        if isinstance(one, dict | list):
            yield from _texts(one)
        elif isinstance(one, str) and " " in one:
            yield held, at


def _hostile(row: "Model", name: str, words: Callable[[str, int], str]) -> Any:
    """What takes the place of a text; None where nothing can."""
    from django.db import models

    from precept.foundation.private.field import ProtectedAddressField
    from tests.security.canaries import SHAPES

    of, held = row._meta.get_field(name), getattr(row, name)
    if (shape := SHAPES.get((row._meta.label, name))) is not None:
        return shape(held, words(name, LONGEST))
    if isinstance(of, models.EmailField | models.URLField | ProtectedAddressField):
        return None
    if isinstance(of, models.JSONField) and name != "checkpoint_keepers":
        return [words(name, 200)] if isinstance(held, list) else None
    if isinstance(of, models.CharField | models.TextField):
        most = getattr(of, "max_length", None) or LONGEST
        return words(name, most) if most >= SHORTEST else None
    return None


if __name__ == "__main__":
    import django

    django.setup()

    from django.db import transaction

    from tests.security.filling import add_rounds
    from tests.security.house import House

    with transaction.atomic():
        add_rounds(House())
        write()
