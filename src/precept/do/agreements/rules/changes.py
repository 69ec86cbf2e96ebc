"""What the rules of law find of a change of an agreement, one after another. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from precept.do.agreements.rules.varying import (
    ALLOWED,
    BELOW_THRESHOLD,
    DOUBT,
    DUTY,
    LIGHT_TOUCH,
    NOT_SUBSTANTIAL,
    PROVIDED_FOR,
    REFUSED,
    Finding,
    Proposed,
    Standing,
    gross,
    is_under_the_act,
)
from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.law import rules as law


def findings(of: Standing, wanted: Proposed, *, today: date) -> list[Finding]:
    """Every rule that speaks to a change of an agreement, and what it finds, in the order in which one asks."""
    return list(_findings(of, wanted, today))


def _findings(of: Standing, wanted: Proposed, today: date) -> Iterator[Finding]:
    if of.kind == "grant agreement":
        yield Finding(
            "",
            "A grant follows its own agreement",
            "Procurement law sets no limit. Check that the agreement’s own terms allow this change, and that"
            " the fund’s conditions do.",
            ALLOWED,
            "The grant agreement and its conditions",
        )
        return
    if of.began is None:
        yield Finding(
            "",
            "When did its procurement begin?",
            "It is not stated, so it cannot be told which law governs the change. State it on the"
            " agreement’s page.",
            DOUBT,
            "Procurement Act 2023, section 127 and the commencement regulations of 2024",
        )
        return
    if of.category == "not stated":
        yield Finding(
            "",
            "What kind of contract is it?",
            "It is not stated whether it is goods or services, light touch or works, so its limits cannot"
            " be told. State it on the agreement’s page.",
            DOUBT,
            "Procurement Act 2023, Schedule 1",
        )
        return
    size = _size(of, wanted, today)
    yield from size.said
    if size.is_free:
        return
    if of.category == "light touch" and is_under_the_act(of.began):
        yield _of_rule(
            LIGHT_TOUCH,
            of.began,
            "A light touch contract may be changed freely, and no change notice is needed.",
            ALLOWED,
        )
        if wanted.kind == "termination":
            yield _termination(of.began)
        return
    if wanted.kind == "termination":
        yield _termination(of.began)
        return
    yield from _routes(of, wanted, of.began, today)


@dataclass(frozen=True)
class _Size:
    said: tuple[Finding, ...]
    is_free: bool


def _size(of: Standing, wanted: Proposed, today: date) -> _Size:
    """Whether it is below its threshold, and stays so (section 74: a convertible contract)."""
    assert of.began is not None  # asked before
    category = law.Category(of.category)
    if of.awarded is None:
        doubt = Finding(
            "",
            "What was it worth at award?",
            "Its value at award is not stated, so it is held to the full rules.",
            DOUBT,
            "Procurement Act 2023, section 3",
        )
        return _Size((doubt,), is_free=False)
    try:
        limit = law.threshold(category, on=of.began)
        limit_now = law.threshold(category, on=today)
    except law.NoRule as none:
        doubt = Finding(
            "", "No threshold held", str(none), DOUBT, "Public Contracts Regulations 2015"
        )
        return _Size((doubt,), is_free=False)
    least, most = gross(of.awarded, of.vat, on=of.began)
    if least >= limit:
        return _Size((), is_free=False)
    if most >= limit:
        doubt = _of_rule(
            f"threshold-{of.category.replace(' ', '-')}",
            of.began,
            f"{of.awarded.short} is below {limit.short} or not, depending on VAT, which is not stated. It"
            " is held to the full rules.",
            DOUBT,
        )
        return _Size((doubt,), is_free=False)
    after = gross(wanted.value, of.vat, on=today)[1] if wanted.value is not None else most
    if after >= limit_now:
        if not is_under_the_act(of.began):
            doubt = Finding(
                "",
                "A small contract that grows past the threshold",
                f"With VAT it would come to {after.short}, at or above {limit_now.short}. The added part may"
                " be a contract of its own.",
                DOUBT,
                "Public Contracts Regulations 2015, regulations 5 and 6",
            )
            return _Size((doubt,), is_free=False)
        grown = _of_rule(
            "convertible-contract",
            of.began,
            f"With VAT it would come to {after.short}, at or above {limit_now.short}: from then on it is a"
            " public contract. The change itself must meet the rules below.",
            DUTY,
        )
        return _Size((grown,), is_free=False)
    free = _of_rule(
        f"threshold-{of.category.replace(' ', '-')}",
        of.began,
        f"It was worth {most.short} with VAT at award, below {limit.short}, and stays below: no rule of"
        " procurement law limits the change. The office’s own standing orders do.",
        ALLOWED,
    )
    return _Size((free,), is_free=True)


def _routes(of: Standing, wanted: Proposed, began: date, today: date) -> Iterator[Finding]:
    """How a public contract may be changed: provided for, on a ground, not substantial, or small."""
    term, worth = _term_share(of, wanted), _value_share(of, wanted)
    if wanted.uses_option:
        yield _of_rule(
            PROVIDED_FOR, began, "The agreement as awarded provides for this extension.", ALLOWED
        )
        if wanted.notice_by is not None and today > wanted.notice_by:
            yield Finding(
                "",
                "Notice is late",
                f"The last day to give notice was {spoken(wanted.notice_by)}: the provider must agree, and"
                " the option may no longer be relied on.",
                DOUBT,
                "The agreement’s own extension option",
            )
    elif wanted.ground:
        yield _on_ground(of, wanted, began)
    else:
        yield from _by_size(of, wanted, began, term, worth, today)
    if is_under_the_act(began):
        yield from _notice(of, wanted, began, term, worth)


def _on_ground(of: Standing, wanted: Proposed, began: date) -> Finding:
    try:
        rule = law.rule(wanted.ground, on=began)
    except law.NoRule as none:
        return Finding(wanted.ground, "No such ground", str(none), REFUSED, "Schedule 8")
    if not rule.figures:
        return _of_rule(wanted.ground, began, "Keep what shows that it applies.", ALLOWED)
    cap = rule.figure("each, at most").number
    worth = _value_share(of, wanted)
    if wanted.value is None or (worth is not None and worth <= Fraction(cap, 100)):
        said = "Keep what shows that it applies."
        if worth is not None:
            said = f"It changes the value by {_percent(worth)}; this change alone may add {cap}%. {said}"
        return _of_rule(wanted.ground, began, said, ALLOWED)
    if worth is None:
        return _of_rule(
            wanted.ground, began, f"The value at award is not stated: {cap}% cannot be told.", DOUBT
        )
    return _of_rule(
        wanted.ground,
        began,
        f"It changes the value by {_percent(worth)}: more than the {cap}% that one change may add.",
        REFUSED,
    )


def _by_size(
    of: Standing,
    wanted: Proposed,
    began: date,
    term: Fraction | None,
    worth: Fraction | None,
    today: date,
) -> Iterator[Finding]:
    substantial = list(_why_substantial(of, wanted, began, term))
    small = _small(of, wanted, began, worth, today)
    if not substantial:
        yield _of_rule(NOT_SUBSTANTIAL, began, _not_substantial(term, worth), ALLOWED)
        return
    if small.verdict == ALLOWED:
        yield small
        return
    yield _of_rule(NOT_SUBSTANTIAL, began, " ".join(substantial), REFUSED)
    yield small
    yield Finding(
        "",
        "No ground",
        "The change is neither small nor insubstantial. Choose the ground that it rests on, or commission"
        " anew.",
        REFUSED,
        law.rule(NOT_SUBSTANTIAL, on=began).source,
    )


def _why_substantial(
    of: Standing, wanted: Proposed, began: date, term: Fraction | None
) -> Iterator[str]:
    if is_under_the_act(began) and wanted.ends is not None:
        most = law.rule("modification-term", on=began).figure("at most").number
        if term is None:
            yield "The longest term at award is not stated, so the change of the term cannot be measured."
        elif term > Fraction(most, 100):
            yield (
                f"It changes the term by {_percent(term)} of the longest term at award ({of.longest} days),"
                f" more than {most}%."
            )
    elif wanted.ends is not None and of.latest_end is not None and wanted.ends > of.latest_end:
        yield (
            "It runs on after every extension that was awarded, which others might have bid for"
            " (regulation 72(8))."
        )
    if wanted.changes_scope:
        yield "It materially changes what the agreement is for."
    if wanted.favours_provider:
        yield "It changes the economic balance in the provider’s favour."
    if wanted.kind == "novation":
        yield "Another provider takes the place of the one that it was awarded to."


def _small(
    of: Standing, wanted: Proposed, began: date, worth: Fraction | None, today: date
) -> Finding:
    """Whether a change is a below-threshold modification (section 74(4); regulation 72(5))."""
    figure = "works, at most" if of.category == "works" else "goods or services, at most"
    most = law.rule("modification-value", on=began).figure(figure).number
    if wanted.kind == "novation" or wanted.changes_scope:
        return _of_rule(
            BELOW_THRESHOLD,
            began,
            "It changes more than term and value, so it is not small.",
            REFUSED,
        )
    change = _change(of, wanted)
    if worth is None or change is None:
        return _of_rule(
            BELOW_THRESHOLD,
            began,
            "The value at award or now is not stated: it cannot be told.",
            REFUSED,
        )
    together = sum((abs(one) for one in of.earlier), Money(0)) + abs(change)
    limit = law.threshold(law.Category(of.category), on=today)
    share = worth
    if not is_under_the_act(began):
        # Regulation 72(5): several changes are added together, against the first value.
        assert of.awarded is not None  # there would be no share
        net = sum(of.earlier, Money(0)) + change
        share = Fraction(abs(net.pence), of.awarded.pence)
    said = f"It changes the value by {_percent(share)} of what was awarded"
    # The Regulations say below the share, the Act at most: exactly 10% is small under the Act alone.
    is_over = share > Fraction(most, 100) or (
        not is_under_the_act(began) and share == Fraction(most, 100)
    )
    if is_over:
        return _of_rule(BELOW_THRESHOLD, began, f"{said}: not within {most}%.", REFUSED)
    if gross(together, of.vat, on=today)[1] >= limit:
        return _of_rule(
            BELOW_THRESHOLD,
            began,
            f"Together with earlier ones, small changes come to {together.short}: not below {limit.short}"
            " with VAT.",
            REFUSED,
        )
    return _of_rule(
        BELOW_THRESHOLD,
        began,
        f"{said}, within {most}%; small changes come to {together.short} together, below {limit.short}.",
        ALLOWED,
    )


def _notice(
    of: Standing, wanted: Proposed, began: date, term: Fraction | None, worth: Fraction | None
) -> Iterator[Finding]:
    """Whether a change notice is published before the change (Procurement Act 2023, section 75)."""
    rule = law.rule("uk10-contract-change", on=began)
    kind = "works" if of.category == "works" else "goods or services"
    value_is_small = worth is not None and worth <= Fraction(
        rule.figure(f"{kind}, value changed by more than").number, 100
    )
    term_is_small = wanted.ends is None or (
        term is not None and term <= Fraction(rule.figure("term changed by more than").number, 100)
    )
    if wanted.kind == "novation" or wanted.changes_scope or not (value_is_small or term_is_small):
        yield _of_rule(
            rule.id, began, "Publish a contract change notice before this is in force.", DUTY
        )
    elif not (value_is_small and term_is_small):
        yield _of_rule(
            rule.id,
            began,
            "The term changes by little and the value by more, or the other way round. Publish a contract"
            " change notice, unless you are advised that the section lets you leave it out.",
            DOUBT,
        )
    else:
        yield _of_rule(rule.id, began, "The change is small: no change notice is needed.", ALLOWED)


def _termination(began: date) -> Finding:
    if not is_under_the_act(began):
        return Finding(
            "",
            "No notice of the end",
            "The Regulations ask for no notice when a contract ends. The agreement’s own terms say how it"
            " is ended.",
            ALLOWED,
            "Public Contracts Regulations 2015",
        )
    return _of_rule(
        "uk11-contract-termination",
        began,
        "Publish a contract termination notice within 30 days of the end. The agreement’s own terms say how"
        " it is ended.",
        DUTY,
    )


def _change(of: Standing, wanted: Proposed) -> Money | None:
    if wanted.value is None:
        return Money(0)
    return None if of.value is None else wanted.value - of.value


def _value_share(of: Standing, wanted: Proposed) -> Fraction | None:
    """How much of the value at award a change adds or takes away; None where it cannot be told."""
    change = _change(of, wanted)
    if change is not None and change.pence == 0:
        return Fraction(0)
    if change is None or of.awarded is None or of.awarded.pence <= 0:
        return None
    return Fraction(abs(change.pence), of.awarded.pence)


def _term_share(of: Standing, wanted: Proposed) -> Fraction | None:
    """How much of the longest term at award a change adds or takes away; None where it cannot be told."""
    if wanted.ends is None:
        return Fraction(0)
    if of.longest is None or of.ends is None:
        return None
    return Fraction(abs((wanted.ends - of.ends).days), of.longest)


def _not_substantial(term: Fraction | None, worth: Fraction | None) -> str:
    said = []
    if term:
        said.append(f"the term changes by {_percent(term)}")
    if worth:
        said.append(f"the value by {_percent(worth)}")
    measured = f" ({', '.join(said)})" if said else ""
    return f"It is not substantial{measured}: scope and economic balance stay as they are."


def _of_rule(identity: str, on: date, says: str, verdict: str) -> Finding:
    rule = law.rule(identity, on=on)
    return Finding(identity, rule.title, says, verdict, rule.source, rule.link or "")


def _percent(share: Fraction) -> str:
    """A share as people write it, rounded up so that "10%" is never said of more: "9.8%"."""
    tenths = -(-share.numerator * 1000 // share.denominator)
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"
