"""The numbers of a year as the office checks them: each that the log does not show, and why."""

from dataclasses import dataclass

from django.http import Http404

from precept.decisions import access, rules
from precept.decisions.models import Decision, NumberExplained
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication

FIRST_YEAR = 2012
MOST = 500


@dataclass(frozen=True)
class Gap:
    """A number that has no published decision: how it stands, what the log says, whether that is enough."""

    reference: str
    stands: str
    tag: str
    says: str
    is_open: bool
    """Whether somebody should explain it."""
    may_be_explained: bool
    has_decision: bool


def _references(begins: str) -> dict[str, str]:
    rows = Decision.objects.filter(reference__startswith=begins)
    return dict(rows.values_list("reference", "state"))


def _published(begins: str) -> set[str]:
    rows = Publication.objects.filter(kind="decision", is_latest=True, key__startswith=begins)
    return set(rows.values_list("key", flat=True))


def highest_number(begins: str) -> int:
    """The last number given out in a year, published or not; 0 where there is none."""
    found = [rules.number_of(reference) for reference in _references(begins)]
    return max((one.count for one in found if one is not None), default=0)


def state_of_number(reference: str) -> str:
    """The state of the decision of a number; "taken down" where it was published once, "" without one."""
    found = Decision.objects.filter(reference=reference).values_list("state", flat=True).first()
    was_public = Publication.objects.filter(kind="decision", key=reference).exists()
    if was_public and found != "published":
        return "taken down"
    return found or ""


def explained_number(reference: str) -> NumberExplained | None:
    """What is said of a number already."""
    return NumberExplained.objects.filter(reference=reference).first()


def gaps(year: int) -> list[Gap]:
    """The numbers of a year without a published decision, in order: three queries a series, at most 500."""
    found: list[Gap] = []
    for series in rules.series_of(year):
        begins = f"{series.prefix}-{year}-"
        states = _references(begins)
        explained = dict(
            NumberExplained.objects.filter(reference__startswith=begins).values_list(
                "reference", "words"
            )
        )
        for reference in rules.missing(series, year, _published(begins), states):
            found.append(_gap(reference, states.get(reference, ""), explained))
    return found[:MOST]


def _gap(reference: str, state: str, explained: dict[str, str]) -> Gap:
    is_ended = state in rules.ENDED
    is_free = not state or is_ended
    if not state:
        stands, tag = "No decision of this number", "govuk-tag--red"
    elif is_ended:
        stands, tag = rules.STATES[state], "govuk-tag--grey"
    else:
        stands, tag = rules.STATES[state], "govuk-tag--blue"
    return Gap(
        reference=reference,
        stands=stands,
        tag=tag,
        says=rules.public_reason(explained, reference),
        is_open=is_free and reference not in explained,
        may_be_explained=is_free,
        has_decision=bool(state),
    )


def numbers_page(person: Person, year: str) -> tuple[int, list[int], list[Gap]]:
    """The year that was asked for, the years there are, and the year's gaps; 404 where they may not see it."""
    if not access.sees_unpublished(person):
        raise Http404
    this = clock.today().year
    years = list(range(this, FIRST_YEAR - 1, -1))
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else this
    if chosen not in years:
        chosen = this
    seen = set(access.visible_to(person).values_list("reference", flat=True))
    return (
        chosen,
        years,
        [one for one in gaps(chosen) if not one.has_decision or one.reference in seen],
    )
