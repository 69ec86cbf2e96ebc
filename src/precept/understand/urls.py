"""Addresses of the strategy, the plan and the measures in the office."""

from django.urls import path

from precept.understand import need_urls
from precept.understand.pages import (
    aims,
    deliverables,
    evidence,
    measures,
    plan,
    priorities,
    sections,
    strategy,
    theory,
    theory_rows,
    voices,
)

STRATEGY = "office/strategy/<int:version>"
SECTION = f"{STRATEGY}/sections/<slug:slug>"
PLAN = "office/plan/<slug:reference>/<int:version>"
PRIORITY = f"{PLAN}/priorities/<slug:slug>"
AIM = "office/measures/<slug:year>/aims/<slug:slug>"
MEASURE = "office/measures/<slug:year>/<slug:slug>"
SOURCE = "office/evidence/<slug:reference>"
THEORY = "office/theories/<slug:reference>"
VERSION = f"{THEORY}/<int:version>"
VOICE = "office/voices/<slug:reference>"

urlpatterns = [
    *need_urls.urlpatterns,
    path("office/strategy", strategy.versions, name="understand.strategies"),
    path("office/strategy/new", strategy.begin, name="understand.new_strategy"),
    path(STRATEGY, strategy.one, name="understand.strategy"),
    path(f"{STRATEGY}/title", strategy.head, name="understand.strategy_title"),
    path(f"{STRATEGY}/sections/new", sections.new_section, name="understand.new_section"),
    path(SECTION, sections.section, name="understand.section"),
    path(f"{SECTION}/remove", sections.remove_section, name="understand.remove_section"),
    *(
        path(
            f"{SECTION}/{act}",
            sections.move_section,
            {"act": act},
            name=f"understand.section_{act}",
        )
        for act in ("up", "down")
    ),
    path("office/plan", plan.plans, name="understand.plans"),
    path("office/plan/amend", plan.begin, name="understand.amend_plan"),
    path("office/plan/new", plan.new, name="understand.new_plan"),
    path(PLAN, plan.one, name="understand.plan"),
    path(f"{PLAN}/title", plan.head, name="understand.plan_title"),
    path(f"{PLAN}/areas", plan.areas, name="understand.plan_areas"),
    path(f"{PLAN}/priorities/new", priorities.new_priority, name="understand.new_priority"),
    path(PRIORITY, priorities.priority, name="understand.priority"),
    path(f"{PRIORITY}/evidence/new", priorities.new_evidence, name="understand.new_evidence"),
    path(
        f"{PRIORITY}/evidence/<int:number>/remove",
        priorities.remove_evidence,
        name="understand.remove_evidence",
    ),
    *(
        path(
            f"{PRIORITY}/{act}",
            priorities.move_priority,
            {"act": act},
            name=f"understand.priority_{act}",
        )
        for act in ("up", "down")
    ),
    path(f"{PRIORITY}/remove", priorities.remove_priority, name="understand.priority_remove"),
    path("office/measures", measures.measures, name="understand.measures"),
    path("office/measures/aims/new", aims.new_aim, name="understand.new_aim"),
    path(AIM, aims.aim, name="understand.aim"),
    path(f"{AIM}/remove", aims.remove_aim, name="understand.remove_aim"),
    path(f"{AIM}/measures/new", measures.new_measure, name="understand.new_measure"),
    path(MEASURE, measures.measure, name="understand.measure"),
    path(f"{MEASURE}/change", measures.change_measure, name="understand.measure_change"),
    path(f"{MEASURE}/remove", measures.remove_measure, name="understand.remove_measure"),
    path(f"{MEASURE}/schedule", deliverables.schedule, name="understand.measure_schedule"),
    path(f"{MEASURE}/look", deliverables.look, name="understand.measure_look"),
    path(f"{MEASURE}/file", deliverables.add_file, name="understand.measure_file"),
    path(f"{MEASURE}/request", deliverables.request_it, name="understand.measure_request"),
    path(f"{MEASURE}/receive", deliverables.receive, name="understand.measure_receive"),
    path(f"{MEASURE}/assess", deliverables.assess, name="understand.measure_assess"),
]

urlpatterns += [
    path("office/evidence", evidence.sources, name="understand.sources"),
    path("office/evidence/new", evidence.new_source, name="understand.new_source"),
    path(SOURCE, evidence.source, name="understand.source"),
    path(f"{SOURCE}/<slug:step>", evidence.source_step, name="understand.source_step"),
    path("office/theories", theory.theories, name="understand.theories"),
    path("office/theories/new", theory.new_theory, name="understand.new_theory"),
    path(THEORY, theory.theory, name="understand.theory"),
    path(VERSION, theory.theory_version, name="understand.theory_version"),
    path(
        f"{VERSION}/theory-of-change.<slug:ending>",
        theory.theory_file,
        name="understand.theory_file",
    ),
    path(f"{VERSION}/<slug:step>", theory.theory_step, name="understand.theory_step"),
    path(
        f"{VERSION}/rows/<int:number>/<slug:step>",
        theory_rows.row_step,
        name="understand.theory_row_step",
    ),
    path(
        f"{VERSION}/links/<int:start>/<int:end>/<slug:step>",
        theory_rows.link_step,
        name="understand.theory_link_step",
    ),
    path("office/voices", voices.voices, name="understand.voices"),
    path("office/voices/new", voices.new_voice, name="understand.new_voice"),
    path(VOICE, voices.voice, name="understand.voice"),
    path(f"{VOICE}/publish", voices.publish_voice, name="understand.publish_voice"),
    path(f"{VOICE}/<slug:step>", voices.voice_step, name="understand.voice_step"),
    path(
        f"{VOICE}/points/<int:number>/<slug:step>",
        voices.point_step,
        name="understand.voice_point_step",
    ),
]
