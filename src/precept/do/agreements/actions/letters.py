"""Applicants hear first: the round's letters, checked by one person, sent once by another; or told another way."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F

from precept.do.agreements import access, queries, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.allowing import ask_checked
from precept.do.agreements.actions.terms import ask_complete
from precept.do.agreements.models import Award, Awarding, BidResult
from precept.do.assessment import queries as assessment
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Actor,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.outbox.actions import queue_mail, queue_task
from precept.foundation.people.models import Person

STEP: Final = 20
"""So many letters go in one transaction."""
STALE: Final = "Somebody changed this round’s letters while you had them open."
NOT_YOURS: Final = (
    "Only people who make awards, and have no conflict with a bid of the round, handle its letters."
)


def _as_read(by: Asker, awarding: Awarding, version: int, *states: str) -> Awarding:
    now = queries.fresh_awarding(awarding)
    if not access.may_handle_letters(by, now):
        raise NotAllowed(NOT_YOURS)
    as_read(now, version, stale=STALE)
    if now.state not in states:
        raise Refused(f"This cannot be done now: {rules.LETTER_STATES[now.state].lower()}.")
    return now


@action
def change_wording(
    *, by: Person, awarding: Awarding, version: int, wording: Mapping[str, str]
) -> Awarding:
    """Change what the round's letters say, by kind; merge fields are names such as $amount."""
    now = _as_read(by, awarding, version, "drafting")
    said = {kind: text.replace("\r\n", "\n").strip() for kind, text in wording.items()}
    if unknown := set(said) - set(rules.LETTER_KINDS):
        raise ValueError(f"there is no letter {sorted(unknown)}")
    for kind, text in said.items():
        if problem := rules.wording_problem(kind, text):
            raise Refused(problem, field=kind)
    changed = {kind: text for kind, text in said.items() if now.wording.get(kind) != text}
    if not changed:
        return now
    before = {kind: now.wording.get(kind, "") for kind in changed}
    write_next(now, {"wording": {**now.wording, **changed}}, read=version, stale=STALE)
    record(now.subject, "letters reworded", by=by, before=before, after=changed)
    return now


@action
def change_terms(
    *,
    by: Person,
    awarding: Awarding,
    version: int,
    conditions: Sequence[str],
    accept_days: int,
) -> Awarding:
    """Change the standard conditions that these offers bear, and the working days to accept them in."""
    now = _as_read(by, awarding, version, "drafting")
    if not 1 <= accept_days <= rules.MOST_ACCEPT_DAYS:
        raise Refused(
            f"The days to accept must be between 1 and {rules.MOST_ACCEPT_DAYS}",
            field="accept_days",
        )
    said = [one.strip() for one in conditions if one.strip()]
    before = {"conditions": now.conditions, "days": now.accept_days}
    after = {"conditions": said, "days": accept_days}
    if before == after:
        return now
    changes: dict[str, object] = {"conditions": said, "accept_days": accept_days}
    if said != now.conditions:
        changes["conditions_dated"] = clock.today()
    write_next(now, changes, read=version, stale=STALE)
    record(now.subject, "terms of offers changed", by=by, before=before, after=after)
    return now


@action
def prepare_letters(*, by: Person, awarding: Awarding, version: int) -> Awarding:
    """Say that the letters are right; a second person sends them.

    Refused while a bid that is not funded lacks approved feedback, or an award its outcome, measure or
    reporting date, or while a check of one failed and nobody allowed it.
    """
    now = _as_read(by, awarding, version, "drafting")
    missing = [] if now.recommendation.is_past else assessment.missing_feedback(now.opportunity)
    missing = list(
        now.results.filter(bid__reference__in=missing).values_list("bid__reference", flat=True)
    )
    if missing:
        count = "1 bid lacks" if len(missing) == 1 else f"{len(missing)} bids lack"
        raise Refused(f"{count} approved feedback: {', '.join(missing[:10])}.")
    _ask_complete(now)
    write_next(
        now,
        {"state": "ready", "prepared_by": by, "prepared": clock.now()},
        read=version,
        stale=STALE,
    )
    record(now.subject, "letters checked", by=by, after={"letters": now.results.count()})
    return now


