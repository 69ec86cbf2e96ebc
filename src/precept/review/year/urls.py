"""Addresses of the year: its calendar, the office's duties, and each time that one is due."""

from django.urls import path

from precept.review.year.pages import calendar, duties, occurrences

YEAR = "office/year"
DUTIES = f"{YEAR}/duties"
DUTY = f"{DUTIES}/<slug:key>"
TIME = f"{DUTY}/days/<slug:on>"

urlpatterns = [
    path(YEAR, calendar.calendar, name="year.calendar"),
    path(f"{YEAR}/begin", calendar.begin, name="year.begin"),
    path(f"{YEAR}/mine.ics", calendar.calendar_file, name="year.calendar_file"),
    path(f"{YEAR}/in/<slug:year>", calendar.calendar_of, name="year.calendar_of"),
    path(f"{YEAR}/in/<slug:year>.csv", calendar.calendar_csv, name="year.calendar_csv"),
    path(DUTIES, duties.duties, name="year.duties"),
    path(f"{DUTIES}/new", duties.new_duty, name="year.new_duty"),
    path(DUTY, duties.duty, name="year.duty"),
    path(f"{DUTY}/change", duties.change_duty, name="year.change_duty"),
    path(f"{DUTY}/retire", duties.retire_duty, name="year.retire_duty"),
    path(TIME, occurrences.occurrence, name="year.occurrence"),
    path(f"{TIME}/give", occurrences.give, name="year.give"),
    path(f"{TIME}/move", occurrences.move, name="year.move"),
    path(f"{TIME}/done", occurrences.finish, name="year.finish"),
    path(f"{TIME}/take-up", occurrences.take_up, name="year.take_up"),
]
