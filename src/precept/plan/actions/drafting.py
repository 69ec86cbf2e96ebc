"""Drafting a framework: its words, its tables, and new versions of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError
from django.db.models import F, Max

from precept.foundation.clock import FinancialYear, NotAFinancialYear, spoken
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.plan import access, queries, rules
from precept.plan.models import Framework, FrameworkLine, FrameworkSection, new_line_reference

NOT_YOURS = "Only people who keep the framework may draft or change it."
STALE = (
    "Somebody else changed this draft while you were typing. What you typed is still here:"
    " look at what it says now, then save again."
)
NO_DRAFT = "Only a draft can be changed. Amend the published framework, or send this version back."
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class NewSection:
    """A table to begin a framework with. ``key`` is what the register and the rounds know it by."""

    key: str
    title: str
    layout: str
    note: str = ""


@action
def draft_framework(
    *,
    by: Person,
    year: str,
    title: str,
    introduction: str = "",
    lead: str = "",
    review: str = "",
    review_on: date | None = None,
    sections: Sequence[NewSection] = (),
    is_invented: bool = False,
) -> Framework:
    """Begin the framework of a financial year that has none in hand and none published."""
    only_who_draft(by)
    label = _year(year)
    if not title.strip():
        raise Refused("Enter the framework’s title.", field="title")
    if queries.in_hand(label) is not None:
        raise Refused(f"The framework of {label} is being drafted already.", field="year")
    if queries.published_of(label) is not None:
        raise Refused(f"The framework of {label} is published: amend it instead.", field="year")
    framework = _new_version(
        Framework(
            year=label,
            title=title.strip(),
            introduction=introduction.strip(),
            lead=lead.strip(),
            review=review.strip(),
            review_on=review_on,
            is_invented=is_invented,
            drafted_by=by,
        )
    )
    for place, section in enumerate(sections, start=1):
        _check_section(section)
        _create_section(framework, section, place)
    record(
        framework.subject,
        "framework drafted",
        by=by,
        after={
            "title": framework.title,
            "review": framework.review,
            "tables": [section.title for section in sections],
        },
    )
    return framework


@action
def draft_next_year(*, by: Person, year: str, title: str, review: str = "") -> Framework:
    """Begin a year's framework from the one before it: its words and tables, without their lines."""
    only_who_draft(by)
    label = _year(year)
    before = queries.framework_before(label)
    if before is None:
        return draft_framework(by=by, year=label, title=title, review=review)
    earlier = FinancialYear.parse(before.year)

    def moved_on(text: str) -> str:
        for step in range(FinancialYear.parse(label).first - earlier.first):
            text = rules.years_moved_on(text, FinancialYear(earlier.first + step))
        return text

    return draft_framework(
        by=by,
        year=label,
        title=title,
        introduction=moved_on(before.introduction),
        lead=moved_on(before.lead),
        review=review,
        sections=[
            NewSection(one.key, moved_on(one.title), one.layout)
            for one in before.sections.order_by("place")
        ],
        is_invented=before.is_invented,
    )


@action
def amend(*, by: Person, year: str, why: str) -> Framework:
    """Begin a new version of a published framework, copied whole; ``why`` is public."""
    only_who_draft(by)
    before = queries.published_of(year)
    if before is None:
        raise Refused(f"The framework of {year} is not published, so there is nothing to amend.")
    if queries.in_hand(year) is not None:
        raise Refused(f"A new version of {year} is in hand already: change that one.")
    if not why.strip():
        raise Refused("Say why the framework is amended. The reason is public.", field="why")
    framework = _new_version(
        Framework(
            year=before.year,
            title=before.title,
            introduction=before.introduction,
            lead=before.lead,
            review=before.review,
            review_on=before.review_on,
            why=why.strip(),
            is_invented=before.is_invented,
            drafted_by=by,
        )
    )
    for section in queries.sections_with_lines(before):
        lines = list(section.lines.all())
        section.pk, section.framework = None, framework
        section._state.adding = True
        section.save()
        for line in lines:
            line.pk, line.section, line.reference = None, section, new_line_reference()
            line.revision = 1
        FrameworkLine.objects.bulk_create(lines)
    record(
        framework.subject,
        "amendment drafted",
        by=by,
        why=why.strip(),
        after={"copied from version": before.version},
    )
    return framework


@action
def change_words(
    *,
    by: Person,
    framework: Framework,
    revision: int,
    title: str,
    introduction: str,
    lead: str,
    review: str,
    review_on: date | None = None,
    why: str | None = None,
) -> Framework:
    """Change a draft's title, introduction, words above the aims and review; ``why`` of an amendment."""
    only_who_draft(by)
    if not title.strip():
        raise Refused("Enter the framework’s title.", field="title")
    before = Framework.objects.get(pk=framework.pk)
    reason = before.why if why is None else why.strip()
    if before.version > 1 and before.why and not reason:
        raise Refused("Say why the framework is amended. The reason is public.", field="why")
    hold(framework, revision=revision)
    Framework.objects.filter(pk=framework.pk).update(
        title=title.strip(),
        introduction=introduction.strip(),
        lead=lead.strip(),
        review=review.strip(),
        review_on=review_on,
        why=reason,
    )
    now = Framework.objects.get(pk=framework.pk)
    record(now.subject, "words changed", by=by, before=_words(before), after=_words(now))
    return now


