"""The addresses of files."""

from django.urls import path

from precept.foundation.documents import pages

urlpatterns = [
    path("files/<slug:reference>", pages.file, name="documents.file"),
    path("office/files", pages.files, name="documents.files"),
]
