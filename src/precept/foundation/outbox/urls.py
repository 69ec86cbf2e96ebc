"""The addresses of the outbox."""

from django.urls import path

from precept.foundation.outbox import pages

urlpatterns = [
    path("office/outbox", pages.outbox, name="outbox.all"),
    path("office/outbox/mail/<str:reference>", pages.mail, name="outbox.mail"),
    path("office/outbox/tasks/<str:reference>", pages.task, name="outbox.task"),
    path("office/jobs/<str:reference>", pages.job, name="outbox.job"),
    path("demo/mailbox", pages.mailbox_page, name="outbox.mailbox"),
]
