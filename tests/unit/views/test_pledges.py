"""Views of pledges, made from the invented fixture for both audiences."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from support import BASE, FIXTURE_SITE, ROOT
from thidua import prose
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.pledges.articles import Article
from thidua.views.clusters import numbers
from thidua.views.pledges import comparisons, register
from thidua.views.pledges.articles import plain_lines, self_contained
from thidua.views.pledges.chooser import chooser_page
from thidua.views.pledges.pledge import PledgePage
from thidua.views.shared.clusters import cluster_blocks
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.views.pledges.comparisons import ComparisonView

TODAY = dt.date(2026, 1, 15)


def context(audience: str = "public", content=FIXTURE_SITE / "content") -> Context:
    checked = check_content(content, content.parent)
    assert not checked.report.has_errors, checked.report.render("text", "vi")
    return Context(
        project(checked.site, audience, TODAY),
        audience,
        "Trang Ví Dụ",
        "https://vi-du.example/thi-dua/",
    )


PUBLIC, INTERNAL = context(), context("internal")


def page(term: str, ctx: Context = PUBLIC, cluster: str = "vd-1") -> PledgePage:
    address = ctx.site.pledges[cluster, term].address
    return next(page for page in pledge_pages(ctx, cluster) if page.address == address)


def pledge_pages(ctx: Context, cluster: str) -> Iterator[PledgePage]:
    return (page for page in register.pages_of(ctx, cluster) if isinstance(page, PledgePage))


def comparison(one: str, other: str, ctx: Context = PUBLIC) -> ComparisonView:
    by_key = {str(key): entry for key, entry in ctx.site.pledges.items()}
    return comparisons.comparison_view(ctx, by_key[one], by_key[other])


def words(line) -> str:
    signs = {"gone": "[-{}-]", "come": "[+{}+]"}
    return "".join(signs.get(run.kind, "{}").format(run.text) for run in line.runs).replace(
        "\u00a0", " "
    )


# --- From the promise to the next term --------------------------------------------------------


def followed(term: str, ctx: Context) -> list[tuple[str, ...]]:
    shown = page(term, ctx).following
    assert shown is not None
    return [
        tuple(
            part.replace("\u00a0", " ")
            for part in (row.target.title, row.commitment, row.result, row.change.title)
        )
        for row in shown.targets
    ]


def test_each_target_is_followed_from_its_promise_to_the_next_pledge() -> None:
    assert followed("2023", INTERNAL) == [
        ("Giảm số vụ phạm pháp hình sự", "giảm ít nhất 5% so với năm 2022", "1 đạt, 1 chưa đạt, 1 chưa rõ, 1 chưa có số liệu", "Tăng mức từ 5% lên 7,5% (yêu cầu cao hơn)"),
        ("Tỷ lệ điều tra, khám phá án", "ít nhất 75%", "Cả 4 đơn vị: chưa có số liệu.", "Giảm mức từ 75% xuống trên 72% (yêu cầu thấp hơn); Đổi mức so sánh: ít nhất → trên (yêu cầu thấp hơn)"),
        ("Xây nhà cho hộ nghèo", "ít nhất 4 căn", "1 đạt, 1 chưa đạt, 2 chưa có số liệu", "Bỏ chỉ tiêu"),
        ("Trao xe cho học sinh vượt khó", "ít nhất 1.500 xe", "Cả 4 đơn vị: chưa có số liệu.", "Đổi đơn vị tính: xe → suất; Chuyển sang điều khác: Điều 3. Gắn bó với cộng đồng → Điều 2. Nghĩa tình đồng đội"),
        ("Tổ chức hội thi nghiệp vụ", "01 hội thi", "Cả 4 đơn vị: chưa có số liệu.", "Giữ nguyên"),
        ("Xây nhà nghĩa tình đồng đội", "", "", "Chỉ tiêu mới"),
    ]  # fmt: skip


def test_results_that_an_audience_may_not_see_are_not_followed() -> None:
    hidden = 0
    for shown in chain.from_iterable(pledge_pages(PUBLIC, id_) for id_ in PUBLIC.site.clusters):
        if shown.following and shown.results is None:
            hidden += 1
            assert not shown.following.has_results
            assert {row.result for row in shown.following.targets} == {""}
    assert hidden


def test_the_newest_pledge_is_followed_by_none() -> None:
    assert page(PUBLIC.site.pledges_by_cluster["vd-1"][-1].key.term).following is None


# --- The document ----------------------------------------------------------------------------


def test_targets_are_said_in_words_under_their_article() -> None:
    shown = page("2024")
    assert [
        (a.title, [t.commitment.replace("\u00a0", " ") for t in a.targets]) for a in shown.articles
    ] == [
        ("Bảo đảm an ninh, trật tự", ["giảm ít nhất 7,5%", "trên 72%"]),
        ("Nghĩa tình đồng đội", ["ít nhất 1.500 suất", "ít nhất 4 căn"]),
        ("Xây dựng lực lượng", ["1 hội thi"]),
        ("Chế độ thông tin", []),
    ]
    assert sum(len(a.targets) for a in shown.articles) == len(shown.targets)


def test_an_article_of_an_id_the_page_uses_gets_another_anchor() -> None:
    assert [a.anchor for a in page("2025").articles][-1] == "dieu.noi-dung"


def test_neighbours_and_comparisons() -> None:
    shown = page("2024")
    assert (shown.previous.address, shown.next.address) == (
        "/cum/vd-1/giao-uoc/2023/", "/cum/vd-1/giao-uoc/2025/",
    )  # fmt: skip
    assert [(link.title, link.address) for link in shown.comparisons] == [
        ("kỳ trước (năm\u00a02023)", "/cum/vd-1/giao-uoc/2023..2024/"),
        ("kỳ sau (năm\u00a02025)", "/cum/vd-1/giao-uoc/2024..2025/"),
    ]
    assert shown.key == "vd-1@2024"
    only = page("2024", cluster="vd-3")
    assert (only.previous, only.next, only.comparisons) == (None, None, ())


def test_a_summary_has_a_notice_and_no_letterhead() -> None:
    summary, full = page("2024", cluster="vd-3"), page("2024")
    assert "không thay thế văn bản gốc" in summary.notice
    assert summary.letterhead is None
    assert full.notice == ""
    assert (
        full.letterhead.place_line.replace("\u00a0", " ")
        == "TP Đan Hương, ngày 14 tháng 3 năm 2024"
    )


def test_citation_and_foot_name_the_address_and_no_day_of_the_build() -> None:
    shown = page("2024")
    assert shown.citation.endswith("https://vi-du.example/thi-dua/cum/vd-1/giao-uoc/2024/")
    assert "Nội dung cập nhật đến ngày 27 tháng 02 năm 2025." in shown.print_foot.replace(
        "\u00a0", " "
    )
    assert "2026" not in shown.print_foot


# --- What came of it -------------------------------------------------------------------------


def test_results_are_shown_to_those_who_may_know_them() -> None:
    assert page("2024").results is None
    assert page("2024", INTERNAL).results.internal
    assert not page("2023").results.internal


def test_the_picture_shows_what_is_missing() -> None:
    progress = page("2023").results.progress
    assert {bar.state: bar.count for bar in progress.bars} == {
        "reached": 2, "not-reached": 2, "unclear": 1, "no-result": 15,
    }  # fmt: skip
    assert progress.total == 20
    assert sum(bar.width for bar in progress.bars) == 1000
    assert progress.bars[-1].width == 750
    assert "chưa có số liệu 15/20" in progress.words


def test_a_percentage_never_stands_without_both_numbers() -> None:
    following = page("2023").results
    shares = {row.share.replace("\u00a0", " ") for t in following.targets for row in t.rows} - {""}
    assert shares == {"3/4 căn, bằng 75%", "5/4 căn, bằng 125%"}
    houses = next(t for t in following.targets if "hộ nghèo" in t.text)
    assert [r.earlier for r in houses.rows if r.earlier] == [("1 căn (tháng\u00a06/2023)",)]


def test_a_target_nobody_reported_on_says_so_once() -> None:
    silent = [t for t in page("2023").results.targets if not t.rows]
    assert [t.silent for t in silent] == ["Cả 4 đơn vị: chưa có số liệu."] * 3


# --- Comparison ------------------------------------------------------------------------------


def test_neighbours_alone_have_a_page() -> None:
    assert [
        (p.address, p.keys)
        for p in comparisons.pages(PUBLIC, comparisons.neighbours(PUBLIC, "vd-1"))
    ] == [
        ("/cum/vd-1/giao-uoc/2023..2024/", ("vd-1@2023", "vd-1@2024")),
        ("/cum/vd-1/giao-uoc/2024..2025/", ("vd-1@2024", "vd-1@2025")),
    ]


def test_neighbours_lead_to_the_neighbours_before_and_after() -> None:
    first, last = comparisons.pages(PUBLIC, comparisons.neighbours(PUBLIC, "vd-1"))
    assert (first.previous, first.next.address) == (None, last.address)
    assert (last.previous.address, last.next) == (first.address, None)


def test_rows_of_articles() -> None:
    shown = comparison("vd-1@2023", "vd-1@2024")
    articles = next(g for g in shown.groups if g.id == "cac-dieu")
    assert [(words(r.title), r.mark, r.labels) for r in articles.rows] == [
        ("Điều 1. Bảo đảm an ninh, trật tự", "changed", ("Sửa nội dung",)),
        ("Điều 2. Nghĩa tình đồng đội", "added", ("Thêm mới",)),
        ("[-Điều 2.-] [+Điều 3.+] Xây dựng lực lượng", "renumbered", ("Đổi số",)),
        ("Điều 3. Gắn bó với cộng đồng", "removed", ("Bỏ",)),
        ("Điều 4. Chế độ thông tin", "same", ("Giữ nguyên",)),
    ]
    assert [words(line) for line in articles.rows[0].lines] == [
        "Chủ động nắm tình hình từ cơ sở[+, không để bị động+].",
        "– Tuần tra ban đêm ở địa bàn phức tạp[+, giáp ranh+]",
        "– Tiếp nhận tin báo của người dân",
    ]
    assert [r.equal for r in articles.rows] == [False, False, True, False, True]


def test_rows_of_targets_put_like_beside_like() -> None:
    shown = comparison("vd-1@2023", "vd-1@2024")
    targets = next(g for g in shown.groups if g.id == "cac-chi-tieu")
    row = next(r for r in targets.rows if r.anchor == "chi-tieu-kham-pha")
    assert [words(line) for line in row.lines] == [
        "[-ít nhất 75-][+trên 72+]%",
        "giao bởi [-Bộ Ví Dụ-][+Hội nghị cụm+]",
    ]
    assert row.mark == "lowered"
    assert "Giảm mức từ 75% xuống trên 72% (yêu cầu thấp hơn)" in row.notes
    assert targets.kept == ("Tổ chức hội thi nghiệp vụ: 1\u00a0hội thi",)


def test_units_of_one_name_are_told_apart_by_their_time() -> None:
    shown = comparison("vd-1@2024", "vd-1@2025")
    signed = next(g for g in shown.groups if g.id == "dai-dien-ky")
    titles = [words(r.title) for r in signed.rows]
    assert {"Công an tỉnh Mẫu (đến 30/6/2024)", "Công an tỉnh Mẫu (từ 01/7/2024)"} <= set(titles)
    unknown = next(r for r in signed.rows if "Dương Lâm" in words(r.title))
    assert {run.kind for line in unknown.lines for run in line.runs} <= {"come", "come_space"}
    assert signed.silent


def test_a_change_of_markup_alone_is_called_so(tree) -> None:
    text = BASE["clusters/vd-1/pledges/2024.md"]
    older = text.replace("2024", "2023").replace("Giữ gìn an ninh.", "Giữ gìn **an ninh**.")
    ctx = context(content=tree({"clusters/vd-1/pledges/2023.md": older}))
    row = (
        next(iter(comparisons.pages(ctx, comparisons.neighbours(ctx, "vd-1"))))
        .shown.groups[0]
        .rows[0]
    )
    assert row.equal
    assert row.notes == ("Chỉ khác cách trình bày, chữ không đổi.",)


def test_two_terms_open_with_counts_and_what_is_easier_now() -> None:
    shown = comparison("vd-1@2024", "vd-1@2025")
    assert [astuple(line) for line in shown.tally] == [
        ("Các điều", "2", "1", "3", "0"), ("Các chỉ tiêu", "1", "0", "4", "1"), ("Đại diện ký", "1", "2", "2", "0"),
    ]  # fmt: skip
    assert shown.harder == ()
    assert [(one.anchor, one.note.replace("\u00a0", " ")) for one in shown.easier] == [
        ("chi-tieu-nha-nghia-tinh", "Giảm mức từ 4 xuống 3 (yêu cầu thấp hơn)")
    ]
    assert shown.nothing == ""


def test_two_terms_that_say_the_same_are_told_so() -> None:
    shown = comparison("vd-1@2024", "vd-1@2024")
    assert shown.nothing == "Không thay đổi."
    assert {(line.come, line.gone, line.differ) for line in shown.tally} == {("0", "0", "0")}


def test_two_clusters_have_differences_and_no_changes() -> None:
    shown = comparison("vd-1@2024", "vd-3@2024")
    assert shown.cluster is None
    assert (shown.old.label.replace("\u00a0", " "), shown.new.label.replace("\u00a0", " ")) == (
        "Cụm thi đua số 1 – Công an địa phương Ví Dụ", "Cụm thi đua số 3 – Công an địa phương Ví Dụ",
    )  # fmt: skip
    assert {row.mark for group in shown.groups for row in group.rows} == {"changed", "lone"}
    assert "dai-dien-ky" not in {group.id for group in shown.groups}
    assert [astuple(line) for line in shown.tally] == [
        ("Các điều", "1", "3", "1", "0"), ("Các chỉ tiêu", "0", "4", "1", "0"),
    ]  # fmt: skip
    assert (shown.harder, shown.easier, shown.nothing) == ((), (), "")
    # Neither cluster amended or kept what the other has.
    assert [(s.mark, s.label) for s in shown.signs] == [
        ("changed", "khác nhau"), ("lone", "chỉ một bên có"),
    ]  # fmt: skip
    assert {group.kept_label for group in shown.groups} == {"Giống nhau"}
    assert shown.caution.startswith("Một trong hai bản là bản tổng hợp")


@pytest.mark.parametrize(
    ("one", "other", "title", "labels"),
    [
        ("vd-1@2023", "vd-1@2025", "Giao ước năm 2023 và năm 2025: những điểm thay đổi", ("năm 2023", "năm 2025")),
        ("vd-1@2024", "vd-3@2024", "Giao ước năm 2024: Cụm thi đua số 1 – Công an địa phương Ví Dụ và Cụm thi đua số 3 – Công an địa phương Ví Dụ",
         ("Cụm thi đua số 1 – Công an địa phương Ví Dụ", "Cụm thi đua số 3 – Công an địa phương Ví Dụ")),
        ("vd-3@2024", "vd-1@2025", "Giao ước: Cụm thi đua số 3 – Công an địa phương Ví Dụ, năm 2024 và Cụm thi đua số 1 – Công an địa phương Ví Dụ, năm 2025",
         ("Cụm thi đua số 3 – Công an địa phương Ví Dụ, năm 2024", "Cụm thi đua số 1 – Công an địa phương Ví Dụ, năm 2025")),
    ],
)  # fmt: skip
def test_what_tells_two_pledges_apart(
    one: str, other: str, title: str, labels: tuple[str, str]
) -> None:
    shown = comparison(one, other)
    assert shown.title.replace("\u00a0", " ") == title
    assert tuple(s.label.replace("\u00a0", " ") for s in (shown.old, shown.new)) == labels


def test_without_scripts_the_chooser_has_a_line_for_each_cluster() -> None:
    shown = chooser_page(PUBLIC)
    assert shown.address == "/giao-uoc/so-sanh/"
    assert [
        (line.cluster.address, line.newest.address, line.comparison and line.comparison.address)
        for line in shown.lines
    ] == [
        ("/cum/vd-1/", "/cum/vd-1/giao-uoc/2025/", "/cum/vd-1/giao-uoc/2024..2025/"),
        ("/cum/vd-3/", "/cum/vd-3/giao-uoc/2024/", None),
    ]


# --- Register --------------------------------------------------------------------------------


def test_the_register_knows_what_is_missing() -> None:
    shown = register.register(PUBLIC)
    row = next(r for r in shown.rows if r.cluster.address == "/cum/vd-1/")
    assert [(c.state, c.years) for c in row.cells] == [("text", ""), ("text", ""), ("text", "")]
    assert [(c.term.title, c.state) for c in row.gaps] == [("năm\u00a02022", "missing")]
    assert [r.cluster.address for r in shown.empty] == ["/cum/vd-truong-1/"]
    assert "cum thi dua so 1" in row.name_folded
    assert shown.years == (2025, 2024, 2023, 2022)
    assert [key for key, _ in shown.states] == ["text", "summary", "missing"]


def test_clusters_stand_in_one_order_on_all_pages() -> None:
    """By block as the index of clusters has them, within a block by owner and number."""
    ctx = context(content=ROOT / "content")
    index = [line.address for block in cluster_blocks(ctx) for line in block.clusters]
    shown = register.register(ctx)
    for rows in (shown.rows, shown.empty):
        found = [row.cluster.address for row in rows]
        assert found == [address for address in index if address in found]
    assert len(shown.rows) + len(shown.empty) == len(index)
    first = next(numbers.pages(ctx))
    assert [line.cluster.address for line in first.clusters] == [
        address for address in index if address in {line.cluster.address for line in first.clusters}
    ]


def test_the_internal_register_alone_knows_internal_clusters() -> None:
    def names(ctx: Context) -> set[str]:
        shown = register.register(ctx)
        return {row.cluster.address for row in (*shown.rows, *shown.empty)}

    assert names(INTERNAL) - names(PUBLIC) == {"/cum/vd-noi-bo-2/"}


# --- Articles alone --------------------------------------------------------------------------


def article(id_: str, text: str) -> Article:
    return Article(id_, None, id_, text, 1)


def test_notes_go_with_the_articles_that_call_them() -> None:
    one, two = self_contained(
        [
            article("a", "Một[^n].\n\n### Phụ\n\nHai."),
            article("b", "Ba[^n], bốn[^m].\n\n### Phụ\n\n[^n]: Chú.\n[^m]: Thích."),
        ]
    )
    assert "[^a-n]: Chú." in one.text
    assert "Thích" not in one.text
    assert "[^b-n]: Chú." in two.text
    assert "[^b-m]: Thích." in two.text
    assert "{#a.phu}" in one.text
    assert "{#b.phu}" in two.text


def test_targets_of_links_and_long_forms_go_with_every_article() -> None:
    one, two = self_contained(
        [
            article("a", "Xem [đơn vị][dv], ANTT."),
            article("b", "Xem [đơn vị][DV].\n\n[dv]: /don-vi/\n*[ANTT]: an ninh, trật tự"),
        ]
    )
    links = {"/don-vi/": "/don-vi/"}
    assert prose.render(one.text, links, "vi").html.strip() == (
        '<p>Xem <a href="/don-vi/">đơn vị</a>, <abbr title="an ninh, trật tự">ANTT</abbr>.</p>'
    )
    assert (
        prose.render(two.text, links, "vi").html.strip()
        == '<p>Xem <a href="/don-vi/">đơn vị</a>.</p>'
    )


def test_a_note_nobody_calls_leads_back_nowhere() -> None:
    shown = prose.render("Chữ[^a].\n\n[^a]: Một.\n[^x]: Hai.", {}, "vi").html
    assert 'href="#fnref:a"' in shown
    assert "Hai." in shown
    assert "#fnref:x" not in shown
    assert "Jump back" not in shown


def test_a_note_nobody_calls_is_not_dropped() -> None:
    (only,) = self_contained([article("a", "Chữ.\n\n[^x]: Lời chú.")])
    assert "Lời chú." in only.text


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("Một\nhai.\n\nBa.", "Một hai.\nBa."),
        ("- a\n- b\n    - c", "– a\n– b\n– c"),
        ("3. ba\n4. bốn", "3. ba\n4. bốn"),
        ("**Đậm** và [liên kết](https://vi-du.example/)", "Đậm và liên kết"),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "A · B\n1 · 2"),
        ("Tin[^1].\n\n[^1]: Chú.", "Tin [1].\n1. Chú."),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("", ""),
    ],
)
def test_plain_lines(markdown: str, lines: str) -> None:
    assert plain_lines(markdown).replace("\u00a0", " ") == lines
