"""Addresses of how long records are kept, holds, disposal runs and the register."""

from django.urls import path

from precept.records import pages

HOLD = "office/records/holds/<str:reference>"
RUN = "office/records/runs/<str:reference>"

urlpatterns = [
    path("office/records", pages.due, name="records.due"),
    path("office/records/schedule", pages.schedule, name="records.schedule"),
    path("office/records/schedule/<slug:key>", pages.change_rule, name="records.change_rule"),
    path("office/records/holds", pages.holds, name="records.holds"),
    path("office/records/holds/new", pages.place_hold, name="records.place_hold"),
    path(HOLD, pages.hold, name="records.hold"),
    path(f"{HOLD}/review", pages.put_review_off, name="records.put_review_off"),
    path(f"{HOLD}/release", pages.release_hold, name="records.release_hold"),
    path("office/records/runs", pages.runs, name="records.runs"),
    path("office/records/runs/new", pages.propose_run, name="records.propose_run"),
    path(RUN, pages.run, name="records.run"),
    path(f"{RUN}/approve", pages.approve_run, name="records.approve_run"),
    path(f"{RUN}/withdraw", pages.withdraw_run, name="records.withdraw_run"),
    path("office/records/register", pages.register, name="records.register"),
    path("office/records/register.csv", pages.register_csv, name="records.register_csv"),
]
