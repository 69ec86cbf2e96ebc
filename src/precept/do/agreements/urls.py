"""Addresses of the office's register, of awards, and of what was offered to people outside."""

from django.urls import path

from precept.do.agreements.pages import (
    ahead,
    awards,
    changing,
    keeping,
    letters,
    my_awards,
    publishing,
    reading,
    reserve,
    varying,
)
from precept.do.agreements.pages.trails import ONE

urlpatterns = [
    path("office/register", reading.register, name="agreements.all"),
    path("office/register/new", changing.new, name="agreements.new"),
    path(
        "office/register/running/<slug:year>", changing.list_running, name="agreements.list_running"
    ),
    path(
        "office/register/publish-changes",
        publishing.publish_changes,
        name="agreements.publish_changes",
    ),
    *ahead.urlpatterns,
    path(ONE, reading.one, name="agreements.one"),
    path(f"{ONE}/change/<slug:part>", changing.change, name="agreements.change"),
    path(f"{ONE}/value", changing.value, name="agreements.value"),
    path(f"{ONE}/funds", changing.funds, name="agreements.funds"),
    path(f"{ONE}/successor", changing.successor, name="agreements.successor"),
    path(f"{ONE}/successor/remove", changing.no_successor, name="agreements.no_successor"),
    path(f"{ONE}/framework", changing.framework, name="agreements.framework"),
    path(f"{ONE}/publish", publishing.publish, name="agreements.publish"),
    *keeping.urlpatterns,
    *varying.urlpatterns,
    *awards.urlpatterns,
    *reserve.urlpatterns,
    *letters.urlpatterns,
    *my_awards.urlpatterns,
]
