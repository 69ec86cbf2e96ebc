"""Reading procedures and documents: the lists, one with its versions, its feedback and its reviews."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from precept.do.procedures import rules
from precept.do.procedures.models import (
    Standard,
    StandardFeedback,
    StandardReview,
    StandardVersion,
)
from precept.foundation.private import looks_like_personal
from precept.foundation.publications.models import Publication

MOST = 200
"""The most procedures and documents that an office keeps, and the most versions or reviews of one that a page shows."""


@dataclass(frozen=True)
class Listed:
    """A procedure or document as a list shows it; one that is not the office's own yet has no ``standard``."""

    key: str
    title: str
    used_when: str
    standard: Standard | None
    in_force: StandardVersion | None
    open_version: StandardVersion | None
    feedback_waiting: int = 0


def listed(kind: str, on: date) -> list[Listed]:
    """All of a kind: the office's own and what it could begin with, those no longer used last; three queries."""
    rows = list(Standard.objects.filter(kind=kind).select_related("owner")[:MOST])
    versions = _versions(rows)
    waiting: dict[int, int] = defaultdict(int)
    for pk in StandardFeedback.objects.filter(standard__in=rows, state="waiting").values_list(
        "standard", flat=True
    ):
        waiting[pk] += 1
    own = {one.key: _listed(one, versions[one.pk], on, waiting[one.pk]) for one in rows}
    begun = [
        own.pop(one.key)
        if one.key in own
        else Listed(one.key, one.title, one.used_when, None, None, None)
        for one in rules.starting().values()
        if one.kind == kind
    ]
    found = [*begun, *own.values()]
    return sorted(found, key=lambda one: bool(one.standard and one.standard.retired_on))


def _versions(rows: Iterable[Standard]) -> dict[int, list[StandardVersion]]:
    found: dict[int, list[StandardVersion]] = defaultdict(list)
    for version in StandardVersion.objects.filter(standard__in=list(rows)).exclude(state="dropped"):
        found[version.standard_id].append(version)
    return found


def _listed(
    one: Standard, versions: list[StandardVersion], on: date, feedback_waiting: int
) -> Listed:
    current = _in_force(one, versions, on)
    being_written = next((row for row in versions if row.state in {"draft", "waiting"}), None)
    said = current or being_written or versions[-1]
    return Listed(
        one.key, said.title, said.used_when, one, current, being_written, feedback_waiting
    )


def _begins(versions: Iterable[StandardVersion]) -> list[rules.Begins]:
    return [
        rules.Begins(one.number, one.begins)
        for one in versions
        if one.state == "approved" and one.begins is not None
    ]


def _in_force(
    one: Standard, versions: Iterable[StandardVersion], on: date
) -> StandardVersion | None:
    versions = list(versions)
    number = rules.in_force(_begins(versions), on, one.retired_on)
    return next((row for row in versions if row.number == number), None)


def standard(key: str) -> Standard:
    """The office's own procedure or document of this key, or 404."""
    found = Standard.objects.filter(key=key).select_related("owner").first()
    if found is None:
        raise Http404(f"no procedure or document {key}")
    return found


def standard_or_starting(key: str) -> tuple[Standard | None, rules.Starting | None]:
    """The office's own of this key, else what it could begin with, or 404."""
    found = Standard.objects.filter(key=key).select_related("owner").first()
    offered = rules.starting_of(key)
    if found is None and offered is None:
        raise Http404(f"no procedure or document {key}")
    return found, offered


def versions_of(one: Standard) -> list[StandardVersion]:
    """Every version that was not dropped, the newest first."""
    rows = one.versions.exclude(state="dropped").select_related("approved_by", "sent_by")
    return list(rows.prefetch_related("writers").order_by("-number")[:MOST])


def version_of(one: Standard, number: int) -> StandardVersion:
    """A version by its number, or 404."""
    rows = one.versions.select_related("approved_by", "sent_by").prefetch_related("writers")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404(f"no version {number} of {one.key}")
    found.standard = one
    return found


def version_in_force(one: Standard, on: date) -> StandardVersion | None:
    """The approved version in force on a day, if there is one."""
    return _in_force(one, one.versions.filter(state="approved"), on)


def document_in_force(key: str, on: date) -> StandardVersion | None:
    """The approved version of a document in force on a day, for a part that uses its words; none where none is."""
    found = Standard.objects.filter(key=key, kind="document").first()
    return version_in_force(found, on) if found else None


