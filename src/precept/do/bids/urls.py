"""Addresses of bids: the office's under a round; applicants' and declaring interests under one's own work."""

from django.urls import path

from precept.do.bids.pages import (
    bidders,
    interests,
    mine,
    office,
    offline,
    otherwise,
    sending,
    texts,
    together,
    ways,
    writing,
)

ROUND = "office/rounds/<str:reference>"
MINE = "my/bids/<str:bid>"
SECTION = f"{MINE}/answers/<str:section>"
"""Sections are named by those who write the questions: apart from every other page of a bid."""

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
    path("my/bids", mine.mine, name="bids.mine"),
    path("my/bids/start/<str:reference>", mine.start, name="bids.start"),
    path("my/bids/other-way/<str:reference>", otherwise.other_way, name="bids.other_way"),
    path(MINE, mine.draft, name="bids.draft"),
    path(f"{MINE}/check", sending.check, name="bids.check"),
    path(f"{MINE}/end-rehearsal", mine.end_rehearsal, name="bids.end_rehearsal"),
    path(f"{MINE}/evidence.csv", sending.evidence, name="bids.evidence"),
    path(f"{MINE}/form.docx", offline.form_word, name="bids.form_word"),
    path(f"{MINE}/hold-the-money", bidders.hold, name="bids.hold"),
    path(f"{MINE}/offline", offline.offline, name="bids.offline"),
    path(f"{MINE}/organisation", bidders.bidder, name="bids.bidder"),
    path(f"{MINE}/receipt", sending.receipt, name="bids.receipt"),
    path(f"{MINE}/receipt.pdf", sending.receipt_pdf, name="bids.receipt_pdf"),
    path(f"{MINE}/team", together.team, name="bids.team"),
    path(f"{MINE}/team/<int:number>", together.member, name="bids.member"),
    path(f"{MINE}/why-not", otherwise.why_not, name="bids.why_not"),
    path(f"{MINE}/withdraw", sending.withdraw, name="bids.withdraw"),
    path(SECTION, writing.section, name="bids.section"),
    path(f"{SECTION}/both/<int:number>", texts.both, name="bids.both"),
    path(f"{SECTION}/files/<str:question>", together.files, name="bids.files"),
    path(f"{SECTION}/history", texts.history, name="bids.history"),
]
