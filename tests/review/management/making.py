"""Raising issues and noting risks with what a test does not care about."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from precept.do.agreements.models import Agreement
from precept.do.partners.models import JointService
from precept.review.management import actions, queries
from precept.review.management.models import Issue, Meeting, Minutes, Risk


def raised(cast: SimpleNamespace, of: Agreement, **said: Any) -> Issue:
    """An issue."""
    return actions.raise_issue(
        **{
            "by": cast.officer,
            "of": of,
            "title": "A late letter",
            "what": "It came late",
            "happened_on": date(2026, 11, 20),
            "severity": "low",
            "owner": cast.officer,
            **said,
        }
    )


def noted(cast: SimpleNamespace, of: Agreement | JointService, **said: Any) -> Risk:
    """A risk."""
    return actions.note_risk(
        **{
            "by": cast.officer,
            "of": of,
            "title": "People leave",
            "what": "Pay is low",
            "mitigation": "Train more",
            "likelihood": 3,
            "impact": 3,
            "owner": cast.officer,
            "review_on": date(2027, 1, 4),
            **said,
        }
    )


def agreed(cast: SimpleNamespace, of: Meeting, **notes: str) -> Minutes:
    """Record a meeting with these notes, by the items' words, and agree its minutes."""
    came = {one.pk: "present" for one in queries.attendees_of(of)}
    said = {one.pk: (notes.get(one.source, ""), "") for one in queries.items_of(of)}
    now = actions.record_meeting(
        by=cast.officer,
        meeting=of,
        version=Meeting.objects.get(pk=of.pk).version,
        came=came,
        said=said,
    )
    return actions.agree_minutes(by=cast.officer, meeting=now, version=now.version)
