"""Drafting and publishing the commissioning strategy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.understand import access, queries, rules
from precept.understand.models import Strategy, StrategySection

NOT_KEEPER = "Only people who keep the plan may change the strategy."


@dataclass(frozen=True)
class SectionText:
    """A section as somebody wrote it; plain text."""

    heading: str
    text: str = ""
    note: str = ""
    level: int = 2
    slug: str = ""


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
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)
    if Strategy.objects.filter(state="draft").exists():
        raise Refused("There is already a draft of the strategy. Finish or change that one.")
    last = Strategy.objects.order_by("-version").first()
    strategy = Strategy.objects.create(
        version=last.version + 1 if last else 1, title=title, dated=dated, note=note, why=why
    )
    taken: set[str] = set()
    for place, section in enumerate(sections, start=1):
        slug = section.slug or rules.slug_of(section.heading, frozenset(taken))
        taken.add(slug)
        StrategySection.objects.create(
            strategy=strategy,
            place=place,
            slug=slug,
            heading=section.heading,
            level=section.level,
            text=section.text,
            note=section.note,
        )
    record(
        strategy.subject,
        "strategy drafted",
        by=by,
        why=why,
        after={"title": title, "dated": dated.isoformat(), "sections": len(sections)},
    )
    return strategy


@action
def amend_strategy(*, by: Person, dated: date, why: str) -> Strategy:
    """Begin the next version as a copy of the published one."""
    published = Strategy.objects.filter(state="published").first()
    if published is None:
        raise Refused("No strategy is published yet, so there is nothing to amend.")
    if not why.strip():
        raise Refused("Say why the strategy is changed. The reason is public.", field="why")
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


def _draft(strategy: Strategy, by: Person) -> None:
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)
    if not Strategy.objects.filter(pk=strategy.pk, state="draft").exists():
        raise Changed("This version is published. Begin a new one to change it.")


@action
def change_strategy(
    *, by: Person, strategy: Strategy, title: str, dated: date, note: str
) -> Strategy:
    """Change a draft's title, date or note."""
    _draft(strategy, by)
    before = {"title": strategy.title, "dated": strategy.dated.isoformat(), "note": strategy.note}
    strategy.title, strategy.dated, strategy.note = title, dated, note
    strategy.save(update_fields=["title", "dated", "note"])
    after = {"title": title, "dated": dated.isoformat(), "note": note}
    record(strategy.subject, "strategy changed", by=by, before=before, after=after)
    return strategy


@action
def change_section(
    *, by: Person, section: StrategySection, heading: str, text: str, note: str
) -> StrategySection:
    """Change a section of a draft."""
    _draft(section.strategy, by)
    before = {"heading": section.heading, "text": section.text, "note": section.note}
    section.heading, section.text, section.note = heading, text, note
    section.save(update_fields=["heading", "text", "note"])
    record(
        section.strategy.subject,
        "section changed",
        by=by,
        before=before,
        after={"heading": heading, "text": text, "note": note},
    )
    return section


@action
def add_section(*, by: Person, strategy: Strategy, section: SectionText) -> StrategySection:
    """Add a section at the end of a draft."""
    _draft(strategy, by)
    taken = frozenset(strategy.sections.values_list("slug", flat=True))
    made = StrategySection.objects.create(
        strategy=strategy,
        place=strategy.sections.count() + 1,
        slug=rules.slug_of(section.heading, taken),
        heading=section.heading,
        level=section.level,
        text=section.text,
        note=section.note,
    )
    record(strategy.subject, "section added", by=by, after={"heading": section.heading})
    return made


@action
def remove_section(*, by: Person, section: StrategySection) -> None:
    """Take a section out of a draft."""
    _draft(section.strategy, by)
    strategy, heading = section.strategy, section.heading
    section.delete()
    record(strategy.subject, "section removed", by=by, before={"heading": heading})


@action
def publish_strategy(*, by: Person, strategy: Strategy) -> Strategy:
    """Make a draft the strategy in force; the one before it is superseded, and stays public."""
    if not access.may_publish(by):
        raise NotAllowed("Only people who publish the plan may publish the strategy.")
    texts = list(strategy.sections.values_list("heading", "text", "note"))
    lacks = rules.missing_to_publish_strategy(texts, strategy.version, strategy.why)
    if lacks:
        raise Refused("The strategy cannot be published yet. " + " ".join(lacks))
    Strategy.objects.filter(state="published").update(state="superseded")
    if not Strategy.objects.filter(pk=strategy.pk, state="draft").update(state="published"):
        raise Changed("Somebody published this version a moment ago.")
    strategy.state = "published"
    record(
        strategy.subject,
        "strategy published",
        by=by,
        why=strategy.why,
        after={"state": "published"},
    )
    publish(
        kind_name="strategy",
        key="strategy",
        title=strategy.title,
        payload=queries.strategy_published(strategy),
        by=by,
        why=strategy.why,
    )
    return strategy
