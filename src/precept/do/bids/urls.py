"""Addresses of bids: the office's under a round, declaring interests under one's own work."""

from django.urls import path

from precept.do.bids.pages import interests, office, ways

ROUND = "office/rounds/<str:reference>"

urlpatterns = [
    path(f"{ROUND}/bids", office.every, name="bids.all"),
    path(f"{ROUND}/bids/open", office.open_all, name="bids.open"),
    path(f"{ROUND}/bids/late", office.late, name="bids.late"),
    path(f"{ROUND}/bids/enter", ways.assist, name="bids.assist"),
    path(f"{ROUND}/bids/interests", office.conflicts, name="bids.conflicts"),
    path(f"{ROUND}/bids/interests/<int:number>/end", office.end_conflict, name="bids.end_conflict"),
    path(f"{ROUND}/bids/<str:bid>", office.one, name="bids.one"),
    path(f"{ROUND}/bids/<str:bid>/late", office.settle, name="bids.settle"),
    path(f"{ROUND}/bids/<str:bid>/read-back", ways.read_back, name="bids.read_back"),
    path(f"{ROUND}/other-ways", ways.ways, name="bids.ways"),
    path(f"{ROUND}/other-ways/<int:number>", ways.met, name="bids.met"),
    path(f"{ROUND}/reach", office.reach, name="bids.reach"),
    path("my/interests/<str:reference>", interests.interests, name="bids.interests"),
]
