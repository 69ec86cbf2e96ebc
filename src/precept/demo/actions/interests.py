"""Interests and gifts of the demonstration's people, and where they cross with what somebody manages. Invented."""

from datetime import timedelta

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation import clock
from precept.foundation.money import Money
from precept.parties.actions import stakes
from precept.parties.rules.stakes import PUBLIC_ROLES
from precept.review.crossings import actions, queries


def declare_interests(cast: Cast) -> None:
    """Each declares their own; who decides is published; one crossing is explained and one waits."""
    said = table("interests")
    for one in said["entry"]:
        person = cast.people[one["who"]]
        begins = clock.today() - timedelta(days=one["days"]) if "days" in one else one.get("since")
        stakes.declare_stake(
            by=person,
            sort=one["sort"],
            kind=one["kind"],
            body=one["body"],
            words=one["words"],
            starts=begins,
            value=Money.of(one["value"]) if "value" in one else None,
            answer=one.get("answer", ""),
            why=one.get("why", ""),
            is_invented=True,
        )
    for role in PUBLIC_ROLES:
        stakes.publish_stakes(by=cast.chief_executive, role=role)
    explained = said["explained"]
    whose = cast.people[explained["who"]]
    for found in queries.all_found(cast.chief_executive):
        if found.person == whose and found.crossing.subject == explained["matter"]:
            actions.explain(by=cast.chief_executive, found=found, reason=explained["reason"])
