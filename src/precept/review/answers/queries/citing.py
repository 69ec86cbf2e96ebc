"""Finding what an answer may rest on: publications, and the office's own records that a person may see."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from precept.decisions import access as decisions
from precept.decisions.models import SHOWN_TITLE
from precept.do.agreements import access as agreements
from precept.do.opportunities import access as opportunities
from precept.foundation import clock
from precept.foundation.ledger.actions import Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.foundation.publications import kinds
from precept.foundation.publications.models import Publication
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Wanted
from precept.parties import access as parties
from precept.plan import access as plan
from precept.review.answers.models import CitedSource

MOST_FOUND = 15
MOST_RECORDS = 5


@dataclass(frozen=True)
class Found:
    """Something that can be cited: ``key`` names it in a form."""

    key: str
    title: str
    note: str


@dataclass(frozen=True)
class Chosen:
    """A source as it stands now: which version it is, with its fingerprint."""

    is_published: bool
    kind: str
    key: str
    version: int
    digest: str
    title: str
    address: str
    dated: str


@dataclass(frozen=True)
class RecordKind:
    """A kind of the office's own records: how those that a person may see are found, by words or by reference."""

    title: str
    place: str
    named: Callable[[Person, Q], Iterator[tuple[str, str]]]
    fields: tuple[str, str]


def _agreements(person: Person, wanted: Q) -> Iterator[tuple[str, str]]:
    rows = agreements.visible_to(person).filter(wanted).order_by("reference")
    yield from rows.values_list("reference", "title")[:MOST_RECORDS]


def _decisions(person: Person, wanted: Q) -> Iterator[tuple[str, str]]:
    rows = decisions.visible_to(person).annotate(shown=SHOWN_TITLE).filter(wanted)
    yield from rows.order_by("reference").values_list("reference", "shown")[:MOST_RECORDS]


def _projects(person: Person, wanted: Q) -> Iterator[tuple[str, str]]:
    rows = plan.projects_visible_to(person).filter(wanted).order_by("reference")
    yield from rows.values_list("reference", "title")[:MOST_RECORDS]


def _rounds(person: Person, wanted: Q) -> Iterator[tuple[str, str]]:
    rows = opportunities.visible_to(person).filter(wanted).order_by("reference")
    yield from rows.values_list("reference", "theme")[:MOST_RECORDS]


def _organisations(person: Person, wanted: Q) -> Iterator[tuple[str, str]]:
    # A protected one is never named in an answer: its publication says what may be said of it.
    rows = parties.visible_to(person).filter(wanted, is_protected=False).order_by("reference")
    yield from rows.values_list("reference", "name")[:MOST_RECORDS]


RECORDS: dict[str, RecordKind] = {
    "agreement": RecordKind(
        "Agreement in the office", "/office/register/{}", _agreements, ("reference", "title")
    ),
    "decision": RecordKind(
        "Decision in the office", "/office/decisions/{}", _decisions, ("reference", "shown")
    ),
    "project": RecordKind(
        "Commissioning project", "/office/projects/{}", _projects, ("reference", "title")
    ),
    "opportunity": RecordKind(
        "Round in the office", "/office/rounds/{}", _rounds, ("reference", "theme")
    ),
    "organisation": RecordKind(
        "Organisation in the office",
        "/office/organisations/{}",
        _organisations,
        ("reference", "name"),
    ),
}


def sources_found(person: Person, words: str) -> list[Found]:
    """Publications and own records that have these words, publications first; nothing for no words."""
    words = " ".join(words.split())[:200]
    if not words or "\x00" in words:
        return []
    return [*_published(words), *_own(person, words)]


def _published(words: str) -> Iterator[Found]:
    found = search.find(Wanted(scope="public", words=words, order="newest", size=MOST_FOUND))
    for hit in sorted(found.hits, key=lambda one: one.key.casefold() != words.casefold()):
        kind = kinds.kind(hit.kind).title
        day = f", {clock.spoken(hit.date)}" if hit.date else ""
        yield Found(
            f"published:{hit.kind}:{hit.key}", hit.title, f"Published. {kind} {hit.key}{day}"
        )


def _own(person: Person, words: str) -> Iterator[Found]:
    for name, kind in RECORDS.items():
        reference, title = kind.fields
        wanted = Q(**{f"{reference}__iexact": words}) | Q(**{f"{title}__icontains": words})
        for key, called in kind.named(person, wanted):
            yield Found(f"record:{name}:{key}", called, f"Not published. {kind.title} {key}")


def chosen(person: Person, key: str) -> Chosen:
    """What a key names, as it stands now; Refused where it is gone, or not theirs to see."""
    how, _, rest = key.partition(":")
    kind, _, name = rest.partition(":")
    found = _publication(kind, name) if how == "published" else _record(person, kind, name)
    if found is None:
        raise Refused("One of these is gone, or is not yours to see. Search again.", field="chosen")
    return found


def _publication(kind: str, key: str) -> Chosen | None:
    row = (
        Publication.objects.filter(kind=kind, key=key, is_latest=True, is_tombstone=False)
        .defer("payload")
        .first()
    )
    if row is None:
        return None
    return Chosen(
        True,
        kind,
        key,
        row.version,
        row.digest_now,
        row.title,
        kinds.kind(kind).address(key),
        clock.uk_date(row.released).isoformat(),
    )


def _record(person: Person, kind: str, key: str) -> Chosen | None:
    known = RECORDS.get(kind)
    if known is None:
        return None
    named = next(known.named(person, Q(**{known.fields[0]: key})), None)
    last = Event.objects.filter(subject=f"{kind}:{key}").order_by("-place").first()
    if named is None or last is None:
        return None
    return Chosen(
        False,
        kind,
        key,
        last.place,
        last.digest,
        named[1][:300],
        known.place.format(key),
        last.at[:10],
    )


def kind_title(is_published: bool, kind: str) -> str:
    """What a kind of source is called."""
    if is_published:
        return kinds.kind(kind).title
    return RECORDS[kind].title if kind in RECORDS else kind


def sources_said(sources: Iterable[Chosen | CitedSource]) -> dict[str, list[str]]:
    """Sources as events say them: what each is and which version, and their fingerprints in the same order."""
    listed = list(sources)
    return {
        "sources": [
            f"{kind_title(one.is_published, one.kind)} {one.key}, version {one.version}"
            for one in listed
        ],
        "sha256": [one.digest for one in listed],
    }
