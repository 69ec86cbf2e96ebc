"""Briefings: what is drawn from publications, that every figure stands in one, and that a page is enough."""

import json
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.foundation.publications.actions import withdraw
from precept.foundation.publications.models import Publication
from precept.foundation.ledger.actions import SYSTEM
from precept.review.answers import queries, rules
from tests.review.answers import publishing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def of(kind: str, key: str, reader: str = "panel") -> rules.Briefing:
    _, made = queries.briefing(kind, key, reader)
    assert isinstance(made, rules.Briefing)
    return made


def lines(made: rules.Briefing, section: str) -> list[tuple[str, str]]:
    found = next(one for one in made.sections if one.key == section)
    return [(line.words, line.amount) for line in found.lines]


def test_x() -> None:
    publishing.agreement("CORE900", None)
    publishing.decision("D-1", 100)
    publishing.joint_service()
    publishing.formula()
    publishing.an_area()
    for kind, key in (
        ("organisation", "ORG-2"),
        ("priority", "support-for-victims"),
        ("area", "E07000001"),
    ):
        made = of(kind, key)
        print(made.subject)
        for s in made.sections:
            print("  ", s.title, s.more, s.more_at)
            for l in s.lines:
                print("     ", l.words, "|", l.amount, "|", rules.source_words(l))
        pdf = queries.briefing_file(made, "Office", "pdf")
        __import__("pathlib").Path(f"/tmp/b-{kind}.pdf").write_bytes(pdf)
        print(queries.pages_of(pdf))
