"""Evidence, theories of change and voices in the demonstration: one real paper, the rest invented, all of it whole."""

from typing import Any

import pytest
from django.test import Client

from precept.understand import queries, rules
from precept.understand.models import EvidenceSource, Theory, Voice
from tests.demo.reading import every_text, later_lines, plan_of
from tests.demonstration import standing_demonstration
from tests.reading import words

STORY = plan_of("evidence")


def test_one_source_is_real_and_says_nothing_that_it_does_not() -> None:
    real = [one for one in STORY["source"] if not one["invented"]]

    assert [(one["title"], one["publisher"], one["year"]) for one in real] == [
        ("Victims’ Services Commissioning Framework", "Ministry of Justice", 2013)
    ]
    assert "measured nothing" in real[0]["does_not_say"]


def test_the_service_that_was_evaluated_is_an_invented_one() -> None:
    invented = {line["reference"] for _, _, line in later_lines() if "reference" in line}

    assert {one["agreement"] for one in STORY["source"] if "agreement" in one} <= invented


def test_no_text_of_it_names_anybody() -> None:
    texts = list(every_text(STORY))

    assert len(texts) > 60
    assert [text for text in texts if rules.names_somebody(text)] == []


@pytest.mark.django_db
@pytest.mark.xdist_group("demonstration")
def test_the_story_is_whole_but_for_the_draft_that_is_not_meant_to_be() -> None:
    with standing_demonstration():
        sources = list(EvidenceSource.objects.all())
        agreed = queries.theory(Theory.objects.get(state="agreed").reference)
        draft = queries.theory(Theory.objects.get(state="draft").reference)
        voice = queries.voice(Voice.objects.earliest("pk").reference)
        page: Any = Client().get(f"/voices/{voice.reference}")

        assert len(sources) == 3
        assert queries.theory_missing(agreed) == []
        assert [one.people for one in queries.outcomes_of_theory(agreed.reference)] == [120, 120]
        assert "Nothing stands under impact." in queries.theory_missing(draft)
        assert queries.voice_missing(voice) == []
        assert queries.groups_asked(voice) == {
            "perpetrators",
            "victims",
            "partners",
            "practitioners",
        }
        said = words(page)
        assert "People who work in services: fewer than 5" in said
        assert "Invented for the demonstration" in said
