"""Addresses of how long records are kept, holds, disposal runs and the register."""

from django.urls import path

from precept.records.pages import holds, lists, runs

HOLD = "office/records/holds/<str:reference>"
RUN = "office/records/runs/<str:reference>"

urlpatterns = [
    path("office/records", lists.due, name="records.due"),
    path("office/records/schedule", lists.schedule, name="records.schedule"),
    path("office/records/schedule/<slug:key>", lists.change_rule, name="records.change_rule"),
    path("office/records/holds", holds.holds, name="records.holds"),
    path("office/records/holds/new", holds.place_hold, name="records.place_hold"),
    path(HOLD, holds.hold, name="records.hold"),
    path(f"{HOLD}/review", holds.put_review_off, name="records.put_review_off"),
    path(f"{HOLD}/release", holds.release_hold, name="records.release_hold"),
    path("office/records/runs", runs.runs, name="records.runs"),
    path("office/records/runs/new", runs.propose_run, name="records.propose_run"),
    path(RUN, runs.run, name="records.run"),
    path(f"{RUN}/approve", runs.approve_run, name="records.approve_run"),
    path(f"{RUN}/withdraw", runs.withdraw_run, name="records.withdraw_run"),
    path("office/records/register", lists.register, name="records.register"),
    path("office/records/register.jsonl", lists.register_signed, name="records.register_signed"),
    path("office/records/register.csv", lists.register_csv, name="records.register_csv"),
]
