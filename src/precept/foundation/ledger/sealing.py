"""Sealing: the events not yet sealed become the leaves of a signed checkpoint."""

import base64
import json
import logging
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from precept.foundation import clock
from precept.foundation.ledger import verify_ledger as digests
from precept.foundation.ledger.models import Checkpoint, Sealed, Waiting

logger = logging.getLogger(__name__)

LEAVES = 1_000
"""The most events that one checkpoint seals, so that its transaction stays short."""

Hearer = Callable[[Checkpoint], object]
NotHeard = Callable[[int, str], object]
_when_sealed: list[Hearer] = []
_when_not_heard: list[NotHeard] = []


def when_sealed(hear: Hearer) -> None:
    """Be called with each new checkpoint, after it is kept (to publish it, to mail it to its keepers)."""
    if hear not in _when_sealed:
        _when_sealed.append(hear)


def when_not_heard(told: NotHeard) -> None:
    """Be called with a checkpoint's number and a hearer's name, where that one failed (to tell it again)."""
    if told not in _when_not_heard:
        _when_not_heard.append(told)


def _name_of(hear: Hearer) -> str:
    return f"{hear.__module__}.{hear.__qualname__}"


def tell(number: int, name: str) -> None:
    """Tell one hearer of one checkpoint, again. KeyError where nobody of that name hears of them any more."""
    found = {_name_of(hear): hear for hear in _when_sealed}
    found[name](Checkpoint.objects.get(number=number))


def _tell_all(checkpoint: Checkpoint) -> None:
    """Everybody hears of it, whoever fails: the checkpoint stands, and failing is told and made good later."""
    for hear in _when_sealed:
        try:
            hear(checkpoint)
        except Exception:
            name = _name_of(hear)
            logger.exception("%s did not hear of checkpoint %s", name, checkpoint.number)
            for told in _when_not_heard:
                told(checkpoint.number, name)


def signing_key() -> Ed25519PrivateKey:
    """The office's sealing key."""
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.PRECEPT_SEALING_KEY))


def seal() -> list[Checkpoint]:
    """Seal every event that is not sealed yet; returns the new checkpoints, in order."""
    made: list[Checkpoint] = []
    while (sealed := _seal_some()) is not None:
        checkpoint, count = sealed
        made.append(checkpoint)
        _tell_all(checkpoint)
        if count < LEAVES:  # publishing a checkpoint is itself an event: the next one seals it
            break
    return made


@transaction.atomic
def _seal_some() -> tuple[Checkpoint, int] | None:
    waiting = list(Waiting.objects.select_related("event").order_by("id")[:LEAVES])
    if not waiting:
        return None
    last = Checkpoint.objects.order_by("-number").first()
    before = _statement(last) if last else None
    leaves = [row.event.digest for row in waiting]
    key = signing_key()
    statement = digests.canonical(
        {
            "number": last.number + 1 if last else 1,
            "at": clock.now().isoformat(timespec="microseconds"),
            "count": len(leaves),
            "size": (before["size"] if before else 0) + len(leaves),
            "root": digests.merkle_root(leaves),
            "previous": digests.statement_digest(last.statement)
            if last
            else digests.NOTHING_BEFORE,
        }
    )
    checkpoint = Checkpoint.objects.create(
        number=last.number + 1 if last else 1,
        statement=statement,
        signature=base64.b64encode(key.sign(statement.encode())).decode(),
        key=base64.b64encode(key.public_key().public_bytes_raw()).decode(),
    )
    Sealed.objects.bulk_create(
        Sealed(event=row.event, checkpoint=checkpoint, position=position)
        for position, row in enumerate(waiting)
    )
    Waiting.objects.filter(id__in=[row.id for row in waiting]).delete()
    return checkpoint, len(leaves)


def _statement(checkpoint: Checkpoint) -> dict[str, int]:
    says: dict[str, int] = json.loads(checkpoint.statement)
    return says
