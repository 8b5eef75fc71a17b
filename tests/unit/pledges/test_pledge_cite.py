from __future__ import annotations

from thidua.campaign.site import PledgeEntry, RecordEntry, Site, TermKey
from thidua.pledges.articles import Article
from thidua.pledges.citation import citation, comparison_caution, summary_notice
from thidua.reading.body import Body
from thidua.reading.records import Cluster, Pledge

KEY = TermKey("mau-1", "2031")
SOURCE = {"title": "Cụm mẫu ký “giao ước”", "publisher": "Báo Mẫu", "author": "Lê Ví Dụ", "published": "2031-03-02T12:08"}  # fmt: skip


def pledge(**fields: object) -> Pledge:
    known = {
        "term": "2031",
        "title": "Giao ước “Kỷ cương” năm 2031",
        "audience": "public",
        "sources": [SOURCE],
    }
    return Pledge.model_validate({**known, **fields})


def site(record: Pledge) -> Site:
    cluster = Cluster.model_validate(
        {
            "id": "mau-1", "name": "Cụm thi đua mẫu số 1", "owner": "Công an tỉnh Mẫu", "block": "Huyện",
            "audience": "public", "terms": [{"term": "2031", "from": "2031", "sources": [SOURCE]}],
        }
    )  # fmt: skip
    entry = PledgeEntry(record, "x.md", KEY, Body("", 1))
    return Site(clusters={"mau-1": RecordEntry(cluster, "c.yml")}, pledges={KEY: entry})


def test_a_full_citation():
    record = pledge(signed_on="2031-03-01", place="An Sơn", summary="true")
    assert citation(site(record), KEY, "vi", url="https://vi.du/cum/mau-1/giao-uoc/2031/") == (
        "Cụm thi đua mẫu số 1, “Giao ước ‘Kỷ cương’ năm 2031”, ký ngày 01 tháng 3 năm 2031 tại An Sơn "
        "(bản tổng hợp). Nguồn: Lê Ví Dụ, “Cụm mẫu ký ‘giao ước’”, Báo Mẫu, 02/3/2031. "
        "https://vi.du/cum/mau-1/giao-uoc/2031/"
    )


def test_what_is_unknown_is_left_out():
    record = pledge(sources=[{"title": "Nguồn"}])
    article = Article("ky-cuong", "Điều 1.", "Kỷ cương", "")
    assert citation(site(record), KEY, "vi", article=article) == (
        "Cụm thi đua mẫu số 1, Điều 1 “Kỷ cương”, “Giao ước ‘Kỷ cương’ năm 2031”. Nguồn: “Nguồn”."
    )


def test_an_article_that_is_only_a_number():
    article = Article("dieu-1", "Điều 1.", "", "")
    assert "Điều 1, “Giao ước" in citation(site(pledge()), KEY, "vi", article=article)


def test_notice_and_caution():
    full, short = pledge(), pledge(summary="true")
    assert summary_notice(full, "vi") is None
    assert summary_notice(short, "vi") == "Đây là bản tổng hợp, không thay thế văn bản gốc."
    assert comparison_caution(full, full, "vi") is None
    assert comparison_caution(full, short, "vi").startswith("Một trong hai bản")
    assert comparison_caution(short, short, "vi").startswith("Cả hai bản")
