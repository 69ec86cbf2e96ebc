"""Addresses of decisions in the office."""

from django.urls import path

from precept.decisions.pages import (
    copying,
    deciding,
    drafting,
    numbering,
    publishing,
    reading,
    redacting,
)

ONE = "office/decisions/<slug:reference>"
REDACTION = f"{ONE}/redactions/<int:number>"

urlpatterns = [
    path("office/decisions", reading.decisions, name="decisions.all"),
    path("office/decisions/new", drafting.draft, name="decisions.draft"),
    path(
        "office/decisions/redactions", redacting.every_redaction, name="decisions.every_redaction"
    ),
    path("office/decisions/numbers", numbering.numbers, name="decisions.numbers"),
    path("office/decisions/numbers/<slug:number>", numbering.explain, name="decisions.explain"),
    path(ONE, reading.decision, name="decisions.one"),
    path(f"{ONE}/notice", reading.preview, name="decisions.preview"),
    path(f"{ONE}/notice.<slug:ending>", reading.preview_file, name="decisions.preview_file"),
    path(f"{ONE}/words", drafting.words, name="decisions.words"),
    path(f"{ONE}/withheld", drafting.exemption, name="decisions.exemption"),
    path(f"{ONE}/papers/new", drafting.attach, name="decisions.attach"),
    path(f"{ONE}/links/new", drafting.link, name="decisions.link"),
    path(f"{ONE}/links/<slug:earlier>/remove", drafting.unlink, name="decisions.unlink"),
    path(f"{ONE}/send", drafting.send, name="decisions.send"),
    path(f"{ONE}/give-up", drafting.give_up, name="decisions.give_up"),
    path(f"{ONE}/advice/<slug:kind>", deciding.advise, name="decisions.advise"),
    path(f"{ONE}/send-back", deciding.back, name="decisions.back"),
    path(f"{ONE}/ready", deciding.ready, name="decisions.ready"),
    path(f"{ONE}/sign", deciding.sign, name="decisions.sign"),
    path(f"{ONE}/refuse", deciding.refuse, name="decisions.refuse"),
    path(f"{ONE}/day", publishing.day, name="decisions.day"),
    path(f"{ONE}/hold", publishing.hold, name="decisions.hold"),
    path(f"{ONE}/stop-holding", publishing.stop_holding, name="decisions.stop_holding"),
    path(f"{ONE}/before-election", publishing.exception, name="decisions.exception"),
    path(f"{ONE}/publish", publishing.publish, name="decisions.publish"),
    path(f"{ONE}/correct", publishing.correct, name="decisions.correct"),
    path(f"{ONE}/withheld/review", publishing.review, name="decisions.review"),
    path(f"{ONE}/redactions", redacting.redactions, name="decisions.redactions"),
    path(f"{ONE}/redactions/new", redacting.mark, name="decisions.mark"),
    path(REDACTION, redacting.redaction, name="decisions.redaction"),
    path(f"{REDACTION}/take-back", redacting.take_back, name="decisions.take_back"),
    path(f"{REDACTION}/release", redacting.release, name="decisions.release"),
    path(f"{REDACTION}/refuse", redacting.refuse, name="decisions.refuse_redaction"),
    path(f"{REDACTION}/keep", redacting.keep, name="decisions.keep"),
    path(f"{REDACTION}/ask-to-lift", redacting.ask_to_lift, name="decisions.ask_to_lift"),
    path(f"{REDACTION}/lift", redacting.lift, name="decisions.lift"),
    path(f"{ONE}/copies", copying.copies, name="decisions.copies"),
    path(f"{ONE}/copies/new", copying.prepare, name="decisions.prepare_copy"),
    path(f"{ONE}/copies/<int:number>/change", copying.amend, name="decisions.amend_copy"),
    path(f"{ONE}/copies/<int:number>/release", copying.release, name="decisions.release_copy"),
    path(f"{ONE}/copies/<int:number>/drop", copying.drop, name="decisions.drop_copy"),
    path(f"{ONE}/withdraw", publishing.withdraw, name="decisions.withdraw"),
]
