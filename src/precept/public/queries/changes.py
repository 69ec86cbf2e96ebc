"""The versions of a publication, and what each changed."""

import json
from dataclasses import dataclass

from django.http import Http404

from precept.do.agreements import published as agreements
from precept.do.opportunities import published as opportunities
from precept.foundation.publications.kinds import kind
from precept.foundation.publications.models import Publication
from precept.plan import rules as plan
from precept.public import rules

MOST_VERSIONS = 20
MOST_CHANGES = 30
IN_WORDS = {"agreement": agreements.in_words, "opportunity": opportunities.in_words}


@dataclass(frozen=True)
class VersionChange:
    """A version with what it changed against the one before: (where, before, after)."""

    row: Publication
    changes: list[tuple[str, str, str]]
    more: int


def every_version(kind_name: str, key: str) -> list[VersionChange]:
    """The versions of a publication (the last 20), newest first, each with what it changed; or 404.

    Once it is withdrawn, only the withdrawal is shown.
    """
    if "\x00" in key:
        raise Http404("no key holds that sign")
    rows = list(
        Publication.objects.filter(kind=kind_name, key=key).order_by("-version")[
            : MOST_VERSIONS + 1
        ]
    )
    if not rows:
        raise Http404(f"no {kind_name} {key} is published")
    if rows[0].is_tombstone:
        return [VersionChange(rows[0], [], 0)]
    found = []
    for now, before in zip(rows, [*rows[1:], None], strict=True):
        changes = changed(kind_name, before.payload, now.payload) if before is not None else []
        found.append(
            VersionChange(now, changes[:MOST_CHANGES], max(0, len(changes) - MOST_CHANGES))
        )
    return found[:MOST_VERSIONS]


def changed(kind_name: str, before: str, after: str) -> list[tuple[str, str, str]]:
    """What one payload changes against another, in the words in which its kind is read."""
    if not before or not after:
        return []
    if kind_name == "framework":
        struct = kind(kind_name).struct
        return [
            (f"{one.where} › {one.what}", *rules.around_difference(one.before, one.after))
            for one in plan.differences(
                struct.model_validate_json(before),  # type: ignore[arg-type] # the kind's struct
                struct.model_validate_json(after),  # type: ignore[arg-type] # the kind's struct
            )
        ]
    if kind_name in IN_WORDS:
        struct = kind(kind_name).struct
        old = IN_WORDS[kind_name](struct.model_validate_json(before))  # type: ignore[operator] # as above
        new = IN_WORDS[kind_name](struct.model_validate_json(after))  # type: ignore[operator] # as above
        return [
            (name, *rules.around_difference(old[name], new[name]))
            for name in new
            if old[name] != new[name]
        ]
    return rules.plain_differences(json.loads(before), json.loads(after))
