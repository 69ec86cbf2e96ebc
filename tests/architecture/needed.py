"""What people need in the demonstration office, as the access table's examples name it."""

from precept.foundation.people.models import Person
from precept.understand.actions import need_parts
from precept.understand.actions import needs as actions
from precept.understand.models import Area, NeedsAssessment


def add_needs(officer: Person, references: dict[str, str]) -> None:
    """A draft with a service and a gap; the agreed assessment is there already."""
    leicester = [Area.objects.get(code="E06000016")]
    draft = actions.begin_need(by=officer, title="A need that is being looked into")
    need_parts.add_service(
        by=officer, need=draft, what="A line to call", by_whom="A charity", areas=leicester
    )
    need_parts.add_gap(by=officer, need=draft, what="Nobody answers at night", areas=leicester)
    references |= {
        "need_draft": draft.reference,
        "need_agreed": NeedsAssessment.objects.get(state="agreed").reference,
    }