def version_before(version: StandardVersion) -> StandardVersion | None:
    """The approved version that another one follows."""
    rows = StandardVersion.objects.filter(
        standard=version.standard_id, state="approved", number__lt=version.number
    )
    return rows.order_by("-number").first()


def open_version(one: Standard) -> StandardVersion | None:
    """The version that is being drafted or waits for approval, if there is one."""
    return one.versions.filter(state__in=("draft", "waiting")).first()


def approved_begins(one: Standard) -> list[rules.Begins]:
    """From when each approved version is in force."""
    return _begins(one.versions.filter(state="approved"))


def procedure_titles(on: date) -> dict[str, str]:
    """What every procedure is called on a day, by key."""
    return {one.key: one.title for one in listed("procedure", on)}


def procedure_choices(on: date) -> list[tuple[str, str]]:
    """The procedures that a document can be used by."""
    return [
        (one.key, one.title)
        for one in listed("procedure", on)
        if one.standard is None or one.standard.retired_on is None
    ]


def document_titles(key: str, on: date) -> list[tuple[str, str]]:
    """The documents in force on a day that a procedure uses: key and title."""
    rows = list(Standard.objects.filter(kind="document")[:MOST])
    versions = _versions(rows)
    current = [(one, _in_force(one, versions[one.pk], on)) for one in rows]
    return [(one.key, said.title) for one, said in current if said and key in said.procedures]


def feedback_of(one: Standard) -> list[StandardFeedback]:
    """What people said of it: what waits for an answer first, then the newest."""
    rows = one.feedback.select_related("noted_by")
    return list(rows.order_by("-state", "-received", "-number")[:MOST])


def one_feedback(one: Standard, number: int) -> StandardFeedback:
    """A piece of feedback by its number, or 404."""
    found = one.feedback.filter(number=number).first()
    if found is None:
        raise Http404(f"no feedback {number} on {one.key}")
    found.standard = one
    return found


def reviews_of(one: Standard) -> list[StandardReview]:
    """The reviews that were held, the newest first."""
    return list(one.reviews.select_related("closed_by").order_by("-number")[:MOST])


def versions_since_review(one: Standard) -> list[int]:
    """The approved versions after the first that no review has counted yet: the first of all changes nothing."""
    counted = {number for row in one.reviews.all() for number in row.versions}
    rows = one.versions.filter(state="approved", number__gt=1).exclude(number__in=counted)
    return list(rows.order_by("number").values_list("number", flat=True)[:MOST])


def missing_of(version: StandardVersion) -> list[str]:
    """What a version lacks before it can be approved, in words."""
    words = version.as_words
    lacks = rules.missing_to_approve(
        version.standard.kind,
        used_when=words.used_when,
        stages=words.stages,
        sections=words.sections,
        procedures=words.procedures,
        number=version.number,
        why=version.why,
    )
    return lacks + (_personal(version) if version.standard.kind == "procedure" else [])


def _personal(version: StandardVersion) -> list[str]:
    """What of a procedure looks like personal information, which is never published, in words."""
    words = version.as_words
    texts = [
        ("when it is used", words.used_when),
        ("why it changes", version.why),
        *((one.name, f"{one.who}\n{one.what}\n{one.how_long}") for one in words.stages),
        *((one.heading, one.text) for one in words.sections),
    ]
    return [
        f"Take out of “{where}” what looks personal ({finding.kind}): it would be published."
        for where, text in texts
        for finding in looks_like_personal(text)
    ]


def not_yet_public(on: date) -> list[Standard]:
    """Everything of which another version is in force on a day than the one that was released.

    Documents that came into force before they were published at all are among it.
    """
    rows = list(Standard.objects.filter(retired_on=None)[:MOST])
    versions = _versions(rows)
    kept = Publication.objects.filter(kind="procedure-document", is_latest=True)
    public = set(kept.values_list("key", flat=True))
    found = []
    for one in rows:
        current = _in_force(one, versions[one.pk], on)
        is_new = one.kind == "document" and one.key not in public
        if current is not None and (is_new or current.number != one.public_version):
            found.append(one)
    return found


def title_of(one: Standard) -> str:
    """What it is called: by its last approved version, else by its newest."""
    rows = one.versions.exclude(state="dropped").order_by("-number")
    titles = list(rows.values_list("state", "title")[:MOST])
    approved = [title for state, title in titles if state == "approved"]
    return next(iter([*approved, *(title for _, title in titles)]), one.key)
