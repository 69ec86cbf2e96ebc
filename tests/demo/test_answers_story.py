"""The questions of the demonstration: the real figures of people helped, whoever asks invented and marked so."""

from precept.review.answers import rules
from tests.demo.reading import plan_of, words_of

STORY = plan_of("answers")


def test_the_figures_of_people_helped_are_the_real_ones_and_there_are_no_others() -> None:
    answer = words_of(STORY["panel"]["answer"])

    assert "189 perpetrators, 188 victims and 341 secondary victims" in answer
    assert sum(one.states_a_figure for one in rules.paragraphs(STORY["panel"]["answer"])) == 1


def test_the_answer_names_a_source_for_every_figure_and_no_source_that_is_not_there() -> None:
    assert rules.unsourced_figures(STORY["panel"]["answer"]) == []
    assert rules.unknown_sources(STORY["panel"]["answer"], {1, 2}) == []


def test_whoever_asks_is_invented_and_cannot_be_written_to() -> None:
    for one in STORY.values():
        assert "invented" in one["name"]
        assert one["contact"].endswith(".example")
        assert not rules.names_somebody(one["about"], name=one["name"], contact=one["contact"])


def test_what_is_published_of_the_question_names_nobody() -> None:
    panel = STORY["panel"]

    assert not rules.names_somebody(panel["public"], name=panel["name"], contact=panel["contact"])
