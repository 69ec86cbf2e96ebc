"""After an older backup was restored: what was disposed of since is disposed of again, before anybody is served."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from precept.foundation.documents import actions as documents
from precept.foundation.ledger.actions import SYSTEM, Refused, action, record
from precept.records import keeping, queries, rules, sign_ups
from precept.records.actions.disposing import entered, keep_outside, one_step, tidy
from precept.records.models import Disposal


@dataclass
class Again:
    """What came of doing the register again."""

    read: int = 0
    again: int = 0
    contents: int = 0


def dispose_again(
    say: Callable[[str], None] = lambda _: None, *, register: Path | None = None
) -> Again:
    """Dispose again of everything that the folder outside the database, or a downloaded register, says was disposed of.

    What the database knows of is left, but for the content of its files: the file store may be the older
    one. Refused, with nothing done to it, at a file that is not as this office signed it. Comes to the same when
    called again.
    """
    outcome = Again()
    trusted = queries.trusted_keys()
    try:
        rows = list(keeping.read(trusted, register))
    except keeping.NotOurs as problem:
        raise Refused(
            f"{problem} in {_where(register)} is not as this office signed it. Nothing was disposed of."
        ) from problem
    _refuse_gaps(rows, register)
    for said in rows:
        outcome.read += 1
        known = Disposal.objects.filter(number=said["number"]).first()
        if known is None:
            _again(said)
            outcome.again += 1
            say(f"{said['thing']} disposed of again")
        elif known.fingerprint != said["fingerprint"]:
            raise Refused(
                f"Disposal {known.number} in the database is another than the one that is kept outside."
            )
        for kept in said["contents"]:
            documents.forget_content(kept)
            outcome.contents += 1
    keep_outside()
    rewrite()
    return outcome


def _where(register: Path | None) -> Path:
    return keeping.folder() if register is None else register.parent


def _refuse_gaps(rows: list[dict[str, Any]], register: Path | None) -> None:
    previous = rules.NO_FINGERPRINT
    for said in rows:
        row = {name: said[name] for name in queries.FINGERPRINTED}
        made = rules.fingerprint(row, said["previous"])
        if made != said["fingerprint"] or said["previous"] != previous:
            raise Refused(
                f"Disposal {said['number']} does not follow from the one before it: one is missing from"
                f" {_where(register)}. Nothing was disposed of."
            )
        previous = said["fingerprint"]


def _again(said: dict[str, Any]) -> None:
    kind = sign_ups.kinds().get(said["kind"])
    if kind is None:
        raise Refused(f"No part disposes of records of the kind “{said['kind']}”.")
    while not _step(kind, said):
        pass


@action
def _step(kind: sign_ups.Kind, said: dict[str, Any]) -> bool:
    gone = one_step(kind, said["thing"], f"Disposal {said['run']}, again after a restore")
    if not gone.is_done:
        after = {"record": said["thing"]}
        record("register:disposals", "disposal again under way", by=SYSTEM, after=after)
        return False
    row = Disposal(
        **{name: said[name] for name in (*queries.FINGERPRINTED, "previous", "fingerprint")},
        is_kept=said["number"] in keeping.numbers(),
    )
    row.trigger_on = date.fromisoformat(said["trigger_on"])
    row.save()
    record(row.thing, "record disposed of again", by=SYSTEM, after=entered(row))
    return True


def rewrite() -> None:
    """Write SQLite's whole file anew, without what was deleted from it. Nobody may be served meanwhile."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
        tidy()