@action
def add_section(
    *, by: Person, framework: Framework, title: str, layout: str, key: str = "", note: str = ""
) -> FrameworkSection:
    """Add a table at the end of a draft. Without a key it gets one from its title."""
    only_who_draft(by)
    bare = _NOT_IN_A_KEY.sub("-", title.lower()).strip("-")[:40].strip("-")
    section = NewSection(key.strip() or bare, title, layout, note)
    _check_section(section)
    hold(framework)
    last = framework.sections.aggregate(last=Max("place"))["last"] or 0
    added = _create_section(framework, section, last + 1)
    record(
        framework.subject,
        "table added",
        by=by,
        after={"title": added.title, "layout": dict(rules.layout_choices)[added.layout]},
    )
    return added


@action
def change_section(
    *, by: Person, section: FrameworkSection, revision: int, title: str, layout: str, note: str = ""
) -> FrameworkSection:
    """Change a table's title, layout and note; ``revision`` is the framework's that was read."""
    only_who_draft(by)
    _check_section(NewSection(section.key, title, layout, note))
    before = FrameworkSection.objects.get(pk=section.pk)
    hold(section.framework, revision=revision)
    FrameworkSection.objects.filter(pk=section.pk).update(
        title=title.strip(), layout=layout, note=note.strip()
    )
    now = FrameworkSection.objects.select_related("framework").get(pk=section.pk)
    record(
        now.framework.subject,
        "table changed",
        by=by,
        before={"title": before.title, "layout": before.layout, "note": before.note},
        after={"title": now.title, "layout": now.layout, "note": now.note},
    )
    return now


@action
def remove_section(*, by: Person, section: FrameworkSection) -> Framework:
    """Take an empty table out of a draft."""
    only_who_draft(by)
    framework = section.framework
    hold(framework)
    if section.lines.exists():
        raise Refused("This table has lines. Remove or unlist them first.")
    section.delete()
    record(framework.subject, "table removed", by=by, before={"title": section.title})
    return framework


@action
def discard_draft(*, by: Person, framework: Framework, why: str) -> None:
    """Throw a draft away. Its story stays in the ledger, with the reason."""
    only_who_draft(by)
    if not why.strip():
        raise Refused("Say why the draft is discarded.", field="why")
    hold(framework)
    record(
        framework.subject,
        "draft discarded",
        by=by,
        why=why.strip(),
        before={"title": framework.title, "lines": _count_lines(framework)},
    )
    Framework.objects.filter(pk=framework.pk).delete()


def hold(framework: Framework, *, revision: int | None = None) -> None:
    """Take the draft for this change, so that nobody approves or changes it at the same moment.

    Changed where it was changed since ``revision`` was read, or is no longer the draft it was.
    """
    if framework.state != "draft":
        raise Refused(NO_DRAFT)
    rows = Framework.objects.filter(pk=framework.pk, state="draft")
    if revision is not None:
        rows = rows.filter(revision=revision)
    if not rows.update(revision=F("revision") + 1):
        raise Changed(STALE)


def only_who_draft(by: Person) -> None:
    """Refuse anybody who does not keep the framework."""
    if not access.may_draft(by):
        raise NotAllowed(NOT_YOURS)


def _count_lines(framework: Framework) -> int:
    return FrameworkLine.objects.filter(section__framework=framework).count()


def _year(typed: str) -> str:
    try:
        return FinancialYear.parse(typed).label
    except NotAFinancialYear as problem:
        raise Refused(problem.words, field="year") from problem


def _new_version(framework: Framework) -> Framework:
    framework.version = queries.next_version(framework.year)
    try:
        framework.save(force_insert=True)
    except IntegrityError as raced:
        raise Changed(
            f"Somebody began the framework of {framework.year} a moment ago. Look at theirs."
        ) from raced
    return framework


def _check_section(section: NewSection) -> None:
    if not section.title.strip():
        raise Refused("Enter the table’s title.", field="title")
    if section.layout not in rules.LAYOUTS:
        raise Refused("Choose how the table is laid out.", field="layout")
    if not _KEY.fullmatch(section.key) or len(section.key) > 40:
        raise Refused("Enter a key of small letters, digits and hyphens, like core.", field="key")


def _create_section(framework: Framework, section: NewSection, place: int) -> FrameworkSection:
    if framework.sections.filter(key=section.key).exists():
        raise Refused(f"This framework has a table with the key “{section.key}”.", field="key")
    return FrameworkSection.objects.create(
        framework=framework,
        place=place,
        key=section.key,
        title=section.title.strip(),
        layout=section.layout,
        note=section.note.strip(),
    )


def _words(framework: Framework) -> dict[str, str]:
    return {
        "title": framework.title,
        "introduction": framework.introduction,
        "words above the aims": framework.lead,
        "review": framework.review,
        "review on": spoken(framework.review_on) if framework.review_on else "",
        "why": framework.why,
    }
