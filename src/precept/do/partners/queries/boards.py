"""Partnerships, their meetings and who came; what people owe of them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.partners import access, rules
from precept.do.partners.models import (
    AgreedAction,
    Attendance,
    Meeting,
    Partnership,
    PartnershipMember,
)
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing
from precept.parties import queries as parties
from precept.parties.models import Organisation

MOST = 200
MOST_MEETINGS = 50


def partnership(person: Person, reference: str) -> Partnership:
    """One partnership; 404 where this person may not look it up."""
    rows = access.partnerships_for(person).select_related("run_by", "attends")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def members_of(of: Partnership) -> list[PartnershipMember]:
    """The members of today, by name (at most 200)."""
    rows = of.members.select_related("organisation").filter(ends=None)
    return list(rows.order_by("organisation__name")[:MOST])


def member_of(of: Partnership, organisation: str) -> PartnershipMember:
    """A member of today, or 404."""
    found = (
        of.members.select_related("organisation", "partnership")
        .filter(ends=None, organisation__reference=organisation)
        .first()
    )
    if found is None:
        raise Http404
    return found


def members_on(meeting: Meeting) -> list[PartnershipMember]:
    """Who belonged to the partnership on the day of a meeting (at most 200)."""
    rows = meeting.partnership.members.select_related("organisation").filter(
        Q(starts=None) | Q(starts__lte=meeting.on), Q(ends=None) | Q(ends__gte=meeting.on)
    )
    return list(rows.order_by("organisation__name")[:MOST])


def meetings_of(of: Partnership) -> list[Meeting]:
    """Its meetings, newest first (at most 50)."""
    return list(of.meetings.order_by("-on", "-pk")[:MOST_MEETINGS])


def meeting(person: Person, reference: str) -> Meeting:
    """One meeting; 404 where this person may not look it up."""
    found = (
        Meeting.objects.select_related("partnership")
        .filter(reference=reference, partnership__in=access.partnerships_for(person))
        .first()
    )
    if found is None:
        raise Http404
    return found


def attendances_of(of: Meeting) -> list[Attendance]:
    """Who came to a meeting, by name."""
    rows = of.attendances.select_related("organisation")
    return list(rows.order_by("organisation__name")[:MOST])


def came(of: Partnership, organisation: Organisation | None) -> rules.Came:
    """How often a body came to a partnership's meetings, where that is recorded."""
    if organisation is None:
        return rules.attendance(())
    rows = Attendance.objects.filter(meeting__partnership=of, organisation=organisation)
    return rules.attendance(list(rows.values_list("state", flat=True)[:1_000]))


def our_body() -> Organisation | None:
    """The commissioning body itself, once the office is set up."""
    office = parties.office()
    return office.body if office else None


def actions_of(of: Meeting) -> list[AgreedAction]:
    """The actions agreed at a meeting, soonest first (at most 200)."""
    return list(of.actions.select_related("owner", "body").order_by("due", "pk")[:MOST])


def actions_about(subject: str) -> list[AgreedAction]:
    """The actions about a subject, soonest first (at most 200)."""
    rows = AgreedAction.objects.filter(about=subject).select_related("owner", "body")
    return list(rows.order_by("due", "pk")[:MOST])


def open_actions_of(of: Partnership) -> list[AgreedAction]:
    """What is still owed of a partnership's meetings, soonest first (at most 200)."""
    rows = AgreedAction.objects.filter(meeting__partnership=of, done_on=None)
    return list(rows.select_related("owner", "body", "meeting").order_by("due", "pk")[:MOST])


def agreed_action(person: Person, reference: str) -> AgreedAction:
    """One action; 404 for anybody outside the office."""
    found = (
        AgreedAction.objects.select_related("owner", "body", "meeting__partnership")
        .filter(reference=reference)
        .first()
    )
    if found is None or not access.may_see(person):
        raise Http404
    return found


@dataclass(frozen=True)
class ActionShown:
    """An action as a page lists it."""

    action: AgreedAction
    owner: str
    words: str
    tag: str


def shown(actions: list[AgreedAction]) -> list[ActionShown]:
    """Actions with who owes them and how they stand."""
    today = clock.today()
    tags = {"red": "govuk-tag--red", "amber": "govuk-tag--yellow", "grey": "govuk-tag--grey"}
    found = []
    for one in actions:
        owner = one.owner.name if one.owner else one.body.name if one.body else ""
        if one.done_on:
            found.append(ActionShown(one, owner, "Done", "govuk-tag--green"))
            continue
        tone = rules.tone_of(one.due, today)
        words = {"red": "Late", "amber": "Soon", "grey": "Not due yet"}[tone]
        found.append(ActionShown(one, owner, words, tags[tone]))
    return found


def owed_by(person: Person) -> list[AgreedAction]:
    """What this person owes, soonest first (at most 20)."""
    rows = AgreedAction.objects.filter(owner=person, done_on=None)
    return list(rows.select_related("meeting__partnership").order_by("due", "pk")[:20])


COLUMNS = (
    Column("name", "Partnership", order=("name",)),
    Column("kind", "What it is"),
    Column("run_by", "Run by"),
    Column("attends", "Attends for us"),
    Column("review", "Terms reviewed by", order=("review_on",)),
    Column("public", "In public"),
)


def partnerships_page(person: Person, query: QueryDict) -> Table:
    """The list of partnerships and boards: two queries, whatever the size."""
    today = clock.today()

    def cells(row: Partnership) -> list[Cell]:
        late = row.review_on is not None and row.review_on < today
        review = clock.spoken(row.review_on) if row.review_on else "Not stated"
        return [
            Cell(
                row.name,
                href=reverse("partners.partnership", args=[row.reference]),
                note="Invented" if row.is_invented else "",
            ),
            Cell("Ours" if row.kind == "ours" else "Others’ board"),
            Cell(row.run_by.name if row.run_by else "This office"),
            Cell(row.attends.name if row.attends else "Not stated"),
            Cell(review, tag="govuk-tag--red") if late else Cell(review),
            Cell(public_words(row.version, row.published_version)),
        ]

    return listing(
        query,
        access.partnerships_for(person).select_related("run_by", "attends"),
        caption="Partnerships and boards",
        noun=("partnership", "partnerships"),
        columns=COLUMNS,
        cells=cells,
        default="name",
        filters=(Filter("kind", "What it is", tuple(rules.partnership_kinds), _by_kind),),
        search=_with_words,
        empty="No partnership is noted yet, or none fits. Note the boards you sit on as well as your own.",
    )


def _by_kind(rows: QuerySet[Partnership], kind: str) -> QuerySet[Partnership]:
    return rows.filter(kind=kind)


def _with_words(rows: QuerySet[Partnership], words: str) -> QuerySet[Partnership]:
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    return rows


def public_words(version: int, published: int) -> str:
    """Whether the public reads a record as it stands."""
    if not published:
        return "Not published"
    return "As it is" if version == published else "Changed since"
