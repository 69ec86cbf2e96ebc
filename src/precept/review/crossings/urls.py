"""Addresses of crossings of interests."""

from django.urls import path

from precept.review.crossings import pages

ALL = "office/interests/crossings"
ONE = f"{ALL}/<str:stake>/<slug:kind>/<str:reference>"

urlpatterns = [
    path(ALL, pages.all_crossings, name="crossings.all"),
    path(ONE, pages.one, name="crossings.one"),
    path(f"{ONE}/explain", pages.explain, name="crossings.explain"),
    path(f"{ONE}/take-back", pages.take_back, name="crossings.take_back"),
]
