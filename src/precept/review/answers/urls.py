"""Addresses of briefings, of questions and their answers, in the office."""

from django.urls import path

from precept.review.answers.pages import briefings, questions, steps

BRIEFING = "office/briefings/<slug:kind>/<str:key>/<slug:reader>"
ONE = "office/answers/<slug:reference>"

urlpatterns = [
    path("office/briefings", briefings.choose, name="answers.briefings"),
    path(BRIEFING, briefings.briefing, name="answers.briefing"),
    path(f"{BRIEFING}/<slug:ending>", briefings.briefing_file, name="answers.briefing_file"),
    path("office/answers", questions.questions, name="answers.questions"),
    path("office/answers/new", questions.new_question, name="answers.new_question"),
    path(ONE, questions.question, name="answers.question"),
    path(f"{ONE}/pack.zip", questions.pack_whole, name="answers.pack_whole"),
    path(f"{ONE}/pack.<slug:ending>", questions.pack, name="answers.pack"),
    path(f"{ONE}/sources/<int:number>/remove", steps.drop_source, name="answers.drop_source"),
    path(f"{ONE}/withheld/<int:number>/remove", steps.drop_ground, name="answers.drop_ground"),
    path(f"{ONE}/release", steps.release, name="answers.release"),
    path(f"{ONE}/publish", steps.publish, name="answers.publish"),
    path(f"{ONE}/<slug:step>", steps.step, name="answers.step"),
]
