"""The round that is open whenever somebody looks: set up by one person, published by another."""

from datetime import datetime, time, timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation import clock
from precept.foundation.money import Money, read_money
from precept.foundation.people.models import Person
from precept.foundation.questions.starting import starting_sets


def open_round(cast: Cast) -> None:
    """Everything that a bidder reads, published so that anybody can begin a bid today."""
    said = table("open-round")
    officer = cast.people["commissioning-officer"]
    call = actions.set_up_call(
        by=officer, opportunity=Opportunity.objects.get(reference=said["reference"])
    )
    call = _about(call, officer, said)
    call = _dates(call, officer)
    call = _pot(call, officer, cast, said)
    call = _asked(call, officer, said)
    call = actions.submit_for_publication(by=officer, call=call, version=call.version)
    call = actions.publish_call(by=cast.manager, call=call, version=call.version)
    _workshops(call, officer, said)
    _clarifications(call, officer, said)


def _about(call: Call, by: Person, said: dict[str, Any]) -> Call:
    words = {
        name: said[name].strip()
        for name in (
            "purpose",
            "who_may_apply",
            "what_we_fund",
            "what_we_do_not_fund",
            "area",
            "marking_guide",
            "feedback_offered",
            "contact",
            "match_rule",
            "decider",
            "power",
            "who_marks",
        )
    }
    return actions.amend_call(
        by=by,
        call=call,
        version=call.version,
        longest_months=said["longest_months"],
        markers_per_bid=said["markers_per_bid"],
        quorum=said["quorum"],
        papers=said["papers"],
        steps=said["step"],
        **words,
    )


def _dates(call: Call, by: Person) -> Call:
    """Open since three weeks ago, as the register has it, and closing at five on its last day."""
    now = clock.in_uk(clock.now())
    opens = datetime.combine(now.date() - timedelta(days=21), time(9))
    closes = datetime.combine(call.opportunity.deadline, time(17))
    decided = clock.working_day_on_or_after(closes.date() + timedelta(weeks=8))
    return actions.set_dates(
        by=by,
        call=call,
        version=call.version,
        opens=opens,
        closes=closes,
        decision_expected=decided,
        confirmed=[f"{kind}-{opens:%Y-%m-%d}" for kind in ("weekend", "bank-holiday")],
    )


def _pot(call: Call, by: Person, cast: Cast, said: dict[str, Any]) -> Call:
    shares = [(cast.funds[one["fund"]], one["name"], money(one["amount"])) for one in said["pot"]]
    return actions.set_pot(
        by=by,
        call=call,
        version=call.version,
        available=sum((amount for _, _, amount in shares), Money(0)),
        shares=shares,
    )


def money(text: str) -> Money:
    """An amount of the data, which is known."""
    read = read_money(text)
    assert isinstance(read, Money)
    return read


def _asked(call: Call, by: Person, said: dict[str, Any]) -> Call:
    starting = starting_sets(priorities=queries.priority_choices())
    call = actions.edit_questions(
        by=by,
        call=call,
        version=call.version,
        question_set=starting[0].question_set,
        what="Begun from a ready-made set",
    )
    call = actions.set_criteria(
        by=by, call=call, version=call.version, criteria=criteria(said["criterion"])
    )
    return actions.set_eligibility(
        by=by,
        call=call,
        version=call.version,
        rules_given=[
            {
                "key": one["key"],
                "asks": one["asks"],
                "right_answer": True,
                "reason": one["reason"],
                "instead": one.get("instead", ""),
            }
            for one in said["eligibility"]
        ],
    )


def criteria(said: list[dict[str, Any]]) -> list[actions.CriterionGiven]:
    """Criteria of the data, each scored on the levels of the open round."""
    levels = [
        {"score": one["score"], "words": one["words"]} for one in table("open-round")["level"]
    ]
    return [
        {
            "key": one["key"],
            "title": one["title"],
            "words": one.get("words", ""),
            "weight": one["weight"],
            "levels": levels,
            "questions": one.get("questions", []),
        }
        for one in said
    ]


def _workshops(call: Call, by: Person, said: dict[str, Any]) -> None:
    for one in said["workshop"]:
        day = clock.working_day_on_or_after(clock.today() + timedelta(days=one["days_from_build"]))
        starts = datetime.combine(day, one["starts"])
        actions.add_workshop(
            by=by,
            call=queries.call(call.opportunity.reference),
            title=one["title"],
            starts=starts,
            ends=starts + timedelta(minutes=one["minutes"]),
            where=one["where"],
            how_to_join=one["how_to_join"],
            words=one["words"],
            places=one["places"],
        )


def _clarifications(call: Call, by: Person, said: dict[str, Any]) -> None:
    people = {person["slug"]: person["email"] for person in table("people")["person"]}
    for one in said["clarification"]:
        asker = Person.objects.get(email=people[one["asked_by"]])
        asked = actions.ask_clarification(by=asker, call=call, words=one["asked"])
        actions.answer_clarification(
            by=by, clarification=asked, public_words=one["public"], answer=one["answer"]
        )
