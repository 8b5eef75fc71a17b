"""A made-up site of one cluster and one campaign, for the tests of calendar files."""

from __future__ import annotations

from thidua.campaign.site import EventEntry, RecordEntry, Site, TermKey
from thidua.reading.body import Body
from thidua.reading.records import Campaign, Cluster, Event

SOURCES = [{"title": "Nguồn", "published": "2024-04-04T12:08"}]


def event(slug: str, **keys: object) -> EventEntry:
    given_keys = {
        "title": f"Hội nghị {slug}",
        "date": "2024-04-04",
        "kinds": ["ky-giao-uoc"],
        "audience": "public",
        "status": "published",
        "summary": "Tóm tắt, có dấu phẩy; chấm phẩy và \\ gạch chéo.",
        "sources": SOURCES,
        **keys,
    }
    made = Event.model_validate(given_keys)
    terms = (TermKey("cum-a", "2024"),)
    return EventEntry(made, "x.md", slug=slug, folder="", body=Body("", 1), terms=terms)


CLUSTER = Cluster.model_validate(
    {
        "id": "cum-a",
        "name": "Cụm thi đua số 1",
        "owner": "bo",
        "block": "khoi",
        "audience": "public",
        "terms": [
            {"term": "2024", "from": "2024-01-01", "to": "2024-12-31", "sources": SOURCES},
            {"term": "2025", "from": "2025-01-01", "sources": SOURCES},
        ],
    }
)
CAMPAIGN = Campaign.model_validate(
    {
        "id": "phong-trao",
        "name": "Phong trào",
        "clusters": ["cum-a"],
        "phases": [
            {"from": "2024-02-01", "to": "2024-02-20", "theme": "Đợt ngắn"},
            {"from": "2024-03-01", "to": "2024-08-19", "theme": "Đợt dài"},
            {"from": "2024-11-04", "theme": "Đợt chưa kết thúc"},
            {"from": "2024", "to": "2025", "theme": "Đợt chỉ rõ năm"},
        ],
        "sources": SOURCES,
    }
)


def site(*events: EventEntry, campaign: Campaign = CAMPAIGN) -> Site:
    return Site(
        events=events,
        clusters={"cum-a": RecordEntry(CLUSTER, "cluster.yml")},
        campaigns={campaign.id: RecordEntry(campaign, "campaigns.yml")},
    )
