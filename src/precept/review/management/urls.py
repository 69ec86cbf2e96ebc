"""Addresses of the management of agreements: the office's, and what those outside find in their own area."""

from django.urls import path

from precept.review.management.pages import exits, lists, meetings, mine, owed, plans, troubles

OFFICE = "office/management"
OF = f"{OFFICE}/of/<slug:kind>/<str:reference>"
MEETING = f"{OFFICE}/meetings/<slug:reference>"
EXIT = f"{OFFICE}/exits/<str:reference>"
TASK = f"{EXIT}/things/<slug:key>"
MY = "my/management"
MY_MEETING = f"{MY}/meetings/<slug:reference>"

urlpatterns = [
    path(OFFICE, lists.home, name="management.home"),
    path(f"{OFFICE}/<slug:what>", lists.listed, name="management.listed"),
    path(OF, lists.of, name="management.of"),
    path(f"{OF}/new/<slug:what>", lists.new, name="management.new"),
    path(MEETING, meetings.meeting, name="management.meeting"),
    path(f"{MEETING}/meeting.ics", meetings.meeting_calendar, name="management.calendar"),
    path(
        f"{MEETING}/<slug:what>.<slug:ending>",
        meetings.meeting_paper,
        name="management.meeting_paper",
    ),
    path(f"{MEETING}/<slug:step>", meetings.meeting_step, name="management.meeting_step"),
    path(f"{OFFICE}/actions/<slug:reference>", owed.action, name="management.action"),
    path(
        f"{OFFICE}/actions/<slug:reference>/<slug:step>",
        owed.action_step,
        name="management.action_step",
    ),
    path(f"{OFFICE}/issues/<slug:reference>", troubles.issue, name="management.issue"),
    path(
        f"{OFFICE}/issues/<slug:reference>/<slug:step>",
        troubles.issue_step,
        name="management.issue_step",
    ),
    path(f"{OFFICE}/risks/<slug:reference>", troubles.risk, name="management.risk"),
    path(
        f"{OFFICE}/risks/<slug:reference>/<slug:step>",
        troubles.risk_step,
        name="management.risk_step",
    ),
    path(f"{OFFICE}/plans/<slug:reference>", plans.plan, name="management.plan"),
    path(
        f"{OFFICE}/plans/<slug:reference>/<slug:step>", plans.plan_step, name="management.plan_step"
    ),
    path(EXIT, exits.exit_plan, name="management.exit_plan"),
    path(TASK, exits.exit_task, name="management.exit_task"),
    path(f"{TASK}/<slug:step>", exits.exit_task_step, name="management.exit_task_step"),
    path(f"{EXIT}/<slug:step>", exits.exit_step, name="management.exit_step"),
    path(MY, mine.mine, name="management.mine"),
    path(MY_MEETING, mine.my_meeting, name="management.my_meeting"),
    path(f"{MY_MEETING}/meeting.ics", mine.my_calendar, name="management.my_calendar"),
    path(f"{MY_MEETING}/<slug:what>.<slug:ending>", mine.my_paper, name="management.my_paper"),
    path(f"{MY}/actions/<slug:reference>", mine.my_action, name="management.my_action"),
    path(f"{MY}/exits/<slug:reference>", mine.my_task, name="management.my_task"),
    path(f"{MY}/plans/<slug:reference>", mine.my_plan, name="management.my_plan"),
    path(f"{MY}/plans/<slug:reference>/answer", mine.answer, name="management.answer"),
    path(f"{MY}/services/<slug:reference>", mine.my_service, name="management.my_service"),
]
