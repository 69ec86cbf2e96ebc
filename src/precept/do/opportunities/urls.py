"""Addresses of the office's pages of rounds."""

from django.urls import path

from precept.do.opportunities import pages
from precept.do.opportunities.pages import (
    bidders,
    life,
    meetings,
    questions,
    rehearsing,
    rows,
    set_up,
)

urlpatterns = [
    *set_up.ADDRESSES,
    *rows.ADDRESSES,
    *life.ADDRESSES,
    *rehearsing.ADDRESSES,
    *meetings.ADDRESSES,
    *questions.ADDRESSES,
    path("office/rounds", pages.rounds, name="opportunities.all"),
    path("office/rounds/new", pages.new, name="opportunities.new"),
    path("office/rounds/<str:reference>", pages.one, name="opportunities.one"),
    path(
        "office/rounds/<str:reference>/change/<slug:part>",
        pages.change,
        name="opportunities.change",
    ),
    path("office/rounds/<str:reference>/spend", pages.spend, name="opportunities.spend"),
    path("office/rounds/<str:reference>/publish", pages.publish, name="opportunities.publish"),
    *bidders.ADDRESSES,
]
