"""What people said, one thing at a time, and what becomes of each. Nobody is named in it."""

from datetime import date
from typing import Any

from precept.foundation.ledger.actions import Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.understand import queries, rules
from precept.understand.actions.drafts import STALE, stated
from precept.understand.actions.keeping import (
    ask_keeper,
    ask_nobody_named,
    differences,
    refuse_problem,
)
from precept.understand.actions.voices import fresh, touch
from precept.understand.models import Voice, VoicePoint


def _group_of_point(now: Voice, group: str) -> str:
    if group and group not in queries.groups_asked(now):
        raise Refused("Choose a group that was asked", field="group")
    return group


@action
def add_point(*, by: Person, voice: Voice, text: str, group: str = "") -> VoicePoint:
    """Note a thing that people said, in words that point at nobody."""
    ask_keeper(by)
    ask_nobody_named(text=text)
    text = needed(text, "Enter what people said", "text")
    # Held first: two who note a point at once must not give it the same number.
    touch(voice)
    now = fresh(voice)
    group = _group_of_point(now, group)
    numbers = [point.number for point in now.points.all()]
    if len(numbers) >= rules.MOST_POINTS:
        raise Refused(f"At most {rules.MOST_POINTS} points are kept: put like ones together")
    made = VoicePoint.objects.create(
        voice=now, number=max(numbers, default=0) + 1, text=text, group=group
    )
    record(
        now.subject,
        "point noted",
        by=by,
        after=stated(queries.voice_point_said(made)),
        private=queries.voice_point_words(made),
    )
    return made


def _fresh_point(point: VoicePoint) -> VoicePoint:
    now = fresh(point.voice)
    found = queries.voice_point(now, point.number)
    found.voice = now
    return found


def _record_point(
    now: VoicePoint, what: str, by: Person, before: dict[str, Any], words: dict[str, str]
) -> None:
    """Record what became of a point; its words before and after stand apart, where they can be erased."""
    was, became = differences(before, queries.voice_point_said(now))
    record(
        now.voice.subject,
        what,
        by=by,
        before={"point": now.number, **was},
        after={"point": now.number, **became},
        private={"before": words, "after": queries.voice_point_words(now)},
    )


@action
def change_point(
    *, by: Person, point: VoicePoint, version: int, text: str, group: str = ""
) -> VoicePoint:
    """Change the words of what people said, or which group said it."""
    ask_keeper(by)
    ask_nobody_named(text=text)
    text = needed(text, "Enter what people said", "text")
    now = _fresh_point(point)
    before, words = queries.voice_point_said(now), queries.voice_point_words(now)
    changes = {"text": text, "group": _group_of_point(now.voice, group)}
    write_next(now, changes, read=version, stale=STALE)
    touch(now.voice)
    _record_point(now, "point changed", by, before, words)
    return now


@action
def remove_point(*, by: Person, point: VoicePoint, version: int, why: str) -> None:
    """Take away something that people did not say, with the reason. What they said stays, answered or not."""
    ask_keeper(by)
    ask_nobody_named(why=why)
    why = needed(why, "Say why it is taken away", "why")
    now = _fresh_point(point)
    write_next(now, {}, read=version, stale=STALE)
    said, words = stated(queries.voice_point_said(now)), queries.voice_point_words(now)
    now.delete()
    touch(now.voice)
    record(now.voice.subject, "point removed", by=by, why=why, before=said, private=words)


@action
def answer_point(
    *,
    by: Person,
    point: VoicePoint,
    version: int,
    answer: str,
    answer_words: str,
    by_when: date | None = None,
) -> VoicePoint:
    """Say what becomes of a thing that people said: done, will be done by a day, or not done and why."""
    ask_keeper(by)
    ask_nobody_named(answer_words=answer_words)
    refuse_problem(rules.answer_problem(answer, answer_words, has_day=by_when is not None))
    now = _fresh_point(point)
    before, words = queries.voice_point_said(now), queries.voice_point_words(now)
    changes = {
        "answer": answer,
        "answer_words": answer_words.strip(),
        "by_when": by_when if answer == "will be done" else None,
    }
    write_next(now, changes, read=version, stale=STALE)
    touch(now.voice)
    _record_point(now, "point answered", by, before, words)
    return now
