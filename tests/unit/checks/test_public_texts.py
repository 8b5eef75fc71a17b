"""What a public page must not say, and what only looks like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import EVENT
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVENT_FILE = "events/2024/2024-03-14-ky-giao-uoc.md"


@pytest.fixture
def told(tree: Callable[..., Path]) -> Callable[..., list[tuple[str, str]]]:
    """Codes told of a body, and what they name."""

    def check(
        body: str, audience: str = "public", status: str = "published"
    ) -> list[tuple[str, str]]:
        text = EVENT.replace("\nHai đơn vị ký giao ước.\n", f"\n{body}\n")
        text = text.replace("audience: public", f"audience: {audience}")
        text = text.replace("status: published", f"status: {status}")
        report = check_content(tree({EVENT_FILE: text})).report
        return [(item.code, str(dict(item.params)["said"])) for item in report]

    return check


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Xem http://10.0.3.4/tin", "http://10.0.3.4/tin"),
        ("Xem https://192.168.1.1:8443/tin.", "https://192.168.1.1:8443/tin."),
        ("Xem http://172.16.0.9/", "http://172.16.0.9/"),
        ("Xem http://localhost:8000/cum/", "http://localhost:8000/cum/"),
        ("Xem http://may-chu/tin", "http://may-chu/tin"),
        ("Xem http://tin.cong-an.local/a", "http://tin.cong-an.local/a"),
        ("Máy 192.168.1.20", "192.168.1.20"),
        ("Máy may-chu.lan", "may-chu.lan"),
        (r"Ở \\may-chu\chung", r"\\may-chu\chung"),
        (r"Ở D:\hoso\ky.pdf", r"D:\hoso\ky.pdf"),
        ("Ở file:///home/a.pdf", "file:///home/a.pdf"),
    ],
)
def test_private_address(told: Callable[..., list[tuple[str, str]]], text: str, said: str) -> None:
    assert told(text) == [("W565", said)]
    assert told(text, audience="internal") == []


@pytest.mark.parametrize(
    "text",
    [
        "Xem https://bao.example.vn/tin-10.0.3.4.html",
        "Xem http://8.8.8.8/ và https://[2001:4860:4860::8888]/",
        "Theo mục 10.1.2 và 10.1.2.3.4",
        "Địa chỉ tin.local.example.vn",
        "Tỷ lệ 1:2, giờ 8:30, bài 3/4",
    ],
)
def test_no_private_address(told: Callable[..., list[tuple[str, str]]], text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("Số 001085012345 của ông Mẫu", "W566", "0010…"),
        ("CCCD: 001 085 012 345", "W566", "001 …"),
        ("CMND số 012345678", "W566", "0123…"),
        ("căn cước công dân số 001085012345", "W566", "0010…"),
        ("Gọi 0912345678.", "W567", "0912…"),
        ("Gọi 091 234 5678", "W567", "091 …"),
        ("Gọi 0912.34.56.78", "W567", "0912…"),
        ("Gọi +84 912 345 678", "W567", "+84 …"),
        ("Gọi 024 3934 5678", "W567", "024 …"),
        ("Gọi (0236) 382 1234", "W567", "(023…"),
        ("[gọi](tel:0912345678)", "W567", "0912…"),
    ],
)
def test_personal_number(
    told: Callable[..., list[tuple[str, str]]], text: str, code: str, said: str
) -> None:
    """The message does not repeat the number: reports are read by more people than the page's editors."""
    assert told(text) == [(code, said)]
    assert told(text, audience="internal") == []


