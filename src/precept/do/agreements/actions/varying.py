"""A variation: drafted, checked by rule, approved by another hand, put in force in one act."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from precept.do.agreements import access, queries, rules, sign_ups
from precept.do.agreements.actions.moving import ask_keeper, move_on, read
from precept.do.agreements.actions.publishing import release_in_act
from precept.do.agreements.actions.signing import (
    checked_outcomes,
    write_outcomes,
    write_payments,
)
from precept.do.agreements.models import Agreement, AgreementValue, FundShare, Variation
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.people.models import Person
from precept.plan import actions as projects
from precept.plan.models import Project

STALE = "Somebody changed this variation while you had it open."
NOT_APPROVER = "A variation is approved by somebody else than who drafted it, who has that power."
MOST_UNDER_WAY = 5


def _move(now: Variation, to: str, **changes: Any) -> None:
    if to not in rules.VARIATION_MOVES[now.state]:
        raise Refused(f"This variation is {rules.VARIATION_STATES[now.state].lower()} already.")
    write_next(now, {**changes, "state": to}, read=now.version, stale=STALE)


def _only_draft(now: Variation) -> None:
    if now.state != "draft":
        raise Refused("It was checked: take it back to change it.")


@action
def draft_variation(
    *, by: Person, agreement: Agreement, kind: str, reason: str, project: Project | None = None
) -> Variation:
    """Begin a variation of a signed agreement: what kind it is, and why it is made.

    It is tied to the ``project`` that it comes of.
    """
    ask_keeper(by)
    now = queries.full(Agreement.objects.all()).get(pk=agreement.pk)
    if now.status not in ("active", "upcoming") or not now.is_signed:
        raise Refused("Only an agreement that is signed and not over is varied.")
    if not reason.strip():
        raise Refused("Say why it is varied", field="reason")
    under_way = now.variations.exclude(state__in=("in force", "dropped")).count()
    if under_way >= MOST_UNDER_WAY:
        raise Refused(f"{MOST_UNDER_WAY} variations of it are under way: finish one first.")
    number = now.variations.count() + 1
    # The event first: of two that begin at once, the second loses the race for its place and counts anew.
    record(
        now.subject,
        "variation drafted",
        by=by,
        why=reason.strip(),
        after={"variation": number, "kind": rules.VARIATION_KINDS[kind]},
    )
    made = Variation.objects.create(
        agreement=now,
        number=number,
        kind=kind,
        reason=reason.strip(),
        drafted_by=by,
        hands=[by.reference],
        read_version=now.version,
    )
    if project is not None:
        projects.tie(
            by=by, project=project, kind="variation", typed=made.reference, why=made.reason[:300]
        )
    return made


@action
def change_variation(
    *,
    by: Person,
    variation: Variation,
    version: int,
    reason: str,
    ground: str = "",
    changes: Mapping[str, Any],
) -> Variation:
    """Say what a variation changes, by the names of ``rules.Wanted``; what is left out stays as it was drafted."""
    ask_keeper(by)
    now = as_read(queries.fresh_variation(variation), version, stale=STALE)
    _only_draft(now)
    if not reason.strip():
        raise Refused("Say why it is varied", field="reason")
    if ground and ground not in dict(rules.grounds_on(now.agreement.procurement_began)):
        raise Refused("Choose a ground of the list", field="ground")
    wanted = _within_option(now, rules.Wanted.read(now.changes).changed(changes))
    if problem := rules.variation_problem(wanted, now.kind, ends=now.agreement.ends):
        field, words = problem
        raise Refused(words, field=field)
    before = dict(now.changes)
    write_next(
        now,
        {
            "reason": reason.strip(),
            "ground": ground,
            "changes": wanted.as_json,
            "hands": _hands(now, by),
        },
        read=version,
        stale=STALE,
    )
    record(
        now.agreement.subject,
        "variation changed",
        by=by,
        why=now.reason,
        before={"variation": now.reference, **before},
        after={"variation": now.reference, "ground": ground, **now.changes},
    )
    return now


def _hands(now: Variation, by: Person) -> list[str]:
    return sorted({*now.hands, by.reference})


def _within_option(now: Variation, wanted: rules.Wanted) -> rules.Wanted:
    """What is wanted, with the last day of the option that it uses where none was typed; never beyond that day."""
    if wanted.option is None:
        return wanted
    option = queries.open_options(now.agreement).filter(place=wanted.option).first()
    if option is None:
        raise Refused("That option is not open any more", field="option")
    if option.until is None:
        return wanted
    if wanted.ends is not None and wanted.ends > option.until:
        raise Refused(
            f"The option runs until {clock.spoken(option.until)}: end on that day, or use none",
            field="ends",
        )
    return wanted.changed({"ends": wanted.ends or option.until})


@action
def vary_outcomes(
    *,
    by: Person,
    variation: Variation,
    version: int,
    outcomes: Sequence[rules.Outcome],
    report_by: date | None,
) -> Variation:
    """Say what the agreement is held to once a variation is in force: its outcomes anew."""
    ask_keeper(by)
    now = as_read(queries.fresh_variation(variation), version, stale=STALE)
    _only_draft(now)
    wanted = rules.Wanted.read(now.changes)
    stated = checked_outcomes(outcomes, report_by, ends=wanted.ends or now.agreement.ends)
    if not stated:
        raise Refused("State at least one outcome", field="change_1")
    if report_by is None:
        raise Refused("Enter the day by which the outcomes are reported", field="report_by")
    changes = {
        **now.changes,
        "outcomes": [one.as_json for one in stated],
        "report_by": clock.iso(report_by),
    }
    write_next(now, {"changes": changes, "hands": _hands(now, by)}, read=version, stale=STALE)
    record(
        now.agreement.subject,
        "variation changed",
        by=by,
        after={
            "variation": now.reference,
            "outcomes": [rules.outcome_line(one) for one in stated],
        },
    )
    return now


@action
def check_variation(*, by: Person, variation: Variation, version: int) -> Variation:
    """Ask the rules about a draft and freeze it for approval. Refused where one does not allow the change."""
    ask_keeper(by)
    now = as_read(queries.fresh_variation(variation), version, stale=STALE)
    agreement = queries.full(Agreement.objects.all()).get(pk=now.agreement_id)
    wanted = rules.Wanted.read(now.changes)
    if problem := rules.variation_problem(wanted, now.kind, ends=agreement.ends):
        raise Refused(f"{problem[1]}.")
    found = queries.findings_of(now)
    if rules.worst(found) == rules.REFUSED:
        raise Refused("The rules do not allow this change as it is drafted: see what they say.")
    _after(agreement, wanted)
    _move(
        now,
        "checked",
        findings=[one.as_json for one in found],
        read_version=agreement.version,
    )
    record(
        agreement.subject,
        "variation checked",
        by=by,
        after={
            "variation": now.reference,
            "rules": [f"{one.title}: {rules.VERDICTS[one.verdict][0]}" for one in found],
        },
    )
    return now


@action
def approve_variation(
    *, by: Person, variation: Variation, version: int, why: str = ""
) -> Variation:
    """Approve a checked variation: another hand than drafted it. Changed where the agreement moved on since."""
    now = as_read(queries.fresh_variation(variation), version, stale=STALE)
    if not access.may_approve_variation(by, now):
        raise NotAllowed(NOT_APPROVER)
    if now.agreement.version != now.read_version:
        raise Changed(
            "The agreement was changed since it was checked: take it back and check it again."
        )
    _move(now, "approved", approved_by=by)
    record(
        now.agreement.subject,
        "variation approved",
        by=by,
        why=why,
        after={"variation": now.reference},
    )
    return now


@action
def take_variation_back(*, by: Person, variation: Variation, version: int, why: str) -> Variation:
    """Take a checked or approved variation back to its draft, with a reason."""
    now = as_read(queries.fresh_variation(variation), version, stale=STALE)
    if not access.may_approve_variation(by, now):
        ask_keeper(by)
    if not why.strip():
        raise Refused("Say why it is taken back", field="why")
    _move(now, "draft", approved_by=None, findings=[])
    record(
        now.agreement.subject,
        "variation taken back",
        by=by,
        why=why.strip(),
        after={"variation": now.reference},
    )
    return now


@action
def drop_variation(*, by: Person, variation: Variation, version: int, why: str) -> Variation:
    """Give a variation up that is not in force, with a reason."""
    ask_keeper(by)
    now = as_read(queries.fresh_variation(variation), version, stale=STALE)
    if not why.strip():
        raise Refused("Say why it is given up", field="why")
    _move(now, "dropped", ended_why=why.strip())
    record(
        now.agreement.subject,
        "variation dropped",
        by=by,
        why=why.strip(),
        after={"variation": now.reference},
    )
    return now


@action
def put_in_force(*, by: Person, variation: Variation, version: int, signed_on: date) -> Variation:
    """Put an approved variation in force once both sides signed it.

    Agreement, fund shares, payment plan, outcomes and public record change together; what was before is
    kept. Those who signed up hear of it, and may refuse.
    """
    ask_keeper(by)
    now = as_read(queries.fresh_variation(variation), version, stale=STALE)
    if signed_on > clock.today():
        raise Refused("The day must be today or in the past", field="signed_on")
    agreement = queries.full(Agreement.objects.all()).get(pk=now.agreement_id)
    if now.state == "approved" and agreement.version != now.read_version:
        raise Changed(
            "The agreement was changed since it was checked: take it back and check it again."
        )
    wanted = rules.Wanted.read(now.changes)
    was = agreement.version
    before = queries.held_of(agreement)
    after = _after(agreement, wanted)
    _apply(agreement, now, wanted, before, after)
    said_before, said_after = rules.held_apart(before, after)
    changes = dict(now.changes)
    if before["value"] is not None and after["value"] is not None:
        changes["difference"] = (after["value"] - before["value"]).pence
    if before["payments"] != after["payments"]:
        changes["plan"] = [rules.kept_plan(plan["payments"]) for plan in (before, after)]
    _move(
        now,
        "in force",
        in_force_on=signed_on,
        worded=queries.wording_of_kind("variation").version,
        before=said_before,
        after=said_after,
        changes=changes,
    )
    record(
        agreement.subject,
        "agreement varied",
        by=by,
        why=now.reason,
        before=said_before,
        after={"variation": now.reference, "signed on": clock.spoken(signed_on), **said_after},
    )
    sign_ups.tell_varied(agreement, before, after, by, now.reason)
    release_in_act(agreement, was, by=by, why=f"Variation {now.reference}")
    return now


def _after(agreement: Agreement, wanted: rules.Wanted) -> rules.Held:
    """How an agreement stands once a variation is in force. Refused where its parts would not add up."""
    before = queries.held_of(agreement)
    after = wanted.applied(before)
    if wanted.value is not None:
        codes, amounts = list(before["shares"]), list(before["shares"].values())
        shared = read(
            lambda: rules.shares_after(wanted.value, amounts, wanted.shares_become), "shares_become"
        )
        after["shares"] = dict(zip(codes, shared, strict=True))
        after["payments"] = rules.payments_after(before["payments"], after["value"], after["ends"])
    if wanted.provider and (queries.found_organisation(wanted.provider).organisation is None):
        raise Refused("There is no such organisation any more", field="provider")
    return after


def _apply(
    agreement: Agreement,
    variation: Variation,
    wanted: rules.Wanted,
    before: rules.Held,
    after: rules.Held,
) -> None:
    """Write each part of an agreement that a variation changes, as its next version."""
    changes: dict[str, Any] = {
        name: after[name]
        for name in ("title", "purpose", "starts", "ends")
        if after[name] != before[name]
    }
    if after["provider"] != before["provider"]:
        changes["provider"] = queries.found_organisation(after["provider"]).organisation
    if variation.kind == "termination" and after["ends"] and after["ends"] < clock.today():
        changes["status"] = "ended"
    if wanted.value is not None:
        changes |= {"current_amount": after["value"]}
        agreement.values.filter(is_current=True).update(is_current=False)
        AgreementValue.objects.create(
            agreement=agreement,
            amount=after["value"],
            kind=before["value_kind"] or "contract value",
            vat=before["vat"],
            dated=clock.today(),
            source=f"Variation {variation.reference}",
        )
        for one in queries.shares_of(agreement):
            FundShare.objects.filter(pk=one.pk).update(amount=after["shares"][one.fund.code])
    if wanted.option is not None:
        used = queries.open_options(agreement).filter(place=wanted.option)
        if not used.update(state="used"):
            raise Changed("That option is not open any more.")
    if after["payments"] != before["payments"]:
        write_payments(agreement, after["payments"])
    if after["outcomes"] != before["outcomes"]:
        write_outcomes(agreement, after["outcomes"])
    # The end moves the decide-by day, and so does an option that was used.
    move_on(agreement, **{"ends": agreement.ends, **changes})
