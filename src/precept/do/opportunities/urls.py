"""Addresses of the office's pages of rounds."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import path

from precept.do.opportunities import pages
from precept.do.opportunities.pages import bidders, life, meetings, set_up

urlpatterns = [
    *set_up.ADDRESSES,
    *life.ADDRESSES,
    *meetings.ADDRESSES,
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
if find_spec("precept.do.opportunities.pages.questions"):
    urlpatterns += import_module("precept.do.opportunities.pages.questions").ADDRESSES
