"""One publication with the office around it, and which addresses lead somewhere."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.http import Http404

from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication
from precept.plan.published import FrameworkPublished


def with_office(kind_name: str, key: str) -> tuple[Released | None, Released]:
    """The office, and the latest version of a publication (perhaps a tombstone) or 404: one query for both."""
    if "\x00" in key:
        raise Http404("no key holds that sign")
    rows = Publication.objects.filter(
        Q(kind="office", key="office", is_tombstone=False) | Q(kind=kind_name, key=key),
        is_latest=True,
    )
    read = {row.kind: publications.read(row) for row in rows}
    if kind_name not in read:
        raise Http404(f"no {kind_name} {key} is published")
    return read.get("office"), read[kind_name]


PLACES = {
    "register": "agreement",
    "opportunities": "opportunity",
    "decisions": "decision",
    "organisations": "organisation",
    "funds": "fund",
    "framework": "framework",
    "needs": "need",
    "interests": "interests",
    "voices": "voice",
    "projects": "project",
    "how-we-commission": "procedure",
    "answers": "answer",
}
"""The first part of an address, and the kind of what stands there."""
DOCUMENTS = "documents/"
"""How the address of a document of how the office commissions goes on."""
RESULTS = "/results"
"""How the address of what a round came to ends."""


def leading(addresses: Iterable[str]) -> frozenset[str]:
    """Those of some public addresses that lead to something published (or to its tombstone): one query."""
    asked = _places(addresses)
    rows = _published(asked).values_list("kind", "key") if asked else []
    return frozenset(asked[name] for name in rows if name in asked)


def titles(addresses: Iterable[str]) -> dict[str, str]:
    """What stands at some public addresses, by the title it was released with: one query."""
    asked = _places(addresses)
    rows = _published(asked).filter(is_tombstone=False) if asked else []
    return {asked[row.kind, row.key]: row.title for row in rows if (row.kind, row.key) in asked}


def _places(addresses: Iterable[str]) -> dict[tuple[str, str], str]:
    asked: dict[tuple[str, str], str] = {}
    for address in addresses:
        place, _, key = address.removeprefix("/").partition("/")
        if key.endswith(RESULTS):
            asked["round-results", key.removesuffix(RESULTS)] = address
        elif key.startswith(DOCUMENTS) and place == "how-we-commission":
            asked["procedure-document", key.removeprefix(DOCUMENTS)] = address
        elif place in PLACES and key:
            asked[PLACES[place], key] = address
    return asked


def _published(asked: Collection[tuple[str, str]]) -> QuerySet[Publication]:
    return Publication.objects.filter(
        is_latest=True, kind__in={kind for kind, _ in asked}, key__in={key for _, key in asked}
    )


def leads_of(framework: FrameworkPublished) -> set[str]:
    """The addresses that the rows of a framework lead to."""
    return {
        link.href for section in framework.sections for line in section.lines for link in line.links
    }


def public_now(named: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Those of some publications, by kind and key, that anyone can read now: one query."""
    wanted = set(named)
    if not wanted:
        return frozenset()
    found = Publication.objects.filter(
        is_latest=True,
        is_tombstone=False,
        kind__in={kind for kind, _ in wanted},
        key__in={key for _, key in wanted},
    ).values_list("kind", "key")
    return frozenset(pair for pair in found if pair in wanted)
