"""Whatever the office does to a draft set, in any order, nothing in it is left dangling."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from precept.foundation.questions import rules
from precept.foundation.questions.sets import Condition, Question, QuestionSet
from precept.foundation.questions.starting import starting_sets

KINDS: Any = st.sampled_from(list(rules.KINDS))


class Editing(RuleBasedStateMachine):
    """Any order of edits: keys stay unique, conditions and checks never name what is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.set = starting_sets()[0].question_set

    def try_(self, edit: Any, *args: Any, **changes: Any) -> None:
        before = self.set.model_copy(deep=True)
        try:
            self.set = edit(self.set, *args, **changes)
        except rules.NotPossible:
            self.set = before

    def keys(self) -> list[str]:
        return sorted(rules.keys_of(self.set))

    @rule(title=st.text(min_size=1, max_size=12))
    def add_section(self, title: str) -> None:
        if len(self.set.sections) < 12:
            self.try_(rules.add_section, title)

    @precondition(lambda self: self.set.sections)
    @rule(data=st.data(), kind=KINDS, label=st.text(min_size=1, max_size=12))
    def add_question(self, data: Any, kind: Any, label: str) -> None:
        if len(self.keys()) > 40:
            return
        section = data.draw(st.sampled_from(self.set.sections))
        question = Question(
            key=rules.new_key(label, rules.keys_of(self.set)), kind=kind, label=label
        )
        groups = [one.key for one in section.questions if one.kind == "group"]
        self.try_(
            rules.add_question, section.key, question, data.draw(st.sampled_from(["", *groups]))
        )

    @precondition(lambda self: self.keys())
    @rule(data=st.data(), by=st.sampled_from([-1, 1]))
    def move(self, data: Any, by: int) -> None:
        self.try_(rules.move_question, data.draw(st.sampled_from(self.keys())), by)

    @precondition(lambda self: self.keys())
    @rule(data=st.data())
    def move_away(self, data: Any) -> None:
        section = data.draw(st.sampled_from(self.set.sections))
        self.try_(rules.move_to_section, data.draw(st.sampled_from(self.keys())), section.key)

    @precondition(lambda self: self.keys())
    @rule(data=st.data())
    def remove(self, data: Any) -> None:
        self.try_(rules.remove_question, data.draw(st.sampled_from(self.keys())))

    @precondition(lambda self: self.set.sections)
    @rule(data=st.data())
    def remove_section(self, data: Any) -> None:
        self.try_(rules.remove_section, data.draw(st.sampled_from(self.set.sections)).key)

    @precondition(lambda self: self.keys())
    @rule(data=st.data(), kind=KINDS)
    def change_kind(self, data: Any, kind: str) -> None:
        self.try_(rules.change_question, data.draw(st.sampled_from(self.keys())), kind=kind)

    @precondition(lambda self: len(self.keys()) > 1)
    @rule(data=st.data())
    def depend(self, data: Any) -> None:
        key, on = data.draw(st.sampled_from(self.keys())), data.draw(st.sampled_from(self.keys()))
        row = Condition(question=on, comparison="is answered")
        self.try_(rules.add_condition, key, row)

    @invariant()
    def nothing_dangles(self) -> None:
        keys = [one.key for one in self.set.questions()]
        assert len(keys) == len(set(keys))
        assert all(row.question in keys for one in self.set.questions() for row in one.shown_if)
        for check in self.set.checks:
            assert check.left in keys
            assert {check.right, check.until} <= {*keys, *rules.FACTS, ""}
        assert all(one.kind == "group" for one in self.set.questions() if one.questions)
        assert QuestionSet.model_validate(self.set.model_dump(mode="json")) == self.set
        assert all(isinstance(words, str) for words in rules.set_problems(self.set))


Editing.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestEditing = Editing.TestCase
