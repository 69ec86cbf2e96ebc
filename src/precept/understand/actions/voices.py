"""Asking people: who, how, with what consent and thanks, what they said, what changed, what was told back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.foundation.publications.models import Publication
from precept.understand import queries, rules
from precept.understand.actions.drafts import STALE, stated
from precept.understand.actions.keeping import (
    ask_keeper,
    ask_nobody_named,
    ask_publisher,
    chosen_priorities,
    differences,
    refuse_problem,
)
from precept.understand.models import Voice, VoiceGroup

MOVED_ON = "Somebody changed this since you read it. Read it again, then publish it."


def _said(
    *,
    title: str,
    about: str,
    priorities: Sequence[str],
    ways: Sequence[str],
    ways_words: str,
    starts: date,
    ends: date | None,
    by_whom: str,
    by_body: str,
    access: str,
    is_for_perpetrators: bool,
    victims_considered: str,
    held: Sequence[str] = (),
) -> dict[str, Any]:
    """What is recorded of asking people, checked: nobody is named in it."""
    texts = {
        "title": title,
        "about": about,
        "ways_words": ways_words,
        "by_body": by_body,
        "access": access,
        "victims_considered": victims_considered,
    }
    ask_nobody_named(**texts)
    known = dict(rules.voice_ways())
    if not ways or set(ways) - set(known):
        raise Refused("Choose how people were asked", field="ways")
    if by_whom not in rules.ASKED_BY:
        raise Refused("Choose who asked", field="by_whom")
    if ends is not None and ends < starts:
        raise Refused("It must end on or after the day on which it began", field="ends")
    if by_whom != "office":
        needed(by_body, "Enter the organisation that asked", "by_body")
    elif by_body.strip():
        raise Refused("Leave this empty where the office itself asked", field="by_body")
    return {
        **{name: text.strip() for name, text in texts.items()},
        "title": needed(title, "Enter a title", "title"),
        "about": needed(about, "Enter what people were asked about", "about"),
        "priorities": chosen_priorities(priorities, held),
        "ways": [key for key in known if key in ways],
        "starts": starts,
        "ends": ends,
        "by_whom": by_whom,
        "is_for_perpetrators": is_for_perpetrators,
    }


@action
def record_voice(
    *,
    by: Person,
    title: str,
    about: str,
    ways: Sequence[str],
    starts: date,
    by_whom: str,
    priorities: Sequence[str] = (),
    ways_words: str = "",
    ends: date | None = None,
    by_body: str = "",
    access: str = "",
    is_for_perpetrators: bool = False,
    victims_considered: str = "",
    is_invented: bool = False,
) -> Voice:
    """Begin the record of one time of asking people."""
    ask_keeper(by)
    said = _said(
        title=title,
        about=about,
        priorities=priorities,
        ways=ways,
        ways_words=ways_words,
        starts=starts,
        ends=ends,
        by_whom=by_whom,
        by_body=by_body,
        access=access,
        is_for_perpetrators=is_for_perpetrators,
        victims_considered=victims_considered,
    )
    made = Voice.objects.create(**said, is_invented=is_invented)
    record(made.subject, "voices recorded", by=by, after=stated(queries.voice_said(made)))
    return made


def fresh(voice: Voice) -> Voice:
    """A record as it stands now, with its groups and points."""
    return queries.voice(voice.reference)


def _write(now: Voice, version: int, changes: Mapping[str, Any]) -> None:
    write_next(now, changes, read=version, stale=STALE)
    touch(now)


def touch(now: Voice) -> None:
    """Note that the record or a part of it changed: what is published is what was read."""
    Voice.objects.filter(pk=now.pk).update(revision=F("revision") + 1)


@action
def change_voice(
    *,
    by: Person,
    voice: Voice,
    version: int,
    title: str,
    about: str,
    ways: Sequence[str],
    starts: date,
    by_whom: str,
    priorities: Sequence[str] = (),
    ways_words: str = "",
    ends: date | None = None,
    by_body: str = "",
    access: str = "",
    is_for_perpetrators: bool = False,
    victims_considered: str = "",
) -> Voice:
    """Change what is recorded of asking people."""
    ask_keeper(by)
    now = fresh(voice)
    before = queries.voice_said(now)
    said = _said(
        title=title,
        about=about,
        priorities=priorities,
        ways=ways,
        ways_words=ways_words,
        starts=starts,
        ends=ends,
        by_whom=by_whom,
        by_body=by_body,
        access=access,
        is_for_perpetrators=is_for_perpetrators,
        victims_considered=victims_considered,
        held=now.priorities,
    )
    _write(now, version, said)
    was, became = differences(before, queries.voice_said(now))
    record(now.subject, "voices changed", by=by, before=was, after=became)
    return now


@action
def set_groups(
    *, by: Person, voice: Voice, version: int, numbers: Mapping[str, int | None]
) -> Voice:
    """Say how many people of each group were asked, by the group's key; none of a group leaves it out."""
    ask_keeper(by)
    unknown = set(numbers) - set(dict(rules.voice_groups()))
    if unknown:
        raise Refused("Choose groups of the list")
    kept = {key: number for key, number in numbers.items() if number}
    if not kept:
        raise Refused("Enter how many people of at least one group were asked")
    now = fresh(voice)
    said_by = {point.group for point in now.points.all() if point.group}
    if gone := said_by - set(kept):
        titles = ", ".join(sorted(rules.group_title(key) for key in gone))
        raise Refused(f"Something is noted as said by a group that you leave out: {titles}")
    before = queries.voice_groups_said(now.groups.all())
    _write(now, version, {})
    now.groups.all().delete()
    made = [
        VoiceGroup(voice=now, group=key, number=number)
        for key, _ in rules.voice_groups()
        if (number := kept.get(key))
    ]
    VoiceGroup.objects.bulk_create(made)
    record(
        now.subject,
        "groups asked",
        by=by,
        before=before or None,
        after=queries.voice_groups_said(made),
    )
    return fresh(now)


