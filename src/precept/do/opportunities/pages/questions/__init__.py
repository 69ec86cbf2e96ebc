"""The question builder: what a round asks, changed one thing at a time, without code."""

from django.urls import path

from precept.do.opportunities.pages.questions import changing, depending, overview, wording

_HERE = "office/rounds/<str:reference>/questions"
ADDRESSES = [
    path(_HERE, overview.overview, name="opportunities.questions"),
    path(f"{_HERE}/start", changing.start, name="opportunities.questions_start"),
    path(
        f"{_HERE}/preview/<slug:section>",
        overview.preview,
        name="opportunities.questions_preview",
    ),
    path(f"{_HERE}/paper.<slug:ending>", overview.paper, name="opportunities.questions_paper"),
    path(f"{_HERE}/sections/new", changing.add_section, name="opportunities.questions_add_section"),
    path(
        f"{_HERE}/sections/<slug:key>/change",
        changing.section,
        name="opportunities.questions_section",
    ),
    path(
        f"{_HERE}/sections/<slug:key>/move",
        changing.move_section,
        name="opportunities.questions_move_section",
    ),
    path(
        f"{_HERE}/sections/<slug:key>/remove",
        changing.remove_section,
        name="opportunities.questions_remove_section",
    ),
    path(
        f"{_HERE}/sections/<slug:key>/language",
        wording.add_section_language,
        name="opportunities.questions_add_section_language",
    ),
    path(
        f"{_HERE}/sections/<slug:key>/language/<slug:language>",
        wording.section_language,
        name="opportunities.questions_section_language",
    ),
    path(
        f"{_HERE}/sections/<slug:section>/add",
        changing.add_question,
        name="opportunities.questions_add",
    ),
    path(f"{_HERE}/ask/<slug:key>", overview.question, name="opportunities.questions_one"),
    path(f"{_HERE}/ask/<slug:key>/add", changing.add_inside, name="opportunities.questions_inside"),
    path(f"{_HERE}/ask/<slug:key>/words", changing.words, name="opportunities.questions_words"),
    path(f"{_HERE}/ask/<slug:key>/kind", changing.kind, name="opportunities.questions_kind"),
    path(f"{_HERE}/ask/<slug:key>/limits", changing.limits, name="opportunities.questions_limits"),
    path(
        f"{_HERE}/ask/<slug:key>/options", changing.options, name="opportunities.questions_options"
    ),
    path(
        f"{_HERE}/ask/<slug:key>/readers", changing.readers, name="opportunities.questions_readers"
    ),
    path(
        f"{_HERE}/ask/<slug:key>/meaning", changing.meaning, name="opportunities.questions_meaning"
    ),
    path(
        f"{_HERE}/ask/<slug:key>/section",
        changing.section_of,
        name="opportunities.questions_section_of",
    ),
    path(
        f"{_HERE}/ask/<slug:key>/language",
        wording.add_language,
        name="opportunities.questions_add_language",
    ),
    path(
        f"{_HERE}/ask/<slug:key>/language/<slug:language>",
        wording.language,
        name="opportunities.questions_language",
    ),
    path(
        f"{_HERE}/ask/<slug:key>/move",
        changing.move_question,
        name="opportunities.questions_move",
    ),
    path(
        f"{_HERE}/ask/<slug:key>/remove",
        changing.remove_question,
        name="opportunities.questions_remove",
    ),
    path(
        f"{_HERE}/ask/<slug:key>/asked-if",
        depending.conditions,
        name="opportunities.questions_conditions",
    ),
    path(
        f"{_HERE}/ask/<slug:key>/asked-if/<slug:on>",
        depending.condition,
        name="opportunities.questions_condition",
    ),
    path(
        f"{_HERE}/ask/<slug:key>/asked-if/<int:place>/remove",
        depending.remove_condition,
        name="opportunities.questions_remove_condition",
    ),
    path(f"{_HERE}/checks/new", depending.new_check, name="opportunities.questions_new_check"),
    path(
        f"{_HERE}/checks/new/<slug:kind>",
        depending.add_check,
        name="opportunities.questions_add_check",
    ),
    path(
        f"{_HERE}/checks/<slug:key>/change", depending.check, name="opportunities.questions_check"
    ),
    path(
        f"{_HERE}/checks/<slug:key>/remove",
        depending.remove_check,
        name="opportunities.questions_remove_check",
    ),
    path(
        f"{_HERE}/checks/<slug:key>/language",
        wording.add_check_language,
        name="opportunities.questions_add_check_language",
    ),
    path(
        f"{_HERE}/checks/<slug:key>/language/<slug:language>",
        wording.check_language,
        name="opportunities.questions_check_language",
    ),
]
"""The addresses of the builder, beneath a round's own."""
