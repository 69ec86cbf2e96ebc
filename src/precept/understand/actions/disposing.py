"""Disposing of notes and transcripts of what people told us: the summary, in which nobody is named, stays."""

from precept.foundation.ledger.actions import Actor
from precept.records import actions as records
from precept.records import sign_ups
from precept.records.sign_ups import Gone
from precept.understand import queries


def dispose_voice_notes(subject: str, by: Actor, why: str) -> Gone:
    """The next bounded step: what the ledger says that is personal, then the files."""
    erased = records.clear_ledger(subject, by, why)
    if not erased.is_done:
        return erased
    files = records.clear_files(subject, by, why)
    return Gone(files.is_done, erased.things + files.things, files.contents)


def sign_up_kinds() -> None:
    """Say how long notes are kept, and that a record of asking people can be held."""
    sign_ups.kept(
        sign_ups.Kind(
            "voice-notes",
            queries.find_voice_notes,
            queries.look_at_voice_notes,
            dispose_voice_notes,
            queries.voice_notes_described,
        )
    )
    sign_ups.can_be_held(
        sign_ups.Holdable("voice", "A record of asking people", queries.voice_named)
    )
