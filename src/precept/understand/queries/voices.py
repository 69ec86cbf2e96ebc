"""Reading voices: the list, one of them, what is missing, and its summary as it may be published."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing, words_in
from precept.parties.models import Organisation
from precept.understand import rules
from precept.understand.models import Voice, VoiceGroup, VoicePoint
from precept.understand.published import (
    VoiceGroupPublished,
    VoicePointPublished,
    VoicePriorityPublished,
    VoicePublished,
)
from precept.understand.queries.planning import priority_titles
from precept.understand.queries.sources import MOST_AT_ONCE, priority_filter


def _whole(rows: QuerySet[Voice]) -> QuerySet[Voice]:
    return rows.prefetch_related("groups", "points")


def voice(reference: str) -> Voice:
    """One time of asking people, with groups and points, or 404."""
    found = _whole(Voice.objects.filter(reference=reference)).first()
    if found is None:
        raise Http404(f"nobody was asked as {reference}")
    return found


def voice_point(one: Voice, number: int) -> VoicePoint:
    """A thing that people said, by its number, or 404."""
    found = next((point for point in one.points.all() if point.number == number), None)
    if found is None:
        raise Http404(f"no point {number} of {one.reference}")
    return found


def voices_by_reference(references: Iterable[str]) -> dict[str, Voice]:
    """Those of some references, with groups and points: three queries. Those that are not there are left out."""
    asked = list(dict.fromkeys(references))[:MOST_AT_ONCE]
    rows = _whole(Voice.objects.filter(reference__in=asked))
    return {row.reference: row for row in rows}


def counted_groups(one: Voice) -> list[tuple[str, int]]:
    """The groups that were asked, with how many of each."""
    return [(row.group, row.number) for row in one.groups.all()]


def groups_asked(one: Voice) -> set[str]:
    """The keys of the groups that were asked."""
    return {row.group for row in one.groups.all()}


def voice_facts(one: Voice) -> rules.VoiceSaid:
    """What was recorded of it, as far as rules ask."""
    return rules.VoiceSaid(
        groups=frozenset(groups_asked(one)),
        consent=one.consent,
        told_them=one.told_them,
        points=tuple(rules.PointSaid(point.text, point.answer) for point in one.points.all()),
        told_back=one.told_back,
        is_for_perpetrators=one.is_for_perpetrators,
        victims_considered=one.victims_considered,
    )


def voice_missing(one: Voice) -> list[str]:
    """What it lacks, in words; nothing where it is whole."""
    return rules.missing_of_voice(voice_facts(one))


def voice_missing_to_publish(one: Voice) -> list[str]:
    """What it lacks before its summary can be published."""
    return rules.missing_to_publish_voice(voice_facts(one))


def voice_said(one: Voice) -> dict[str, Any]:
    """What is recorded of it, for its events."""
    return {
        "title": one.title,
        "about": one.about,
        "priorities": ", ".join(one.priorities),
        "how": ", ".join(rules.way_title(key) for key in one.ways),
        "how in words": one.ways_words,
        "from": clock.iso(one.starts),
        "to": clock.iso(one.ends),
        "asked by": asked_by_words(one),
        "access": one.access,
        "for people who did harm": one.is_for_perpetrators,
        "needs of victims": one.victims_considered,
    }


def voice_groups_said(rows: Iterable[VoiceGroup]) -> dict[str, int]:
    """The groups in words with how many of each, for its events."""
    return {rules.group_title(row.group): row.number for row in rows}


def voice_care_said(one: Voice) -> dict[str, Any]:
    """What is recorded of consent and thanks, for its events."""
    return {
        "how people agreed": one.consent,
        "what they were told": one.told_them,
        "paid": thanks_words(one),
    }


def asked_by_words(one: Voice) -> str:
    """Who asked, in words: an organisation with what it is."""
    who = rules.ASKED_BY[one.by_whom]
    return f"{one.by_body}, {who[0].lower()}{who[1:]}" if one.by_body else who


def thanks_words(one: Voice) -> str:
    """Expenses and thanks in words, for the office."""
    if one.is_paid is None:
        return "Not stated"
    if not one.is_paid:
        return f"Nothing: {one.thanks_why_none}"
    return f"{one.thanks or 'Not stated'}: {one.thanks_to}"


def voice_point_said(point: VoicePoint) -> dict[str, Any]:
    """What events say of a point: which it is, who said it, what becomes of it. Never its words."""
    return {
        "point": point.number,
        "said by": rules.group_title(point.group) if point.group else "",
        "answer": rules.POINT_ANSWERS.get(point.answer, ""),
        "by when": clock.iso(point.by_when),
    }


def voice_point_words(point: VoicePoint) -> dict[str, str]:
    """The words of a point and of its answer: in events they stand apart, where they can be erased."""
    return {"what was said": point.text, "what changes": point.answer_words}


def voice_released(one: Voice) -> Released | None:
    """Its summary as it was published last; None where it never was."""
    return publications.latest_or_none("voice", one.reference)


def voice_published(one: Voice) -> VoicePublished:
    """The summary as it is released: small groups uncounted, nothing of how people can be found."""
    groups = counted_groups(one)
    titles = priority_titles(one.priorities)
    return VoicePublished(
        reference=one.reference,
        title=one.title,
        about=one.about,
        priorities=tuple(
            VoicePriorityPublished(slug=slug, title=titles[slug])
            for slug in one.priorities
            if slug in titles
        ),
        groups=tuple(
            VoiceGroupPublished(group=title, number=number)
            for title, number in rules.groups_in_public(groups)
        ),
        ways=tuple(rules.way_title(key) for key in one.ways),
        ways_words=one.ways_words,
        starts=one.starts.isoformat(),
        ends=clock.iso(one.ends),
        by_whom=asked_by_words(one),
        access=one.access,
        consent=one.consent,
        is_paid=bool(one.is_paid),
        thanks_why_none=one.thanks_why_none,
        victims_considered=one.victims_considered,
        points=tuple(
            VoicePointPublished(
                text=point.text,
                group=rules.group_of_point_in_public(point.group, groups),
                answer=rules.POINT_ANSWERS[point.answer],
                answer_words=point.answer_words,
                by_when=clock.iso(point.by_when),
            )
            for point in one.points.all()
            if point.answer
        ),
        told_back=one.told_back,
        told_back_on=clock.iso(one.told_back_on),
        is_invented=one.is_invented,
    )


MOST_PROTECTED: Final = 500


def protected_named_in(one: Voice) -> list[str]:
    """The protected bodies that the words about to be released name: the public reads no name of theirs."""
    texts = [one.title, one.about, one.ways_words, one.by_body, one.access, one.consent]
    texts += [one.thanks_why_none, one.victims_considered, one.told_back]
    texts += [words for point in one.points.all() for words in (point.text, point.answer_words)]
    said = "\n".join(texts).casefold()
    names = Organisation.objects.filter(is_protected=True).values_list("name", flat=True)
    return sorted(
        name
        for name in names.order_by(Length("name").desc(), "pk")[:MOST_PROTECTED]
        if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", said)
    )


def voices_page(query: QueryDict) -> Table:
    """Every time that people were asked."""

    def cells(one: Voice) -> list[Cell]:
        lacks = rules.missing_of_voice(voice_facts(one))
        asked = "; ".join(rules.group_title(row.group) for row in one.groups.all())
        return [
            Cell(one.title, href=reverse("understand.voice", args=[one.reference])),
            Cell(asked or "Nobody yet"),
            Cell(clock.spoken(one.starts)),
            Cell(str(len(one.points.all()))),
            Cell(f"{len(lacks)} missing", tag="govuk-tag--yellow")
            if lacks
            else Cell("Whole", tag="govuk-tag--green"),
        ]

    def of_group(rows: QuerySet[Voice], key: str) -> QuerySet[Voice]:
        return rows.filter(Exists(VoiceGroup.objects.filter(voice=OuterRef("pk"), group=key)))

    return listing(
        query,
        _whole(Voice.objects.all()),
        caption="Voices",
        noun=("time of asking", "times of asking"),
        columns=(
            Column("title", "What it was about", order=("title",)),
            Column("groups", "Who was asked"),
            Column("starts", "When", order=("starts",)),
            Column("points", "Points", numeric=True),
            Column("state", "State"),
        ),
        cells=cells,
        default="-starts",
        filters=(
            Filter("group", "Who was asked", rules.voice_groups(), of_group),
            Filter("by", "Asked by", tuple(rules.asked_by), by_field("by_whom")),
            priority_filter(),
        ),
        search=words_in("title", "about", "reference"),
        empty="Nobody was asked yet, or nothing fits. Record whom you ask before you decide what to buy.",
    )