@action
def set_consent(
    *,
    by: Person,
    voice: Voice,
    version: int,
    consent: str,
    told_them: str,
    is_paid: bool,
    thanks: Money | None = None,
    thanks_to: str = "",
    thanks_why_none: str = "",
) -> Voice:
    """Say how people agreed to take part, what they were told, and what was paid to them or why nothing was."""
    ask_keeper(by)
    ask_nobody_named(
        consent=consent,
        told_them=told_them,
        thanks_to=thanks_to,
        thanks_why_none=thanks_why_none,
    )
    consent = needed(consent, "Say how people agreed to take part", "consent")
    told_them = needed(told_them, "Say what people were told", "told_them")
    amount = thanks.pence if thanks else None
    refuse_problem(rules.thanks_problem(is_paid, amount, thanks_to, thanks_why_none))
    now = fresh(voice)
    before = queries.voice_care_said(now)
    changes = {
        "consent": consent,
        "told_them": told_them,
        "is_paid": is_paid,
        "thanks": thanks if is_paid else None,
        "thanks_to": thanks_to.strip() if is_paid else "",
        "thanks_why_none": "" if is_paid else thanks_why_none.strip(),
    }
    _write(now, version, changes)
    was, became = differences(before, queries.voice_care_said(now))
    record(now.subject, "consent and thanks set", by=by, before=was, after=became)
    return now


@action
def tell_back(*, by: Person, voice: Voice, version: int, words: str, on: date) -> Voice:
    """Say what was told back to the people who were asked, and when."""
    ask_keeper(by)
    ask_nobody_named(words=words)
    words = needed(words, "Say what was told back", "words")
    now = fresh(voice)
    if on > clock.today():
        raise Refused("The day must be today or earlier", field="on")
    if on < now.starts:
        raise Refused("Nothing can be told back before people were asked", field="on")
    before = {"told back": now.told_back, "on": clock.iso(now.told_back_on)}
    _write(now, version, {"told_back": words, "told_back_on": on})
    after = {"told back": words, "on": clock.iso(on)}
    record(now.subject, "told back", by=by, before=before, after=after)
    return now


@action
def publish_voice(*, by: Person, voice: Voice, revision: int, why: str = "") -> Publication:
    """Release the summary: groups, how, what they said, what changed. Small groups are not counted in it.

    ``revision`` is the record's as it was read: Changed where it or a point of it changed since.
    """
    ask_publisher(by)
    # One statement asks and holds: nobody adds a point between the question and the release.
    if not Voice.objects.filter(pk=voice.pk, revision=revision).update(revision=F("revision")):
        raise Changed(MOVED_ON)
    now = fresh(voice)
    if lacks := queries.voice_missing_to_publish(now):
        raise Refused("It cannot be published yet. " + " ".join(lacks))
    if named := queries.protected_named_in(now):
        raise Refused(
            f"Its words name {', '.join(named)}, protected for somebody’s safety. Name its area instead."
        )
    record(now.subject, "voices published", by=by, why=why)
    return publish(
        kind_name="voice",
        key=now.reference,
        title=now.title,
        payload=queries.voice_published(now),
        by=by,
        why=why,
    )