def _ask_complete(awarding: Awarding) -> None:
    offers = Award.objects.filter(result__awarding=awarding, made_by__isnull=True, state="decided")
    held = list(offers.select_related("result__bid").order_by("reference"))
    ask_complete(held, is_past=awarding.recommendation.is_past)
    ask_checked(held, is_past=awarding.recommendation.is_past)


@action
def take_letters_back(*, by: Person, awarding: Awarding, version: int, why: str) -> Awarding:
    """Take checked letters back to be changed, with the reason, before any went out."""
    now = _as_read(by, awarding, version, "ready")
    if not why.strip():
        raise Refused("Say what has to change", field="why")
    write_next(
        now, {"state": "drafting", "prepared_by": None, "prepared": None}, read=version, stale=STALE
    )
    record(now.subject, "letters taken back", by=by, why=why.strip())
    return now


def digest_today(awarding: Awarding) -> str:
    """The digest of all the letters as they would go out today: what the second person read."""
    shown = queries.letters(awarding, clock.today())
    return rules.digest_of_letters(one.letter.sha256 for one in shown)


@action
def send_letters(*, by: Person, awarding: Awarding, version: int, sha256: str = "") -> Awarding:
    """Send all letters of a round, as a second person: those by mail are queued once each, by a worker.

    ``sha256`` is the digest of what was read; Changed where the letters say something else by now.
    Those told another way are printed, told, and recorded (``record_told``).
    """
    now = _as_read(by, awarding, version, "ready")
    if not access.may_send_letters(by, now):
        raise NotAllowed("You checked these letters, so somebody else sends them.")
    _ask_complete(now)
    today = clock.today()
    shown = queries.letters(now, today)
    digest = rules.digest_of_letters(one.letter.sha256 for one in shown)
    if sha256 and sha256 != digest:
        raise Changed("The letters changed after you read them. Read them again.")
    leads = queries.leads_of(one.result.bid for one in shown)
    for one in shown:
        one.result.letter, one.result.sha256 = one.letter.as_json, one.letter.sha256
        one.result.to = leads.get(one.result.bid_id, []) if one.result.way == "mail" else []
        if one.result.way == "mail" and not one.result.to:
            one.result.way = rules.WAY_OF_CHANNEL.get(one.result.bid.channel, "post")
    BidResult.objects.bulk_update(
        [one.result for one in shown], ["letter", "sha256", "to", "way"], batch_size=100
    )
    Award.objects.filter(result__awarding=now, state="decided", made_by__isnull=True).update(
        accept_by=rules.accept_by(today, now.accept_days)
    )
    write_next(
        now,
        {"state": "sending", "sent_by": by, "sent": clock.now(), "sha256": digest},
        read=version,
        stale=STALE,
    )
    by_mail = sum(one.result.way == "mail" for one in shown)
    record(
        now.subject,
        "letters sent",
        by=by,
        after={"letters": len(shown), "by mail": by_mail, "sha256": digest},
    )
    _queue_step(now)
    return now


def _queue_step(awarding: Awarding) -> None:
    queue_task(
        "agreements.send_letters",
        {"decision": awarding.decision.reference},
        key=f"agreements.send_letters:{awarding.decision.reference}",
    )


def send_step(*, decision: str) -> int:
    """Queue the next few letters, each once however often this runs; how many were left when it began.

    Each letter is a row, not an event: the event of the sending bears their count and digest.
    """
    with transaction.atomic():
        awarding = (
            Awarding.objects.select_related("opportunity", "decision", "recommendation")
            .filter(decision__reference=decision, state="sending")
            .first()
        )
        if awarding is None:
            return 0
        waiting = awarding.results.filter(way="mail", told_on__isnull=True).exclude(letter={})
        rows = list(waiting.select_related("bid").order_by("pk")[:STEP])
        today = clock.today()
        for result in rows:
            if not BidResult.objects.filter(pk=result.pk, told_on__isnull=True).update(
                told_on=today, told_by=awarding.sent_by
            ):
                continue
            _mail(result, rules.kept_letter(result.letter))
        _offer([one.pk for one in rows], today)
        if len(rows) == STEP:
            _queue_step(awarding)
    if len(rows) < STEP:
        settle(by=SYSTEM, awarding=awarding)
    return len(rows)


