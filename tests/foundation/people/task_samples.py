"""A call of the task that forgets downloads, where some are older than the rule keeps them."""

from datetime import timedelta
from typing import Any

from precept.foundation import clock
from precept.foundation.people import rules
from precept.foundation.people.models import Export, Person


def old_and_new() -> dict[str, Any]:
    """Somebody downloaded a book long ago, and one just now."""
    somebody = Person.objects.create(name="Ola", email="ola@opcc.example")
    for number, ago in enumerate((rules.EXPORTS_KEPT + timedelta(days=1), timedelta()), 1):
        Export.objects.create(
            person=somebody, number=number, kind="book", what="/book", at=clock.now() - ago
        )
    return {}


SAMPLES = {"people.forget_exports": old_and_new}
