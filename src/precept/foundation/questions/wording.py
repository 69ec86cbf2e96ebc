"""A question in plainer words or another language, where the set has them."""

from precept.foundation.questions.sets import Option, Question, QuestionSet, Wording

LANGUAGES = {
    "plain": "Plain language",
    "easy": "Easy read",
    "cy": "Cymraeg (Welsh)",
    "pl": "Polski (Polish)",
    "pa": "ਪੰਜਾਬੀ (Punjabi)",
    "gu": "ગુજરાતી (Gujarati)",
    "ur": "اردو (Urdu)",
    "ar": "العربية (Arabic)",
    "so": "Soomaali (Somali)",
    "ro": "Română (Romanian)",
}
"""What the words of a question may be in, and what each is called in it."""


def worded(question: Question, language: str) -> Question:
    """The question in those words; as it is where it has none.

    Its own options stand as its only wording then, so that what is stored stays what it was.
    """
    nested = tuple(worded(one, language) for one in question.questions)
    found = next((one for one in question.wordings if one.language == language), None)
    if found is None or not language:
        return question.model_copy(update={"wordings": (), "questions": nested})
    said = {one.key: one.label for one in found.options}
    options = tuple(
        Option(key=one.key, label=said.get(one.key, one.label)) for one in question.options
    )
    kept = Wording(language=language, label=question.label, options=question.options)
    return question.model_copy(
        update={
            "label": found.label or question.label,
            "hint": found.hint or question.hint,
            "options": options,
            "wordings": (kept,),
            "questions": nested,
        }
    )


def languages(question_set: QuestionSet) -> dict[str, str]:
    """The languages that a set has words in, by their keys, each with its name."""
    used = {one.language for question in question_set.questions() for one in question.wordings}
    known = {key: name for key, name in LANGUAGES.items() if key in used}
    return {**known, **{key: key for key in sorted(used - set(known))}}