def _mail(result: BidResult, letter: rules.Letter) -> None:
    offered = f"\n\nRead it here:\n{settings.PRECEPT_ADDRESS}/my/awards\n"
    for address in result.to:
        queue_mail(
            to=address,
            subject=letter.subject,
            text=letter.text + (offered if letter.kind in {"offer", "partial"} else ""),
            kind="award letter",
            about=result.bid.subject,
        )


def _offer(results: Collection[int], on: date) -> None:
    """Awards whose bidders were told are offered from that day."""
    Award.objects.filter(result__in=results, state="decided", made_by__isnull=True).update(
        state="offered", offered=on, version=F("version") + 1
    )


@action
def settle(*, by: Actor, awarding: Awarding) -> bool:
    """Say that all applicants have been told, once the last one has; whether they have."""
    now = queries.fresh_awarding(awarding)
    if now.state == "told":
        return True
    if queries.still_to_tell(now):
        return False
    moved = Awarding.objects.filter(pk=now.pk).exclude(state="told")
    if moved.update(state="told", told=clock.now(), version=F("version") + 1):
        record(
            now.subject,
            "applicants told",
            by=by,
            after={"decision": now.decision.reference, "told": now.results.count()},
        )
    return True


@action
def record_told(
    *, by: Person, awarding: Awarding, bids: Collection[str], day: date, way: str, why: str
) -> Awarding:
    """Record that some applicants were told in another way: which bids, when, how, and how that is known.

    For letters that were printed and posted, or read out over the telephone.
    """
    now = queries.fresh_awarding(awarding)
    if not access.may_handle_letters(by, now):
        raise NotAllowed(NOT_YOURS)
    if now.state != "sending":
        raise Refused("The round’s letters have to be sent first: these go out with them.")
    rows = now.results.filter(bid__reference__in=list(bids), told_on__isnull=True).exclude(
        way="mail"
    )
    _told(by, now, list(rows.select_related("bid")), day, way, why)
    return now


@action
def record_letters_sent(
    *, by: Asker, awarding: Awarding, day: date, why: str, way: str = "post"
) -> Awarding:
    """Record that all letters of a round went out on a given day by other means, with how that is known.

    For a round taken in from the past. Offers made so have no last day to accept: the paper had it.
    """
    now = queries.fresh_awarding(awarding)
    if not access.may_handle_letters(by, now):
        raise NotAllowed(NOT_YOURS)
    if now.state not in {"drafting", "ready"}:
        raise Refused("The letters of this round went out already.")
    if not now.recommendation.is_past:
        raise Refused(
            "The letters of a round that was run here are checked by one person and sent by another."
            " Who is told another way is recorded after that."
        )
    waiting = now.results.filter(told_on__isnull=True)
    _told(by, now, list(waiting.select_related("bid")), day, way, why)
    return now


def _told(
    by: Asker, awarding: Awarding, rows: list[BidResult], day: date, way: str, why: str
) -> None:
    if way not in rules.OTHER_WAYS:
        raise Refused("Choose how they were told", field="way")
    if day > clock.today():
        raise Refused("The day must be today or in the past", field="day")
    signed = awarding.decision.signature.signed_on
    if day < signed:
        raise Refused(
            f"The decision was signed on {clock.spoken(signed)}: nobody was told before",
            field="day",
        )
    if not why.strip():
        raise Refused("Say how they were told, and how that is known", field="why")
    if not rows:
        raise Refused("Choose at least one applicant who has not been told", field="bids")
    numbers = [one.pk for one in rows]
    told = BidResult.objects.filter(pk__in=numbers, told_on__isnull=True).update(
        told_on=day,
        told_by=by if isinstance(by, Person) else None,
        way=way,
        told_why=why.strip(),
    )
    if told != len(rows):
        raise Changed(STALE)
    _offer(numbers, day)
    record(
        awarding.subject,
        "applicants told another way",
        by=by,
        why=why.strip(),
        after={
            "day": day.isoformat(),
            "how": rules.OTHER_WAYS[way],
            "bids": sorted(one.bid.reference for one in rows),
        },
    )
    settle(by=by, awarding=awarding)
