"""The register of interests and gifts: lists, what is published of it, and which organisations a line is about."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.people.queries import holders_of, titles_on
from precept.foundation.publications import queries as publications
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing, words_in
from precept.parties import access, rules
from precept.parties.models import FormerName, Identifier, Organisation, Stake
from precept.parties.published import InterestsPublished, StakePublished
from precept.parties.rules import stakes
from precept.parties.rules.stakes import Known

MOST = 2_000
MOST_OWN = 500


def own(person: Person) -> list[Stake]:
    """A person's own lines (at most 500): what is in force first asked for by its day."""
    rows = Stake.objects.filter(person=person, removed=None).select_related("organisation")
    return list(rows.order_by("sort", "-starts", "-pk")[:MOST_OWN])


def stake(person: Person, reference: str) -> Stake:
    """A line of the register that somebody may read, or 404."""
    rows = access.stakes_visible_to(person).select_related("person", "organisation", "entered_by")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no line {reference}")
    return found


def organisation_meant(key: str, scheme: str, number: str) -> Organisation | None:
    """The one organisation of the list that a name, or a number, can only mean."""
    if number:
        held = Identifier.objects.filter(scheme=scheme, value=number)
        if found := held.select_related("organisation").first():
            return found.organisation
    named = list(Organisation.objects.filter(name_key=key)[:2]) if key else []
    return named[0] if len(named) == 1 else None


def body_words(one: Stake) -> str:
    """In or from whom, as the office reads it: a protected organisation by its area alone."""
    return _shown(one) or one.body


def _shown(one: Stake) -> str:
    of = one.organisation
    if of is None or not of.is_protected:
        return ""
    return f"A protected organisation, {of.area}" if of.area else "A protected organisation"


def when_words(one: Stake) -> str:
    """Its day, or from when until when."""
    if one.sort == stakes.GIFT:
        return clock.spoken(one.starts) if one.starts else ""
    begins = f"Since {clock.spoken(one.starts)}" if one.starts else "First day not stated"
    return f"{begins}, until {clock.spoken(one.ends)}" if one.ends else begins


COLUMNS = (
    Column("person", "Whose", order=("person__name", "id")),
    Column("what", "What"),
    Column("body", "In or from whom", order=("body", "id")),
    Column("starts", "When", order=("starts", "id")),
    Column("value", "Worth", numeric=True),
    Column("answer", "State"),
)


def _cells(one: Stake) -> list[Cell]:
    worth = str(one.value) if one.value is not None else "Not known"
    state = stakes.ANSWERS.get(one.answer, "Ended" if one.ends else "In force")
    return [
        Cell(one.person.name),
        Cell(
            stakes.SHORT[one.kind],
            href=reverse("parties.stake", args=[one.reference]),
            note=one.words[:200],
        ),
        Cell(body_words(one)),
        Cell(when_words(one)),
        Cell(worth if one.sort == stakes.GIFT else ""),
        Cell("Taken out" if one.removed else state),
    ]


def stakes_page(person: Person, query: QueryDict) -> Table:
    """The register as somebody may read it, as an address asks for it: two queries."""
    rows: QuerySet[Stake] = access.stakes_visible_to(person)
    return listing(
        query,
        rows.filter(removed=None).select_related("person", "organisation"),
        caption="Interests, gifts and hospitality",
        noun=("entry", "entries"),
        columns=COLUMNS,
        cells=_cells,
        default="-starts",
        filters=(Filter("sort", "What", tuple(stakes.stake_sorts), by_field("sort")),),
        search=words_in("person__name", "body", "words"),
        empty="Nothing is entered that you may read. Everybody declares their own under “Your interests and gifts”.",
    )


@dataclass(frozen=True)
class PublicRegister:
    """The register of those who decide: whether what is public is what is kept."""

    role: str
    title: str
    count: int
    is_public: bool
    is_as_released: bool


def public_registers() -> list[PublicRegister]:
    """How the registers that the public reads stand."""
    titles = titles_on()
    found = []
    for role in stakes.PUBLIC_ROLES:
        now = stakes_published(role)
        released = publications.latest_or_none("interests", role)
        found.append(
            PublicRegister(
                role,
                titles[role],
                len(now.interests) + len(now.gifts),
                released is not None,
                released is not None and released.payload == now,
            )
        )
    return found


