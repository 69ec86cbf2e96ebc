"""What the office keeps of an agreement while it runs: options, breaks, evidence."""

from datetime import date

from precept.do.agreements import queries, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.moving import as_seen, ask_keeper, settle_decide_by
from precept.do.agreements.models import Agreement, BreakClause, Evidence, ExtensionOption
from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.people.models import Person


@action
def add_option(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    months: int,
    notice_by: date | None = None,
    until: date | None = None,
    note: str = "",
    why: str = "",
) -> Agreement:
    """Say that an agreement provides for an extension by so many months, until when notice is given, and to when."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    held = queries.options_of(now)
    if len(held) >= rules.MOST_OPTIONS:
        raise Refused(f"An agreement has at most {rules.MOST_OPTIONS} options here.")
    last = rules.latest_end(now.ends, [one for one in held if one.is_open])
    if problem := rules.option_problem(last, months, notice_by, until):
        field, words = problem
        raise Refused(words, field=field)
    if until is None and last is not None:
        until = rules.extended(last, months)
    made = ExtensionOption(
        agreement=now,
        place=len(held) + 1,
        months=months,
        notice_by=notice_by,
        until=until,
        note=note.strip(),
    )
    record(now.subject, "option to extend recorded", by=by, why=why, after=_said(made))
    made.save()
    settle_decide_by(now)
    return now


@action
def give_up_option(
    *, by: Asker, agreement: Agreement, version: int, place: int, why: str
) -> Agreement:
    """Say that an extension is not used and can no longer be."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    if not why.strip():
        raise Refused("Say why it is not used", field="why")
    found = now.options.filter(place=place, state="open").first()
    if found is None:
        raise Refused("That option is not open any more.")
    now.options.filter(pk=found.pk).update(state="given up")
    settle_decide_by(now)
    record(now.subject, "option to extend given up", by=by, why=why.strip(), before=_said(found))
    return now


def _said(option: ExtensionOption) -> dict[str, object]:
    return {
        "option": option.place,
        "months": option.months,
        "notice by": clock.iso(option.notice_by),
        "until": clock.iso(option.until),
        "note": option.note,
    }


@action
def add_break(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    who: str,
    months: int,
    earliest: date | None = None,
    words: str = "",
    why: str = "",
) -> Agreement:
    """Say who may end an agreement early, with how many months' notice, and from when."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    if earliest is not None and now.ends is not None and earliest > now.ends:
        raise Refused("It ends before that day anyway", field="earliest")
    BreakClause.objects.create(
        agreement=now, who=who, months=months, earliest=earliest, words=words.strip()
    )
    record(
        now.subject,
        "break clause recorded",
        by=by,
        why=why,
        after={"who": rules.BREAK_SIDES[who], "months": months, "from": clock.iso(earliest)},
    )
    return now


@action
def see_evidence(
    *,
    by: Person,
    agreement: Agreement,
    version: int,
    kind: str,
    seen_on: date,
    expires: date | None,
    note: str = "",
    why: str = "",
) -> Agreement:
    """Record that somebody saw a provider's insurance or safeguarding evidence; it takes the place of the last."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    if seen_on > clock.today():
        raise Refused("The day must be today or in the past", field="seen_on")
    if expires is not None and expires < seen_on:
        raise Refused("It had expired when you saw it: ask for the one in force", field="expires")
    before = now.evidence.filter(kind=kind, is_current=True).first()
    now.evidence.filter(kind=kind).update(is_current=False)
    Evidence.objects.create(
        agreement=now, kind=kind, seen_on=seen_on, seen_by=by, expires=expires, note=note.strip()
    )
    record(
        now.subject,
        "evidence seen",
        by=by,
        why=why,
        before={"expires": clock.iso(before.expires)} if before else None,
        after={
            "evidence": rules.EVIDENCE_KINDS[kind],
            "seen on": clock.iso(seen_on),
            "expires": clock.iso(expires),
        },
    )
    return now
