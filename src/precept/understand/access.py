"""Who may keep and publish the strategy, the plan and the measures."""

from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person


def may_keep(person: Person) -> bool:
    """Whether this person may draft and change them."""
    return person.may("keep the plan")


def may_publish(person: Person) -> bool:
    """Whether this person may publish them."""
    return person.may("publish the plan")


def may_ask_for_returns(person: Person) -> bool:
    """Whether this person may request, receive and assess deliverables."""
    return person.may("ask for returns")


def may_open_evidence(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - the same for each
    """Whether this person may open a file that came as evidence of a measure: whoever works here."""
    return person.may("see the office")


def may_remove_evidence(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - the same for each
    """Whether this person may remove such a file."""
    return may_ask_for_returns(person)


def may_load_counts(person: Person) -> bool:
    """Whether this person may load counts by month, type and area."""
    return person.may("load files") and may_keep(person)


def may_agree_need(person: Person) -> bool:
    """Whether this person may agree a needs assessment; what they wrote themself needs a recorded reason."""
    return may_keep(person) or may_publish(person)


def may_open_source_file(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - the same for each
    """Whether this person may open a file of a source of evidence: whoever works here."""
    return person.may("see the office")


def may_remove_source_file(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - the same for each
    """Whether this person may remove such a file."""
    return may_keep(person)


def may_open_voice_file(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - the same for each
    """Whether this person may open notes or transcripts of what people said: who keeps the plan, nobody else."""
    return may_keep(person)


def may_remove_voice_file(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - the same for each
    """Whether this person may remove such a file."""
    return may_keep(person)
