"""Sending a draft for advice, giving it, taking the draft back, and making it ready to sign."""

from collections import defaultdict

from precept.decisions import access, queries, rules, sign_ups
from precept.decisions.actions.moving import (
    NOT_DRAFTER,
    STALE,
    as_it_is,
    move_on,
    refuse_unless,
    tell,
)
from precept.decisions.models import Advice, Decision
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person


@action
def send_for_advice(*, by: Person, decision: Decision, version: int | None = None) -> Decision:
    """Ask those who advise on money, law, equality and risk; each gets one letter that says on what."""
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    now = as_it_is(decision)
    refuse_unless(now, "draft")
    lacking = rules.lacking(
        kind=now.kind,
        amount=now.amount,
        words={name: getattr(now, name) for name in rules.WORDS},
        power=now.power,
        missing=(),
        stale=(),
        files_waiting=0,
    )
    if lacking:
        raise Refused(" ".join(lacking))
    wanted = _wanted(now)
    move_on(now, "send for advice", read=version)
    asked: dict[int, tuple[Person, list[str]]] = {}
    by_power: dict[str, list[str]] = defaultdict(list)
    for kind in wanted:
        by_power[rules.POWER_OF[kind]].append(rules.ADVICE[kind].lower())
    for power, kinds in by_power.items():
        for person in queries.people_with(power):
            if person.pk != by.pk:
                asked.setdefault(person.pk, (person, []))[1].extend(kinds)
    for person, kinds in asked.values():
        tell([person], now, f"your advice is asked for ({', '.join(kinds)})")
    record(
        now.subject,
        "decision sent for advice",
        by=by,
        after={"on": [rules.ADVICE[kind] for kind in wanted], "people written to": len(asked)},
    )
    return as_it_is(now)


def _wanted(decision: Decision) -> list[str]:
    missing, stale = rules.advice_missing(
        decision.kind,
        decision.amount,
        {kind: row.sha256 for kind, row in queries.advice_given(decision).items()},
        queries.advised_on(decision),
    )
    return [kind for kind in rules.ADVICE if kind in {*missing, *stale}]


@action
def give_advice(
    *,
    by: Person,
    decision: Decision,
    kind: str,
    words: str,
    is_relevant: bool = True,
    version: int | None = None,
    exception: str = "",
) -> Advice:
    """Give advice of a kind on a decision as it stands, or give it anew.

    ``version`` is that of the advice that was read (0: there was none). Data protection and social value
    may be "not relevant", with ``words`` that say why. The author gives no financial advice, but in a
    small office for what is of low risk, with a reason (``exception``).
    """
    if kind not in rules.ADVICE:
        raise Refused("Choose the kind of advice.", field="kind")
    if not access.may_advise(by, kind):
        raise NotAllowed(
            f"Only people who may {rules.POWER_OF[kind]} give this advice: {rules.ADVICE[kind].lower()}."
        )
    now = as_it_is(decision)
    refuse_unless(now, "advice")
    if not words.strip():
        raise Refused(
            "Enter your advice." if is_relevant else "Say why it is not relevant.", field="words"
        )
    if not is_relevant and kind not in rules.MAY_NOT_MATTER:
        raise Refused("This advice always matters. Enter it.", field="is_relevant")
    drafted_it = kind == "finance" and now.author_id == by.pk
    problem = rules.same_hands_problem(
        drafted_it,
        "You drafted this decision, so its financial advice comes from somebody else.",
        kind=now.kind,
        amount=now.amount,
        on=clock.today(),
        exception=exception,
    )
    if problem:
        raise Refused(problem[1], field=problem[0] or None)
    if leaked := rules.also_public(now.exempt_words, [words]):
        raise Refused(f"Advice is published, and this is withheld: “{leaked}”.", field="words")
    advice, before = _written(
        now,
        kind,
        version,
        words=words.strip(),
        is_relevant=is_relevant,
        by=by,
        role=queries.role_with(by, [rules.POWER_OF[kind]]),
        exception=exception.strip() if drafted_it else "",
        sha256=queries.advised_on(now),
        at=clock.now(),
    )
    record(
        now.subject,
        "advice given",
        by=by,
        why=advice.exception,
        before=before,
        after={
            "on": rules.ADVICE[kind],
            "words": advice.words,
            "relevant": is_relevant,
            "as": advice.role,
        },
    )
    if now.author is not None and not _wanted(now):
        tell([now.author], now, "all the advice is there")
    return advice


def _written(
    decision: Decision, kind: str, version: int | None, **fields: object
) -> tuple[Advice, dict[str, object] | None]:
    """The advice as it stands now, and what it said before."""
    known = Advice.objects.filter(decision=decision, kind=kind).first()
    if version is not None and version != (known.version if known else 0):
        raise Changed("Somebody gave this advice after you opened it. Read it before you go on.")
    if known is None:
        return Advice.objects.create(decision=decision, kind=kind, **fields), None
    before: dict[str, object] = {"words": known.words, "relevant": known.is_relevant}
    rows = Advice.objects.filter(pk=known.pk, version=known.version)
    if not rows.update(version=known.version + 1, **fields):
        raise Changed(STALE)
    return Advice.objects.get(pk=known.pk), before


@action
def return_to_draft(
    *, by: Person, decision: Decision, why: str, version: int | None = None
) -> Decision:
    """Take a decision back to be changed, before it is signed, with the reason."""
    if not (access.may_draft(by) or access.may_sign(by)):
        raise NotAllowed("Only people who draft or sign decisions may send one back.")
    now = as_it_is(decision)
    if not why.strip():
        raise Refused("Say what has to change.", field="why")
    move_on(now, "return to draft", read=version)
    if now.author is not None and now.author_id != by.pk:
        tell([now.author], now, "it was sent back to you")
    record(now.subject, "decision returned to draft", by=by, why=why.strip())
    return as_it_is(now)


@action
def make_ready(*, by: Person, decision: Decision, version: int | None = None) -> Decision:
    """Lay a decision before those who may sign it, when nothing stands against it any more."""
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    now = as_it_is(decision)
    refuse_unless(now, "advice")
    if lacking := queries.lacking(now):
        raise Refused(" ".join(lacking))
    move_on(now, "make ready", read=version)
    told = tell(queries.signers(now, clock.today()), now, "it waits for your signature", "/sign")
    record(now.subject, "decision made ready to sign", by=by, after={"people written to": told})
    return as_it_is(now)


@action
def withdraw_draft(*, by: Person, decision: Decision, why: str) -> Decision:
    """Give a decision up before it is signed; its number is not used again."""
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    now = as_it_is(decision)
    refuse_unless(now, *rules.UNSIGNED)
    if not why.strip():
        raise Refused("Say why it is given up.", field="why")
    move_on(now, "withdraw", ended_why=why.strip())
    record(now.subject, "draft decision withdrawn", by=by, why=why.strip())
    after = as_it_is(now)
    sign_ups.tell_refused(after, by)
    return after
