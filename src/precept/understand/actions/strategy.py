"""Drafting and publishing the commissioning strategy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.understand import access, queries, rules
from precept.understand.actions.drafts import (
    hold,
    moved,
    next_place,
    put_in_force,
    remove,
    save,
    save_head,
    short_name,
    to_publish,
)
from precept.understand.models import Strategy, StrategySection

NOT_KEEPER = "Only people who keep the plan may change the strategy."
ONE_DRAFT = "There is already a draft of the strategy. Finish or change that one."
WHY = "Say why the strategy is changed. The reason is public."


@dataclass(frozen=True)
class SectionText:
    """A section as somebody wrote it; plain text."""

    heading: str
    text: str = ""
    note: str = ""
    level: int = 2
    slug: str = ""


def _keeper(by: Person) -> None:
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)


@action
def draft_strategy(
    *,
    by: Person,
    title: str,
    dated: date,
    sections: Sequence[SectionText] = (),
    note: str = "",
    why: str = "",
) -> Strategy:
    """Begin a version of the strategy; one draft at a time."""
    _keeper(by)
    if Strategy.objects.filter(state="draft").exists():
        raise Refused(ONE_DRAFT)
    last = Strategy.objects.order_by("-version").first()
    try:
        with transaction.atomic():
            strategy = Strategy.objects.create(
                version=last.version + 1 if last else 1,
                title=title,
                dated=dated,
                note=note,
                why=why,
            )
    except IntegrityError:
        raise Changed("Somebody began a draft of the strategy a moment ago.") from None
    taken: frozenset[str] = frozenset()
    for place, section in enumerate(sections, start=1):
        made = _add(strategy, section, place, taken)
        taken |= {made.slug}
    record(
        strategy.subject,
        "strategy drafted",
        by=by,
        why=why,
        after={"title": title, "dated": dated.isoformat(), "sections": len(sections)},
    )
    return strategy


def _add(
    strategy: Strategy, section: SectionText, place: int, taken: frozenset[str]
) -> StrategySection:
    return StrategySection.objects.create(
        strategy=strategy,
        place=place,
        slug=short_name(section.slug, section.heading, taken),
        heading=section.heading,
        level=section.level,
        text=section.text,
        note=section.note,
    )


@action
def amend_strategy(*, by: Person, dated: date, why: str) -> Strategy:
    """Begin the next version as a copy of the published one."""
    _keeper(by)
    published = Strategy.objects.filter(state="published").first()
    if published is None:
        raise Refused("No strategy is published yet, so there is nothing to amend.")
    if not why.strip():
        raise Refused(WHY, field="why")
    return draft_strategy(
        by=by,
        title=published.title,
        dated=dated,
        note=published.note,
        why=why,
        sections=[
            SectionText(one.heading, one.text, one.note, one.level, one.slug)
            for one in published.sections.all()
        ],
    )


@action
def change_strategy(
    *,
    by: Person,
    strategy: Strategy,
    title: str,
    dated: date,
    note: str,
    why: str | None = None,
    revision: int | None = None,
) -> Strategy:
    """Change a draft's title, date, note or reason; ``revision`` is the head's as it was read."""
    _keeper(by)
    hold(strategy)
    if why is None:
        why = strategy.why
    if strategy.version > 1 and not why.strip():
        raise Refused(WHY, field="why")
    before = queries.strategy_head(strategy)
    save_head(strategy, revision, {"title": title, "dated": dated, "note": note, "why": why})
    after = queries.strategy_head(strategy)
    record(strategy.subject, "strategy changed", by=by, before=before, after=after)
    return strategy


@action
def change_section(
    *,
    by: Person,
    section: StrategySection,
    heading: str,
    text: str,
    note: str,
    level: int | None = None,
    revision: int | None = None,
) -> StrategySection:
    """Change a section of a draft; ``revision`` is the section's as it was read."""
    _keeper(by)
    hold(section.strategy)
    before = queries.section_said(section)
    new = {"heading": heading, "text": text, "note": note, "level": level or section.level}
    save(section, revision, new)
    record(
        section.strategy.subject,
        "section changed",
        by=by,
        before=before,
        after={"section": heading} | queries.section_said(section),
    )
    return section


@action
def add_section(*, by: Person, strategy: Strategy, section: SectionText) -> StrategySection:
    """Add a section at the end of a draft."""
    _keeper(by)
    hold(strategy)
    taken = frozenset(strategy.sections.values_list("slug", flat=True))
    made = _add(strategy, section, next_place(strategy.sections), taken)
    record(strategy.subject, "section added", by=by, after={"section": made.heading})
    return made


@action
def move_section(*, by: Person, section: StrategySection, up: bool) -> StrategySection:
    """Move a section of a draft one place up or down."""
    _keeper(by)
    hold(section.strategy)
    was, now = moved(list(section.strategy.sections.all()), section, up=up)
    record(
        section.strategy.subject,
        "section moved",
        by=by,
        before={"place": was},
        after={"section": section.heading, "place": now},
    )
    return section


@action
def remove_section(*, by: Person, section: StrategySection, revision: int | None = None) -> None:
    """Take a section out of a draft; ``revision`` is the section's as it was read."""
    _keeper(by)
    hold(section.strategy)
    strategy, said = section.strategy, queries.section_said(section)
    remove(section, revision)
    record(strategy.subject, "section removed", by=by, before=said)


@action
def publish_strategy(*, by: Person, strategy: Strategy, revision: int | None = None) -> Strategy:
    """Make a draft the strategy in force; the one before it is superseded, and stays public.

    ``revision`` is the draft's as it was read: Changed where it or a part of it changed since.
    """
    if not access.may_publish(by):
        raise NotAllowed("Only people who publish the plan may publish the strategy.")
    draft = to_publish(strategy, revision)
    lacks = rules.missing_to_publish_strategy(
        queries.sections_said(draft), draft.version, draft.why
    )
    if lacks:
        raise Refused("The strategy cannot be published yet. " + " ".join(lacks))
    put_in_force(draft, what="strategy", by_version=draft.version, by=by)
    strategy.state = draft.state
    publish(
        kind_name="strategy",
        key="strategy",
        title=draft.title,
        payload=queries.strategy_published(draft),
        by=by,
        why=draft.why,
    )
    return strategy