def stakes_published(role: str) -> InterestsPublished:
    """The register of those who hold a role today, as it would be released: never a name of a person."""
    rows = Stake.objects.filter(person__in=holders_of([role]), removed=None)
    found = [
        (one.sort, _published(one))
        for one in rows.select_related("organisation").order_by("-starts", "pk")[:MOST_OWN]
    ]
    return InterestsPublished(
        role=role,
        title=titles_on()[role],
        interests=tuple(one for sort, one in found if sort == stakes.INTEREST),
        gifts=tuple(one for sort, one in found if sort == stakes.GIFT),
    )


def _published(one: Stake) -> StakePublished:
    said = {
        "kind": stakes.SHORT[one.kind],
        "starts": _iso(one.starts),
        "ends": _iso(one.ends),
        "value": str(one.value) if one.value is not None else "",
        "answer": stakes.ANSWERS.get(one.answer, ""),
        "is_invented": one.is_invented,
    }
    if one.is_kept_back:
        return StakePublished(
            **{**said, "starts": None, "ends": None, "value": ""},
            body="",
            words=stakes.WITHHELD,
            why="",
        )
    hidden = _shown(one)
    # What was typed of a protected organisation may name it.
    words, why = ("", "") if hidden else (one.words, one.why)
    return StakePublished(**said, body=hidden or one.body, words=words, why=why)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def stakes_of(people: Collection[int] | None = None) -> list[Stake]:
    """Every line that is kept, of some people or of all (at most 2,000)."""
    rows = Stake.objects.filter(removed=None).select_related("person", "organisation")
    if people is not None:
        rows = rows.filter(person__in=people)
    return list(rows.order_by("pk")[:MOST])


def known_of_stakes(found: Sequence[Stake]) -> dict[int, Known]:
    """What the body of each line may be recognised by: two queries, however many."""
    lines = _families()
    named = [one.organisation_id for one in found if one.organisation_id]
    numbers = _numbers(named)
    return {
        one.pk: Known(
            _line(lines, one.organisation_id),
            frozenset({one.name_key} - {""}),
            frozenset({one.org_id} - {""}) | numbers.get(one.organisation_id or 0, frozenset()),
        )
        for one in found
    }


def known_of_bodies(bodies: Sequence[Organisation]) -> dict[int, Known]:
    """What organisations may be recognised by: their line, names of now and before, numbers. Three queries."""
    lines, keys = _families(), [one.pk for one in bodies]
    names: defaultdict[int, set[str]] = defaultdict(set)
    former = FormerName.objects.filter(organisation__in=keys)
    for pk, key in former.values_list("organisation_id", "name_key")[:MOST]:
        names[pk].add(key)
    numbers = _numbers(keys)
    return {
        one.pk: Known(
            _line(lines, one.pk),
            frozenset({*names[one.pk], one.name_key} - {""}),
            numbers.get(one.pk, frozenset()),
        )
        for one in bodies
    }


def bodies_meant(known: Collection[Known]) -> list[int]:
    """The organisations that any of these may be, so that only what they bid for or receive is looked at."""
    bodies = {pk for one in known for pk in one.bodies}
    names = {key for one in known for key in one.names}
    numbers = {key for one in known for key in one.numbers}
    bodies |= set(Organisation.objects.filter(name_key__in=names).values_list("pk", flat=True))
    former = FormerName.objects.filter(name_key__in=names)
    bodies |= set(former.values_list("organisation_id", flat=True))
    if numbers:
        values = {one.rpartition("-")[2] for one in numbers} | {
            one.split("-", 2)[-1] for one in numbers
        }
        rows = Identifier.objects.filter(value__in=values)
        bodies |= {
            one.organisation_id for one in rows if rules.org_id(one.scheme, one.value) in numbers
        }
    lines = _families()
    return sorted({pk for one in bodies for pk in _line(lines, one)})


def _line(lines: Mapping[int, frozenset[int]], pk: int | None) -> frozenset[int]:
    return lines.get(pk, frozenset({pk})) if pk else frozenset()


def _families() -> Mapping[int, frozenset[int]]:
    rows = Organisation.objects.filter(successor__isnull=False)
    return stakes.families(
        (earlier, later)
        for earlier, later in rows.values_list("pk", "successor_id")
        if later is not None
    )


def _numbers(bodies: Collection[int]) -> dict[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for one in Identifier.objects.filter(organisation__in=bodies)[:MOST]:
        found[one.organisation_id].add(rules.org_id(one.scheme, one.value))
    return {pk: frozenset(held) for pk, held in found.items()}
