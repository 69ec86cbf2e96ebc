"""Evidence, theories of change and voices of the demonstration office, as the access table's examples name them."""

from __future__ import annotations

from django.test import override_settings

from precept.foundation.documents import actions as documents
from precept.foundation.people.models import Person
from precept.understand import actions
from precept.understand.models import EvidenceSource, Theory, Voice
from tests.architecture.rounds import References


def add_understanding(manager: Person, references: References) -> None:
    """The references that only the database knows; a next version of the agreed theory that lacks nothing."""
    agreed = Theory.objects.get(state="agreed")
    lacking = Theory.objects.get(state="draft")
    whole = actions.begin_theory_version(by=manager, theory=agreed, why="The target goes up")
    published = Voice.objects.earliest("pk")
    source = EvidenceSource.objects.get(kind="own evaluation")
    references |= {
        "source": source.reference,
        "source_file": _file(manager, source),
        "voice_file": _file(manager, published),
        "theory_agreed": agreed.reference,
        "theory_lacking": lacking.reference,
        "theory_whole": whole.reference,
        "voice": published.reference,
    }


def _file(manager: Person, about: EvidenceSource | Voice) -> str:
    with override_settings(PRECEPT_SCANNER="none"):
        file = documents.keep(
            by=manager, about=about.subject, name="notes.txt", content=b"What was said"
        )
        documents.scan(reference=file.reference)
    return file.reference