@pytest.mark.parametrize(
    "text",
    [
        "Trị giá 180.000.000 đồng, 001.234.567.890 đồng",
        "Xem https://bao.example.vn/tin-0912345678.html",
        "Từ 08-12-2024 10 giờ đến 05/07/2024",
        "Quyết định số 0912345678/QĐ-BCA",
        "Đường dây nóng 113, 1900 1234",
        "Mã 20240314001",
        "Số 099085012345",  # no such province
    ],
)
def test_no_personal_number(told: Callable[..., list[tuple[str, str]]], text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("TODO: viết nốt", "E645", "TODO"),
        ("Todo: viết nốt", "E645", "Todo:"),
        ("Todo : viết nốt", "E645", "Todo :"),
        ("To do: viết nốt", "E645", "To do:"),
        ("TO-DO viết nốt", "E645", "TO-DO"),
        ("Ba đơn vị (todo)", "E645", "(todo)"),
        ("Kết quả (đang cập nhật)", "W630", "(đang cập nhật)"),
        ("Có xxx đại biểu", "E645", "xxx"),
        ("Có ??? đại biểu", "E645", "???"),
        ("Số: ............", "W630", "............"),
        ("Ông ____ dự", "W630", "____"),
        ("Kết quả [cần bổ sung]", "W630", "[cần bổ sung]"),
        ("Lorem ipsum", "", ""),
        ("lorem ipsum dolor", "E645", "lorem ipsum"),
        ("MẬT", "E644", "MẬT"),
        ("M Ậ T", "E644", "M Ậ T"),
        ("T Ố I  M Ậ T", "E644", "T Ố I  M Ậ T"),
        ("TỐI  MẬT", "E644", "TỐI  MẬT"),
        ("MẬT - HỎA TỐC", "E644", "MẬT - HỎA TỐC"),
        ("TÀI LIỆU MẬT", "E644", "TÀI LIỆU MẬT"),
        ("**Tối mật**", "E644", "Tối mật"),
        ("Mật", "E644", "Mật"),
        ("Tài liệu TUYỆT MẬT", "E644", "TUYỆT MẬT"),
        ("Số 12/BC-CA TUYỆT MẬT", "E644", "TUYỆT MẬT"),
        ("Mức độ của báo cáo này là: MẬT", "E644", "MẬT"),
        ("Hội nghị nghe báo cáo MẬT số 12/BC-CA của đơn vị", "E644", "MẬT"),
        ("Hội nghị nghe báo cáo của đơn vị (MẬT)", "E644", "(MẬT)"),
        ("Biểu mẫu TBC", "W630", "TBC"),
        ("Báo cáo (tối mật)", "E644", "(tối mật)"),
        ("Độ mật: không", "E644", "Độ mật:"),
    ],
)
def test_leftover(
    told: Callable[..., list[tuple[str, str]]], text: str, code: str, said: str
) -> None:
    assert told(text) == ([(code, said)] if code else [])
    assert told(text, status="draft") == []


@pytest.mark.parametrize(
    "text",
    [
        "Đại hội lần thứ XXX, khóa XXXI",
        "Phường xx và file.xxx, https://bao.example.vn/xxx/",
        "Bảo đảm bí mật; CÔNG TÁC BẢO MẬT; BÍ MẬT NHÀ NƯỚC; MẬT MÃ; mật ong",
        "MẶT TRẬN, MẮT",
        "Todos los santos; todo el mundo",
        "Mật ong rừng; MẬT ĐỘ DÂN SỐ; giữ bí mật, thân mật, mật thiết",
        "QUẢN LÝ TÀI LIỆU MẬT",
        "- Mật",
        "Đơn vị nuôi ong lấy\nMật",
        "| Mức | Số |\n| --- | --- |\n| Mật | 3 |\n| Tối mật | 1 |",
        "Tài liệu TUYỆT MẬT của hội nghị",
        "Thi tìm hiểu quy định về bảo vệ tài liệu MẬT trong toàn lực lượng",
        "Phân biệt tài liệu “MẬT”, “TỐI MẬT” và “TUYỆT MẬT” khi soạn thảo",
        "Tập huấn về việc bảo quản tài liệu\nMẬT của cơ quan, đơn vị",
        "Ông nói: “Tốt…”",
        "(Cập nhật đến 30/6; bổ sung 5 đồng chí)",
        "Ai? Bao giờ?!",
        "ba dấu chấm...",
    ],
)
def test_no_leftover(told: Callable[..., list[tuple[str, str]]], text: str) -> None:
    assert told(text) == []


def test_internal_papers_may_say_so(told: Callable[..., list[tuple[str, str]]]) -> None:
    text = "Tài liệu (lưu hành nội bộ)"
    assert told(text) == [("E644", "(lưu hành nội bộ)")]
    assert told(text, audience="internal") == []
