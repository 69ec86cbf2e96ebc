"""What this part itself knows of what a project's gates ask for."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from precept.foundation import clock
from precept.plan import rules, sign_ups
from precept.plan.models import Assessment, Choice, Option, Project
from precept.plan.queries.funds import fund_names
from precept.plan.rules import Fact
from precept.understand import queries as understand


def own_facts(one: Project, _: Collection[str]) -> Iterator[Fact]:
    """The priority, the steps, the options and the choice, the assessments."""
    yield _priority(one)
    yield _steps(one)
    yield from _choosing(one)
    yield from _assessments(one)


def priorities_of(one: Project) -> tuple[dict[str, str], dict[str, str]]:
    """The titles of the priorities that a project serves, and of those of them that are in force."""
    slugs = tuple(one.priorities)
    return sign_ups.once(("priorities", slugs), lambda: understand.served_priorities(slugs))


def _priority(one: Project) -> Fact:
    _, in_force = priorities_of(one)
    served = [in_force[slug] for slug in one.priorities if slug in in_force]
    href = reverse("plan.change_project", args=[one.reference])
    if not served:
        return Fact("priority", False, "No priority of the plan in force is named.", href)
    return Fact("priority", True, f"{'; '.join(served)}.", href)


def _steps(one: Project) -> Fact:
    left = [
        step.title
        for step in one.steps.all()
        if step.phase == one.phase and step.is_needed and step.state == "open"
    ]
    href = reverse("plan.project", args=[one.reference])
    if left:
        return Fact("steps", False, f"Still to do: {'; '.join(left)}.", href)
    return Fact("steps", True, "All are settled.", href)


def choice_of(one: Project) -> Choice | None:
    """What was chosen of a project's options; asked for anew unless the project was read with it."""
    if Project.choice.is_cached(one):
        return getattr(one, "choice", None)
    rows = Choice.objects.filter(project=one).select_related("option", "chosen_by")
    return rows.first()


def names_of_funds(of: Choice) -> list[str]:
    """What the funds that pay for a choice are called."""
    return sign_ups.once(("funds", *of.funds), lambda: fund_names(of.funds))


def weighed(options: Collection[Option]) -> list[rules.Weighed]:
    """Options, as far as the rules ask."""
    return [
        rules.Weighed(
            kind=one.kind,
            title=one.title,
            has_cost=one.cost is not None or bool(one.cost_words.strip()),
            benefit=one.benefit,
            risk=one.risk,
            equality=one.equality,
            social=one.social,
        )
        for one in options
    ]


def chosen(of: Choice) -> rules.Chosen:
    """A choice, as far as the rules ask."""
    return rules.Chosen(
        value=of.value,
        months=of.months,
        is_longest=of.is_longest,
        shorter_why=of.shorter_why,
        is_pilot=of.is_pilot,
        pilot_evaluation=of.pilot_evaluation,
        pilot_ends=of.pilot_ends,
        funds=of.funds,
        hopes_for_grant=of.hopes_for_grant,
        grant_fails=of.grant_fails,
    )


def _sentence(found: Collection[str], else_words: str) -> str:
    if not found:
        return else_words
    joined = "; ".join(found)
    return f"{joined[0].upper()}{joined[1:]}."


def _choosing(one: Project) -> Iterator[Fact]:
    options = list(one.options.all())
    choice = choice_of(one)
    href = reverse("plan.options", args=[one.reference])
    lacks = rules.options_missing(weighed(options))
    if choice is None:
        lacks.append("none is chosen")
    yield Fact(
        "options",
        not lacks,
        _sentence(lacks, f"Chosen: {choice.option.title}." if choice else ""),
        href,
    )
    if choice is None:
        nothing = "Nothing is chosen yet."
        yield from (Fact(name, False, nothing, href) for name in ("value", "term", "money"))
        if one.is_for_perpetrators:
            yield Fact("victims", False, nothing, href)
        return
    said = chosen(choice)
    yield Fact("value", bool(choice.value.strip()), choice.value or "Nothing is said.", href)
    term = rules.term_missing(said)
    yield Fact("term", not term, _sentence(term, f"{choice.months} months."), href)
    money = rules.money_missing(said)
    yield Fact(
        "money", not money, _sentence(money, f"From {', '.join(names_of_funds(choice))}."), href
    )
    victims = choice.victims.strip()
    yield Fact("victims", bool(victims), victims or "Nothing is said.", href)


def _assessments(one: Project) -> Iterator[Fact]:
    rows = {row.kind: row for row in one.assessments.all()}
    for kind in rules.ASSESSMENT_KINDS:
        href = reverse("plan.assessment", args=[one.reference, kind])
        row = rows.get(kind)
        if row is None:
            yield Fact(kind, False, "It is not begun.", href)
        elif row.state != "agreed":
            yield Fact(kind, False, "It is being written: nobody agreed it yet.", href)
        elif row.is_left_out:
            yield Fact(kind, True, f"Left out, with the reason: {row.why_left_out}", href)
        else:
            yield Fact(kind, True, f"Agreed. {_looked_at_again(row)}", href)


def _looked_at_again(row: Assessment) -> str:
    if row.review_on is None:
        return ""
    late = row.review_on < clock.today()
    return f"{'Its review was due' if late else 'Looked at again'} {clock.spoken(row.review_on)}."
