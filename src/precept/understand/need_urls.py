"""Addresses of needs assessments, counts and areas in the office."""

from django.urls import path

from precept.understand.pages import areas, counts, need_parts, needs

AREA = "office/areas/<str:code>"
NEED = "office/needs/<str:reference>"

urlpatterns = [
    path("office/areas", areas.areas, name="understand.areas"),
    path("office/areas/new", areas.new_area, name="understand.new_area"),
    path(AREA, areas.area, name="understand.area"),
    path(f"{AREA}/change", areas.change_area, name="understand.change_area"),
    path(f"{AREA}/end", areas.end_area, name="understand.end_area"),
    path(f"{AREA}/people", areas.population, name="understand.area_people"),
    path("office/needs", needs.needs, name="understand.needs"),
    path("office/needs/new", needs.new_need, name="understand.new_need"),
    path("office/needs/counts", counts.kept, name="understand.counts"),
    path("office/needs/counts/<slug:kind>", counts.kind, name="understand.count_kind"),
    path(NEED, needs.need, name="understand.need"),
    path(f"{NEED}/figures", needs.figures, name="understand.need_figures"),
    path(f"{NEED}/change/<slug:part>", needs.change_need, name="understand.change_need"),
    path(f"{NEED}/agree", needs.agree, name="understand.agree_need"),
    path(f"{NEED}/new-edition", needs.amend, name="understand.amend_need"),
    path(f"{NEED}/publish", needs.publish, name="understand.publish_need"),
    path(f"{NEED}/services/new", need_parts.new_service, name="understand.new_service"),
    path(f"{NEED}/services/<int:place>", need_parts.service, name="understand.service"),
    path(
        f"{NEED}/services/<int:place>/remove",
        need_parts.remove_service,
        name="understand.remove_service",
    ),
    path(f"{NEED}/gaps/new", need_parts.new_gap, name="understand.new_gap"),
    path(f"{NEED}/gaps/<int:place>", need_parts.gap, name="understand.gap"),
    path(f"{NEED}/gaps/<int:place>/remove", need_parts.remove_gap, name="understand.remove_gap"),
]
