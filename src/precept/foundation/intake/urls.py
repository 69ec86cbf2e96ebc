"""The addresses of the files that people give the office."""

from django.urls import path

from precept.foundation.intake import pages

urlpatterns = [
    path("office/intake", pages.files, name="intake.files"),
    path("office/intake/<str:reference>", pages.file, name="intake.file"),
    path(
        "office/intake/<str:reference>/refused.<str:ending>", pages.refused, name="intake.refused"
    ),
]
