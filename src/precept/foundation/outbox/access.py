"""Who may see the outbox and act on what failed, and who may watch a long job."""

from typing import Protocol

from precept.foundation.outbox.models import Progress


class Asker(Protocol):
    """A person, as far as the outbox knows people: they stand above it in the house."""

    @property
    def ledger_name(self) -> str:
        """What events call them, and jobs whoever began those."""
        ...

    def may(self, power: str) -> bool:
        """Whether one of today's roles has this power."""
        ...


def may_see_outbox(person: Asker) -> bool:
    """Whether this person may see mail and tasks (not what mails say) and send them again."""
    return person.may("see the outbox")


def may_watch(person: Asker, job: Progress) -> bool:
    """Whether this person may watch a long job: whoever began it, and those who see the outbox."""
    return job.started_by == person.ledger_name or may_see_outbox(person)
