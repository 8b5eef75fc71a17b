"""What pages say of who publishes them, how they are cited, and where mistakes are told."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from thidua.campaign.site import Site
from thidua.publisher import Publisher
from thidua.views.shared import sharing
from thidua.views.shared.page import Context

NAMED = Publisher(
    name="Phòng Thi đua Ví Dụ",
    body="Bộ Ví Dụ",
    responsible="Ông Trần Ví Dụ",
    address="Số 1 phố Ví Dụ",
    phone="(0200) 000-0000",
    mail="thi-dua@vi-du.example.vn",
)
WRITTEN = Publisher(mail="thi-dua@vi-du.example.vn")


def context(publisher: Publisher = Publisher(), **keys: str) -> Context:  # noqa: B008 frozen
    return Context(Site(), site_name="Trang Ví Dụ", publisher=publisher, **keys)  # type: ignore[arg-type]


def test_the_line_at_the_foot() -> None:
    assert sharing.publisher_line(context(NAMED)) == (
        "Cơ quan chịu trách nhiệm: Phòng Thi đua Ví Dụ · Cơ quan chủ quản: Bộ Ví Dụ"
        " · Người chịu trách nhiệm nội dung: Ông Trần Ví Dụ"
    )
    assert (
        sharing.publisher_line(context(Publisher(body="Bộ Ví Dụ"))) == "Cơ quan chủ quản: Bộ Ví Dụ"
    )
    assert sharing.publisher_line(context(WRITTEN)) == ""
    assert sharing.publisher_line(context()) == ""


def test_facts_lead_where_they_can() -> None:
    assert sharing.publisher_facts(context()) == ()
    assert sharing.publisher_facts(context(NAMED))[3:] == (
        ("Địa chỉ", "Số\N{NO-BREAK SPACE}1 phố Ví Dụ", ""),
        ("Điện thoại", "(0200) 000-0000", "tel:02000000000"),
        ("Thư điện tử", "thi-dua@vi-du.example.vn", "mailto:thi-dua@vi-du.example.vn"),
    )


@pytest.mark.parametrize(
    ("keys", "fact"),
    [
        ({"phone": "0200 000 000, máy lẻ 12"}, ("Điện thoại", "0200 000 000, máy lẻ 12", "")),
        ({"phone": "+84 200 000 000"}, ("Điện thoại", "+84 200 000 000", "tel:+84200000000")),
        ({"licence": "Ghi nguồn"}, ("Giấy phép dùng lại", "Ghi nguồn", "")),
        ({"licence_url": "https://a.vn/"}, ("Giấy phép dùng lại", "https://a.vn/", "https://a.vn/")),
        ({"licence": "Ghi nguồn", "licence_url": "https://a.vn/"}, ("Giấy phép dùng lại", "Ghi nguồn", "https://a.vn/")),
    ],
)  # fmt: skip
def test_a_fact(keys: dict[str, str], fact: tuple[str, str, str]) -> None:
    assert sharing.publisher_facts(context(Publisher(**keys))) == (fact,)


def test_a_citation_has_holes_for_what_the_reader_knows() -> None:
    assert sharing.citation(context(NAMED)) == (
        "Phòng Thi đua Ví Dụ, “{title}”, Trang Ví Dụ, {address}, truy cập {day}/{month}/{year}."
    )
    assert sharing.citation(context(lang="en")) == (
        "“{title}”, Trang Ví Dụ, {address}, read on {year}-{month}-{day}."
    )
    told = sharing.citation(context(), "Ký “giao ước” năm\N{NO-BREAK SPACE}2024", "https://a.vn/x/")
    assert told == "“Ký ‘giao ước’ năm 2024”, Trang Ví Dụ, https://a.vn/x/."


def test_a_mistake_is_told_by_mail_before_all() -> None:
    repo = "https://github.com/vi-du/trang"
    link = sharing.report_link(context(WRITTEN), '50% & hơn? #1"<', "https://a.vn/x/?a=1&b=2", repo)
    assert not set(link) & set(' "<>#\r\n')
    head, query = link.split("?", 1)
    assert head == "mailto:thi-dua@vi-du.example.vn"
    asked = dict(pair.split("=") for pair in query.split("&"))
    assert unquote(asked["subject"]) == 'Báo chỗ sai: 50% & hơn? #1"<'
    assert unquote(asked["body"]).split("\r\n")[:3] == ["https://a.vn/x/?a=1&b=2", "", "Chỗ sai:"]


@pytest.mark.parametrize(
    ("repo_url", "begins", "keys"),
    [
        ("https://github.com/vi-du/trang", "https://github.com/vi-du/trang/issues/new?", ["title", "body"]),
        ("https://gitlab.vi-du.example.vn/a/b/", "https://gitlab.vi-du.example.vn/a/b/-/issues/new?", ["issue[title]", "issue[description]"]),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/issues/new?", ["title", "body"]),
    ],
)  # fmt: skip
def test_else_by_the_form_of_a_known_forge(repo_url: str, begins: str, keys: list[str]) -> None:
    link = sharing.report_link(context(), "Tên", "https://a.vn/x/", repo_url)
    assert link.startswith(begins)
    told = dict(parse_qsl(urlsplit(link).query))
    assert [*told] == keys
    assert told[keys[0]] == "Báo chỗ sai: Tên"
    assert "https://a.vn/x/" in told[keys[1]]


@pytest.mark.parametrize(
    "repo_url", ["", "https://git.vi-du.example.vn/a", "ssh://github.com/a", "https://a.vn/github"]
)
def test_else_nowhere(repo_url: str) -> None:
    assert sharing.report_link(context(), "Tên", "https://a.vn/x/", repo_url) == ""


def test_an_internal_page_is_told_to_no_forge() -> None:
    repo = "https://github.com/vi-du/trang"
    assert sharing.report_link(context(audience="internal"), "Kín", "/x/", repo) == ""
    assert sharing.report_link(context(WRITTEN, audience="internal"), "Kín", "/x/", repo) != ""


def test_the_organisation_has_what_is_told_of_it() -> None:
    assert sharing.organization(context(WRITTEN)) is None
    assert sharing.organization(context(NAMED)) == {
        "@type": "Organization",
        "name": "Phòng Thi đua Ví Dụ",
        "parentOrganization": {"@type": "Organization", "name": "Bộ Ví Dụ"},
        "address": "Số 1 phố Ví Dụ",
        "telephone": "(0200) 000-0000",
        "email": "thi-dua@vi-du.example.vn",
    }
