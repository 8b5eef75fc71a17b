"""Inputs on which the import once guessed wrongly: what each draft says now, what is asked, and what is counted as lost.

`CASES` are files of ``tests/data/import``; `MADE` are built here, each of what offices write in Word. What is expected of
both stands in ``tests/golden/import-cases.yml``, a table to be read: a value that is not under ``asked`` is certain.
"""

from __future__ import annotations

import email.message
import email.policy
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from support import BASE, write_tree
from test_golden_diagnostics import _Block
from thidua.editing.importing import ImportOptions, draft_file, write_draft
from thidua.editing.importing.questions import UnansweredError
from thidua.editing.importing.source_dates import event_days, status_days
from thidua.editing.importing.word_files import read_docx
from thidua.editing.new import NotWrittenError
from unit.editing.word import (
    bold,
    cell,
    jpeg_with_position,
    par,
    part,
    picture,
    relation,
    run,
    table,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from thidua.editing.importing import ImportDraft

TESTS = Path(__file__).parents[2]
FOLDER = TESTS / "data" / "import"
TABLE = TESTS / "golden" / "import-cases.yml"

OPENING = "Ngày 05/6/2024, tại Đà Mẫu, Cụm thi đua số 1 ký giao ước thi đua năm 2024."
HEADS = [bold("Cụm thi đua số 1 ký kết giao ước"), par(OPENING)]
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def frame(left: str, right: str) -> str:
    lines = f"{par(NATION)}{par('Độc lập - Tự do - Hạnh phúc')}{par(right)}"
    return table([cell(par("BỘ VÍ DỤ") + par(left)), cell(lines)])


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
)
STYLES = part(
    "styles",
    '<w:style w:type="character" w:styleId="Bo"><w:name w:val="Bỏ"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="An"><w:name w:val="Ẩn"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cu"><w:name w:val="Cũ"/><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="Cu"/></w:style>',
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
FRACTION = "<m:oMath><m:f><m:num><m:r><m:t>75</m:t></m:r></m:num><m:den><m:r><m:t>77</m:t></m:r></m:den></m:f></m:oMath>"
CHART = "<w:r><w:drawing><wp:inline><wp:docPr descr='Biểu đồ vụ việc'/><a:graphic><a:graphicData><c:chart/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
SHEET = "<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"


def message(pages: bool) -> bytes:
    """A mail with an attachment, or a page saved in one file with its picture."""
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    made["Subject"] = "Tin ký giao ước của Cụm"
    if not pages:
        made.set_content(f"Kính gửi Ban biên tập,\n\n{OPENING}\n", cte="base64")
        made.add_attachment(b"x", maintype="application", subtype="msword", filename="giao-ước.doc")
        return made.as_bytes()
    html = f"<article><h1>Ký giao ước</h1><p>{OPENING}</p><figure><img src='cid:a'><figcaption>Lễ ký</figcaption></figure></article>"
    made.set_content(html, subtype="html", charset="utf-8", cte="base64")
    made.make_related()
    made.add_related(jpeg_with_position(), "image", "jpeg", cid="<a>")
    return made.as_bytes()


def mail(subject: str, text: str) -> bytes:
    """A mail of a morning in June."""
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    made["Date"] = "Wed, 05 Jun 2024 15:40:00 +0700"
    made["Subject"] = subject
    made.set_content(text, cte="quoted-printable")
    return made.as_bytes()


def of(*blocks: str, **kinds: str) -> bytes:
    """A Word file with parts of the kinds the document refers to: ``numbering``, ``styles``, ``header`` …"""
    relations = "".join(
        relation(kind.rstrip("0123456789"), f"{kind}.xml", id_=kind) for kind in kinds
    )
    files = {f"word/{kind}.xml": text for kind, text in kinds.items()}
    return word("".join(blocks), relations=relations, files=files)


MADE: dict[str, bytes] = {
    "cong-van-khong-ten-loai.docx": of(
        frame("V/v mời dự Hội nghị ký kết giao ước thi đua năm 2024", "Đà Mẫu, ngày 01 tháng 6 năm 2024"),
        par("Kính gửi: Công an tỉnh Mẫu"),
        par("Căn cứ Kế hoạch số 12/KH-CTĐ ngày 15/3/2024 của Cụm thi đua số 1;"),
        par("Cụm thi đua số 1 trân trọng mời dự Hội nghị tổ chức vào ngày 05/6/2024, tại Hội trường Ba Mẫu."),
        table([cell(par("Nơi nhận:") + par("- Như trên;")), cell(par("TM. CỤM THI ĐUA") + par("CỤM TRƯỞNG") + par("Đại tá LÊ VĂN MẪU"))]),
    ),
    "ke-hoach-hai-ngay.docx": of(
        bold("KẾ HOẠCH"), bold("Kiểm tra chéo năm 2024 của Cụm thi đua số 1"),
        par("Ngày 15/3/2024, Đoàn tiến hành kiểm tra tại Công an tỉnh Mẫu."),
        par("Ngày 20/3/2024, Đoàn tiến hành kiểm tra tại Công an tỉnh Thí Dụ. Báo cáo gửi trước ngày 30/3/2024."),
    ),
    "dieu-khoan-tu-dong.docx": of(
        bold("Quy chế hoạt động của Cụm thi đua số 1"),
        par(OPENING),
        par("Kỷ cương", listed(1)), par("Nêu gương;", listed(1, 1)), par("Đúng giờ.", listed(1, 1)),
        par("An ninh", listed(1)), par("Giữ địa bàn.", listed(1, 1)),
        par("Thực hiện.", listed(2)), par("Báo cáo quý;", listed(2, 1)), par("Xen giữa."), par("Sơ kết.", listed(2)),
        numbering=NUMBERING,
    ),
    "giao-uoc.docx": of(
        frame("Số: 05/GƯ", "Đà Mẫu, ngày 05 tháng 6 năm 2024"),
        bold("GIAO ƯỚC THI ĐUA"), bold("“Vì an ninh Tổ quốc” năm 2024 của Cụm thi đua số 1"),
        par("Căn cứ Kế hoạch số 3/KH-BVD ngày 01/02/2024 của Bộ Ví Dụ;"),
        par("Công an tỉnh Mẫu và Công an tỉnh Thí Dụ ký kết giao ước thi đua năm 2024 với các nội dung sau:"),
        par(run("Điều 1. Giữ vững an ninh", "<w:b/>")), par("Phấn đấu giảm 5% số vụ so với năm 2023."),
        par("Kỷ cương", listed(1)),
        table([cell(par("CÔNG AN TỈNH MẪU") + par("GIÁM ĐỐC") + par("Đại tá Lê Văn Mẫu")),
               cell(par("CÔNG AN TỈNH THÍ DỤ") + par("PHÓ GIÁM ĐỐC") + par("Thượng tá Trần Thị Thử"))]),
        numbering=NUMBERING.replace('<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều', '<w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều'),
    ),
    "vni-theo-kieu.docx": of(
        par(run("KYÙ KEÁT GIAO ÖÔÙC", "<w:b/>"), '<w:pStyle w:val="Cu"/>'),
        par("Saùng 05/6/2024, taïi Ñaø Maãu, Cuïm thi ñua soá 1 kyù giao öôùc.", '<w:pStyle w:val="Cu"/>'),
        par(run("§¹i héi", '<w:rFonts w:ascii=".VnTimeH"/>')),
        par("Keát quaû", '<w:pStyle w:val="H2"/>'),
        styles=STYLES,
    ),
    "bang-gop-hai-chieu.docx": of(
        *HEADS,
        table([cell("KẾT QUẢ CHẤM ĐIỂM", '<w:gridSpan w:val="4"/>')],
              [cell("Đơn vị", '<w:vMerge w:val="restart"/>'), cell("Điểm", '<w:gridSpan w:val="2"/>'), cell("Hạng", '<w:vMerge w:val="restart"/>')],
              [cell("", "<w:vMerge/>"), "Quý I", "Quý II", cell("", "<w:vMerge/>")],
              ["Công an tỉnh Mẫu", cell("97", '<w:gridSpan w:val="2"/>'), "Nhất"],
              ["Công an tỉnh Thí Dụ", "95", "96", "Nhì"]),
    ),
    "than-bai-trong-bang.docx": of(
        table([cell(par("BỘ VÍ DỤ") + par("Số: 12/BC")), cell(par(NATION) + par("Đà Mẫu, ngày 10 tháng 6 năm 2024"))],
              [cell(bold("BÁO CÁO") + bold("Kết quả ký giao ước của Cụm thi đua số 1") + par(OPENING), '<w:gridSpan w:val="2"/>')]),
        par("Đoạn sau bảng."),
    ),
    "noi-nhan-nha.docx": of(
        *HEADS,
        table(["TT", "Nơi nhận nhà", "Số nhà"], ["1", "Xã Ví Dụ", "12"], ["2", "Xã Mẫu", "7"]),
        par("Hai xã nhận nhà."),
    ),
    "dau-toi-mat.docx": of(par("TỐI MẬT"), *HEADS),
    "dau-mat-thua-chu.docx": of(par("M Ậ T"), *HEADS),
    "dau-mat-chu-nghe-thuat.docx": of(par('<w:r><w:pict><v:shape><v:textpath string="MẬT"/></v:shape></w:pict></w:r>'), *HEADS),
    "trich-yeu-hai-dong.docx": of(
        frame("Số: 27/CTĐ", "Đà Mẫu, ngày 01 tháng 6 năm 2024").replace(par("Số: 27/CTĐ"), par("Số: 27/CTĐ") + par("V/v mời dự Hội nghị ký kết") + par("giao ước thi đua năm 2024")),
        par("Cụm thi đua số 1 mời dự Hội nghị tổ chức ngày 05/6/2024, tại Công an tỉnh Mẫu."),
        table([cell(par("Nơi nhận:") + par("- Như trên.")), cell(par("KT. CỤM TRƯỞNG") + par("CỤM PHÓ") + par("PHÓ GIÁM ĐỐC CÔNG AN TỈNH MẪU") + par("Đại tá Lê Văn Mẫu"))]),
    ),
    "chuc-vu-viet-hoa.docx": of(
        *HEADS, table([cell(par("NGƯỜI LẬP") + par("Thiếu tá Ngô Văn Thí")), cell(par("TM. CỤM") + par("GIÁM ĐỐC CÔNG AN TỈNH VÍ DỤ") + par("Đại tá Lê Văn Mẫu"))]),
    ),
    "giao-uoc-chu-dam.docx": of(
        frame("Số: 05/GƯ", "Đà Mẫu, ngày 05 tháng 6 năm 2024"),
        bold("BẢN GIAO ƯỚC THI ĐUA"), bold("Thực hiện phong trào thi đua năm 2024 của Cụm thi đua số 1"),
        par(run("- Căn cứ Kế hoạch số 3/KH-BVD ngày 01/02/2024 của Bộ Ví Dụ;", "<w:i/>")),
        par("Công an tỉnh Mẫu và Công an tỉnh Thí Dụ ký giao ước:"),
        par(run("Điều 1.", "<w:b/>") + run(" Giữ vững an ninh.")), par(run("Điều 2. Kỷ cương", "<w:b/>")), par("Không vi phạm."),
        bold("ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC"),
        table([cell(par("CÔNG AN TỈNH MẪU") + par("GIÁM ĐỐC") + par("Đại tá Lê Văn Mẫu")),
               cell(par("CÔNG AN TỈNH THÍ DỤ") + par("KT. GIÁM ĐỐC") + par("PHÓ GIÁM ĐỐC") + par("Thượng tá Trần Thị Thử"))]),
    ),
    "ke-hoach-bang-ngay.docx": of(
        bold("KẾ HOẠCH"), bold("Hoạt động năm 2024 của Cụm thi đua số 1"), par("Công an tỉnh Mẫu, Công an tỉnh Thí Dụ thực hiện:"),
        table(["TT", "Nội dung", "Thời gian"], ["1", "Ký giao ước", "14/3/2024"], ["2", "Sơ kết", "Ngày 09/7/2024"], ["3", "Kiểm tra chéo", "Từ 05 - 12/9/2024"], ["4", "Nộp báo cáo", "Trước 30/11/2024"]),
    ),
    "dau-doan-da-xoa.docx": of(
        HEADS[0],
        par("Ngày 05/6/2024, tại Đà Mẫu, ", '<w:rPr><w:del w:id="1"/></w:rPr>'), par("Cụm thi đua số 1 ký giao ước."),
        par("3. Đại biểu: 45 đồng chí."),
    ),
    "moi-hop-sai-thu.docx": of(
        HEADS[0], par("Thời gian: 8 giờ, ngày 05/6/2024 (thứ Năm), tại Đà Mẫu, Cụm thi đua số 1 ký giao ước với 250 vận động viên của Công an tỉnh Mẫu và Công an tỉnh Thí Dụ."),
        par("Các đơn vị đã ủng hộ 1 tỷ 250 triệu đồng; Công an tỉnh Thí Dụ cam kết đạt 6 chỉ tiêu."),
        par("Báo cáo gửi về Phòng Tham mưu (đồng chí Đại úy Ngô Văn Thí); đầu mối liên hệ: Thượng úy Lê Thị Thử, Cán bộ."),
    ),
    "co-macro.docm": word("".join(HEADS), files={"word/vbaProject.bin": b"x"}),
    "mang-duoi-doc.doc": of(*HEADS),
    "trang-mang-duoi-doc.doc": f"<html><body><h1>Cụm thi đua số 1 ký giao ước</h1><p>{OPENING}</p></body></html>".encode(),
    "hop-chu-va-le-trang.docx": of(
        *HEADS[:1],
        par(run(OPENING) + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        par(BOX.format(par("Công an tỉnh Mẫu được suy tôn."))),
        par(run("Đạt ") + FRACTION + run(" chỉ tiêu.")),
        par(CHART), par(SHEET), par('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>' + run("Hết.")),
        header=part("hdr", par("Tài liệu BẢO MẬT CNTT")), footer=part("ftr", par("Trang 1")),
        footnotes=part("footnotes", f'<w:footnote w:id="2">{par("Số liệu tính đến 15/5/2024.")}</w:footnote>'),
        comments=part("comments", f'<w:comment w:id="0">{par("Hỏi lại số liệu")}</w:comment>'),
    ),
    "sua-doi.docx": of(
        *HEADS,
        par(run("bắt 300 đối tượng", '<w:rStyle w:val="Bo"/>') + run("Bắt 250 đối tượng.")),
        par("Chỉ nội bộ đọc.", '<w:pStyle w:val="An"/>'),
        par(f'<w:ins w:id="1">{run("Câu thêm.")}</w:ins><w:moveFrom w:id="2">{run("Câu chuyển.")}</w:moveFrom><w:moveFrom w:id="3">{run("Câu mất.")}</w:moveFrom>'),
        par(f'<w:moveTo w:id="2">{run("Câu chuyển.")}</w:moveTo><w:sdt><w:sdtContent>{run(" Trong ô.")}</w:sdtContent></w:sdt>'),
        f'<w:tbl><w:tr>{cell("Đơn vị")}{cell("Điểm")}</w:tr><w:tr><w:trPr><w:del w:id="4"/></w:trPr>{cell("Bỏ")}{cell("1")}</w:tr><w:tr>{cell("Mẫu")}{cell("2")}</w:tr></w:tbl>',
        styles=STYLES,
    ),
    "ten-cuc-dai.txt": (
        "Cụm thi đua số 1 ký giao ước\n\n06/6/2024\n\n"
        f"{OPENING} Dự có Thiếu tướng Lê Văn Mẫu, Cục trưởng Cục Cảnh sát quản lý tạm giữ, tạm giam và thi hành án hình sự tại cộng đồng"
        " và bà Trần Thị Thử, Phó Chủ tịch UBND tỉnh Mẫu; đồng chí Ngô Văn Thí, Trưởng phòng Cảnh sát giao thông phát biểu.\n"
    ).encode(),
    "cong-van-chep-ra.txt": (
        f"BỘ VÍ DỤ\n{NATION}\nĐộc lập - Tự do - Hạnh phúc\nSố: 7/BC\nĐà Mẫu, ngày 10 tháng 6 năm 2024\n\nBÁO CÁO\n"
        f"Kết quả ký giao ước của Cụm thi đua số 1\n\n{OPENING}\n\nTM. CỤM THI ĐUA\nCỤM TRƯỞNG\n\nĐại tá Lê Văn Mẫu\n"
    ).encode(),
    "trang-1258.html": (
        f"<html><head><meta charset='windows-1258'></head><body><article><h1>Ky giao uoc</h1><p>{OPENING}</p></article></body></html>"
    ).encode("cp1258", "xmlcharrefreplace"),
    "luu-tu-word.html": (
        "<html><head><title>Hội thi</title></head><body><div class=WordSection1><p class=MsoTitle>Cụm thi đua số 1 tổ chức hội thi</p>"
        "<p class=MsoNormal>05/6/2024</p><p class=MsoNormal>Sáng 5/6, tại Đà Mẫu, Cụm thi đua số 1 tổ chức hội thi.<o:p></o:p></p>"
        "<table><tr><td rowspan=2>Đơn vị</td><td colspan=2>Điểm</td></tr><tr><td>Vòng 1</td><td>Vòng 2</td></tr>"
        "<tr><td>Công an tỉnh Mẫu</td><td>9,5</td><td>9</td></tr></table></div></body></html>"
    ).encode(),
    "word-gach-va-cuoc-chu.html": (
        "<html><head><meta name=Generator content='Microsoft Word 15'></head><body><div class=WordSection1><p class=MsoTitle>Cụm thi đua số 1 tổ chức hội thi</p>"
        "<p class=MsoNormal>Ngày 05/6/2024, tại Đà Mẫu, Cụm thi đua số 1 tổ chức hội thi<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a>, có"
        " <s>300 đại biểu</s> 250 đại biểu.</p><p class=MsoNormal><span style='text-decoration:line-through'>Câu gạch.</span><span style='display:none'>Câu ẩn.</span></p>"
        "</div><div><div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> Theo Kế hoạch năm 2024.</p></div></div></body></html>"
    ).encode(),
    "libreoffice-luu.html": (
        "<html><head><meta name='generator' content='LibreOffice 7.4'></head><body><div title='header'><p>Phòng Tham mưu</p></div><p align=center><b>Cụm thi đua số 1 tổ chức hội thi</b></p>"
        "<p>Ngày 05/6/2024, tại Đà Mẫu, Cụm thi đua số 1 tổ chức hội thi<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a>.</p>"
        "<div id='sdfootnote1'><p><a class='sdfootnotesym' name='sdfootnote1sym' href='#sdfootnote1anc'>1</a>Theo Kế hoạch.</p></div><div title='footer'><p>Trang 1</p></div></body></html>"
    ).encode(),
    "bao-gach-va-an.html": (
        f"<html><body><header>Báo Ví Dụ</header><article><h1>Cụm thi đua số 1 ký giao ước</h1><p>{OPENING} Có <del>300 đại biểu</del> 250 đại biểu."
        " <span hidden>Câu ẩn.</span></p></article></body></html>"
    ).encode(),
    "mat-o-tieu-de.html": f"<html><body><h1>TUYỆT MẬT</h1><h2>Cụm thi đua số 1 ký giao ước</h2><p>{OPENING}</p></body></html>".encode(),
    "khong-tieu-de.html": (
        "<html><body><div class=content><b>Cụm thi đua số 1 tổ chức hội thi</b><br><br>05/6/2024<br><br>Sáng 5/6, tại Đà Mẫu, Cụm thi đua số 1"
        " tổ chức hội thi.<br>Các tin khác:<br><a href=1>Lễ phát động ngày 2/5</a><br><a href=2>Hội nghị ngày 1/5</a></div></body></html>"
    ).encode(),
    "thu-co-dinh-kem.eml": message(pages=False),
    "thu-chuyen-tiep.eml": mail("Fwd: RE: Ký giao ước", f"Chào anh.\n\n{OPENING}\n"),
    "thu-mot-cau.eml": mail("Ký giao ước", f"{OPENING}\n"),
    "thu-sang-nay.eml": mail("Ký giao ước", "Tin vắn\n\nSáng nay, tại Đà Mẫu, Cụm thi đua số 1 ký giao ước năm 2024.\n"),
    "thu-mat.eml": mail("[MẬT] Ký giao ước", f"{OPENING}\n"),
    "trang-mot-tep.mht": message(pages=True),
}  # fmt: skip
MADE["chu-thich-thang.docx"] = word(
    "".join([*HEADS, picture("embed"), par("Đại diện hai đơn vị ký giao ước (Ảnh: Văn Mẫu)"), par("Đoạn cuối.")]),
    relations=relation("image", "media/a.jpg"), files={"word/media/a.jpg": jpeg_with_position()},
)  # fmt: skip


def sources() -> dict[str, bytes]:
    given = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}
    return given | MADE


def table_of(draft: ImportDraft) -> dict[str, Any]:
    """A draft as a row of the table."""
    text = draft.files[draft.path].decode()
    head, body = text[4:].split("\n---\n", 1)
    fields = yaml.load(head, Loader=yaml.BaseLoader)
    for key in ("kinds", "audience", "status", "summary", "commemorations"):
        fields.pop(key, None)
    people = fields.pop("officials", []) or fields.pop("signatories", [])
    figures = fields.pop("figures", [])
    [source] = fields.pop("sources")
    asked = {q.key: [c.typed for c in q.candidates] for q in draft.questions}
    return {
        **fields,
        **({"published": source["published"]} if "published" in source else {}),
        **({"officials": [", ".join(p.values()) for p in people]} if people else {}),
        **({"figures": [f"{f['label']}: {f['value']} {f['unit']}" for f in figures]} if figures else {}),
        **({"asked": asked} if asked else {}),
        "body": body.strip().partition("\n\n")[2].strip("\n"),
        **({"photos": [line[1:].strip() for line in head.split("\n") if line.startswith("#    c")]} if "#photos:" in head else {}),
        "warned": [n.text("vi") for n in draft.notes if n.key.startswith("warn_")],
        "lost": [loss.text("vi") for loss in draft.losses],
    }  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("import")
    write_tree(folder / "content", {k: v for k, v in BASE.items() if "pledges" not in k})
    return folder


def draft_of(project: Path, name: str, answers: dict[str, str] | None = None) -> ImportDraft:
    options = ImportOptions(answers=answers or {})
    return draft_file(name, sources()[name], None, project / "content", project, options)


def test_the_table(project: Path, request: pytest.FixtureRequest) -> None:
    table = yaml.safe_load(TABLE.read_text("utf-8"))
    found: dict[str, Any] = {}
    for name in sources():
        try:
            row = table_of(draft_of(project, name))
        except NotWrittenError as error:
            row = {"refused": error.key}
            if isinstance(error, UnansweredError):
                row["asked"] = {q.key: [c.typed for c in q.candidates] for q in error.questions}
        found[name] = {"says": table.get(name, {}).get("says", "?"), **row}
    if request.config.getoption("--update"):
        text = yaml.dump(found, Dumper=_Block, allow_unicode=True, sort_keys=False, width=1000)
        TABLE.write_text(text, "utf-8")
        table = found
    assert found == table


READ = [
    name for name, row in yaml.safe_load(TABLE.read_text("utf-8")).items() if "refused" not in row
]


@pytest.mark.parametrize("name", READ)
def test_every_guess_is_marked_and_answers_take_the_marks_away(project: Path, name: str) -> None:
    draft = draft_of(project, name)
    text = draft.files[draft.path].decode()
    marks = [line for line in text.split("\n") if line.startswith("# CẦN CHỌN: ")]
    keys = [line.removeprefix("# CẦN CHỌN: ").partition(":")[0] for line in marks]
    assert sorted(keys) == sorted(q.key for q in draft.questions)
    for question in draft.questions:
        assert len(question.candidates) > 1 or question.taken is None
    answers = {
        q.key: q.candidates[0 if q.key == "kind-of-file" else -1].typed for q in draft.questions
    }
    answered = draft_of(project, name, answers)
    assert answered.questions == ()
    assert b"C\xe1\xba\xa6N CH\xe1\xbb\x8cN" not in answered.files[answered.path]
    assert answered.files == draft_of(project, name, answers).files


@pytest.mark.parametrize(
    ("sentence", "expect"),
    [
        ("Vào hồi 14 giờ ngày mồng 5 tháng 6 năm 2024, tại Đà Mẫu, Cụm họp.", ["2024-06-05"]),
        ("Ngày mùng 5/6/2024, tại Đà Mẫu, Cụm họp.", ["2024-06-05"]),
        ("Ngày 10/3/2024 (âm lịch), tại Đà Mẫu, Cụm dâng hương.", []),
        ("Ngày 10 tháng 3 năm 2024 âm lịch, Cụm dâng hương.", []),
        ("Cụm thi đua số 1 đã ký kết giao ước thi đua ngày 14/3/2024.", ["2024-03-14"]),
        ("Giao ước thi đua được ký ngày 14/3/2024.", ["2024-03-14"]),
        ("Thực hiện Giao ước thi đua ký ngày 14/3/2024 của Cụm.", []),
        ("Theo Giao ước thi đua ngày 14/3/2024 của Cụm.", []),
    ],
)
def test_a_day_in_words_of_offices(sentence: str, expect: list[str]) -> None:
    assert [str(days.value) for days in event_days([sentence], None)] == expect


ABOUT = ["V/v mời dự Hội nghị ký giao ước", "V/v: Mời dự Hội nghị ký giao ước.", "(V/v mời dự Hội nghị ký giao ước)", "Về việc mời dự Hội nghị ký giao ước",
         "Trích yếu: mời dự Hội nghị ký giao ước", "Số: 27/CTĐ1-TM V/v mời dự Hội nghị ký giao ước"]  # fmt: skip


@pytest.mark.parametrize("about", ABOUT)
def test_a_subject_is_the_title_however_it_is_begun(about: str) -> None:
    found = read_docx(of(frame(about, "Đà Mẫu, ngày 01 tháng 6 năm 2024"), par(OPENING)))
    assert (found.title, found.body) == ("Mời dự Hội nghị ký giao ước", OPENING)


CITING = [
    "Căn cứ Kế hoạch số 3/KH-CTĐ ngày 01/02/2024 của Cụm;",
    "Thực hiện Quyết định số 20/QĐ-VD của Bộ Ví Dụ ngày 02/02/2024 về thi đua.",
    "Theo Công văn 123/CV-VD, ngày 03/02/2024, các đơn vị báo cáo.",
    "Hưởng ứng Lời kêu gọi thi đua ái quốc ngày 11/6/1948.",
    "Chào mừng Ngày truyền thống (19/8/1945 – 19/8/2024).",
    "Số liệu tính từ ngày 15/11/2023 đến ngày 14/5/2024.",
    "Báo cáo gửi trước ngày 04/02/2024.",
]
HELD = {
    "Ngày 05/6/2024, tại Đà Mẫu, Cụm tổ chức hội nghị.": "2024-06-05",
    "Sáng 6/6/2024, Đoàn kiểm tra làm việc tại Huế.": "2024-06-06",
    "Hội nghị khai mạc (ngày 7/6/2024).": "2024-06-07",
}


@pytest.mark.parametrize(
    ("sentence", "expect"),
    [
        ("Số liệu tính đến ngày 15/11/2024.", ["2024-11-15"]),
        ("Số liệu tính từ ngày 15/11/2023 đến ngày 14/11/2024.", ["2024-11-14"]),
        ("(từ 15/11/2023 đến hết 14/11/2024)", ["2024-11-14"]),
        ("từ ngày 15 tháng 11 năm 2023 đến ngày 14 tháng 11 năm 2024", ["2024-11-14"]),
        ("Báo cáo ngày 25/11/2024.", []),
    ],
)
def test_a_report_says_up_to_which_day_it_counts(sentence: str, expect: list[str]) -> None:
    assert [str(day) for day, _ in status_days([sentence])] == expect


@pytest.mark.parametrize("chosen", range(2 ** len(HELD)))
def test_each_day_that_may_be_the_event_is_a_candidate_and_no_other(chosen: int) -> None:
    held = [sentence for n, sentence in enumerate(HELD) if chosen >> n & 1]
    for order in range(4):
        prose = [*CITING[order:], *held, *CITING[:order]]
        found = event_days(prose, None)
        assert sorted(str(days.value) for days in found) == sorted(HELD[s] for s in held)
        one = event_days([" ".join(prose[1:])], None) if order == 0 else found
        assert len(one) == len(held)


PIECES: list[Callable[[str], str]] = [
    par,
    bold,
    lambda word: par(run(word, "<w:strike/>")),
    lambda word: par(run(word, "<w:vanish/>")),
    lambda word: par(f'<w:ins w:id="1">{run(word)}</w:ins>'),
    lambda word: par(f'<w:del w:id="1"><w:r><w:delText>{word}</w:delText></w:r></w:del>'),
    lambda word: par(f'<w:moveFrom w:id="1">{run(word)}</w:moveFrom>'),
    lambda word: par(f'<w:moveTo w:id="1">{run(word)}</w:moveTo>'),
    lambda word: par(f'<w:fldSimple w:instr=" REF a ">{run(word)}</w:fldSimple>'),
    lambda word: par(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
                     f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(word)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    lambda word: par(f'<w:fldSimple w:instr=" HYPERLINK http://vi-du.example.vn/ ">{run(word)}</w:fldSimple>'),
    lambda word: f"<w:sdt><w:sdtContent>{par(word)}</w:sdtContent></w:sdt>",
    lambda word: par(f"<w:smartTag>{run(word)}</w:smartTag>"),
    lambda word: f"<w:unbekannt>{par(word)}</w:unbekannt>",
    lambda word: par(BOX.format(par(word))),
    lambda word: par(f"<m:oMath><m:r><m:t>{word}</m:t></m:r></m:oMath>"),
    lambda word: table(["Đơn vị", "Điểm"], ["Mẫu", word]),
    lambda word: table([word]),
    lambda word: table([cell(word, '<w:gridSpan w:val="2"/>')], ["Đơn vị", "Điểm"], ["Mẫu", "1"]),
    lambda word: table(["Đơn vị", table(["A", "B"], [word, "1"]) + par("")], ["Mẫu", "2"]),
    lambda word: table([cell("A", '<w:vMerge w:val="restart"/>'), "B"], [cell(word, "<w:vMerge/>"), "C"]),
    lambda word: par(word, listed(1)),
    lambda word: par(word, listed(2, 1)),
    lambda word: par(word, '<w:pStyle w:val="An"/>'),
    lambda word: par(word, '<w:pStyle w:val="H2"/>'),
    lambda word: par(NATION) + par(word),
    lambda word: table([cell(par("Nơi nhận:") + par(word)), cell(par("TM. CỤM") + par("Đại tá Lê Văn Mẫu"))]),
    lambda word: par(f"- {word}") + par("Đà Mẫu, ngày 01 tháng 6 năm 2024"),
]  # fmt: skip
"""Ways in which a word stands in a Word file."""


def complex_field(instruction: str, shown: str) -> str:
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{at}"/></w:r>' for at in ("begin", "separate", "end"))  # fmt: skip
    return f'{begin}<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>{middle}{shown}{end}'


@pytest.mark.parametrize(
    ("inside", "expect"),
    [
        (complex_field(' HYPERLINK "https://vi-du.example.vn/bai" ', run("bài báo")), "[bài báo](https://vi-du.example.vn/bai)"),
        (complex_field(' HYPERLINK "https://vi-du.example.vn/bai" \\l "muc-2" \\o "Gợi ý" \\t "_blank"', run("bài")), "[bài](https://vi-du.example.vn/bai#muc-2)"),
        (complex_field("hyperlink \\n https://vi-du.example.vn/", run("bài")), "[bài](https://vi-du.example.vn/)"),
        (complex_field(' HYPERLINK "https://vi-du.example.vn/?a=1&amp;b=2" ', run("một ") + run("hai", "<w:b/>")), "[một **hai**](https://vi-du.example.vn/?a=1&b=2)"),
        (complex_field(' HYPERLINK "https://vi-du.example.vn/" ', complex_field(" REF x ", run("trong"))), "[trong](https://vi-du.example.vn/)"),
        ('<w:fldSimple w:instr=" HYPERLINK &quot;https://vi-du.example.vn/bai&quot; "><w:r><w:t>bài</w:t></w:r></w:fldSimple>', "[bài](https://vi-du.example.vn/bai)"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "https://vi-du.example.vn/"</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>bài</w:t><w:fldChar w:fldCharType="end"/></w:r>', "[bài](https://vi-du.example.vn/)"),
        (complex_field(' HYPERLINK \\l "_Toc1" ', run("mục")), "mục"),
        (complex_field(' HYPERLINK "javascript:alert(1)" ', run("bấm")), "bấm"),
        (complex_field(' HYPERLINK "D:\\Bai\\a.docx" ', run("tệp")), "tệp"),
    ],
)  # fmt: skip
def test_fields_that_are_links_stay_links(inside: str, expect: str) -> None:
    found = read_docx(
        of(bold("HỘI NGHỊ SƠ KẾT"), par(run("Xem ") + inside + run(" sau đây, từ đầu đến cuối.")))
    )
    assert found.body == f"Xem {expect} sau đây, từ đầu đến cuối."


def test_no_paragraph_vanishes_without_being_told() -> None:
    """Each word is in the draft, or in a sentence of what is left out; `THIDUA_WORDS` says how many files are tried."""
    draw = random.Random(18)
    for number in range(int(os.environ.get("THIDUA_WORDS", "25"))):
        words = [f"từ{number}x{n}khóa" for n in range(draw.randint(1, 12))]
        blocks = [draw.choice(PIECES)(word) for word in words]
        data = of(*draw.sample(HEADS, 2), *blocks, numbering=NUMBERING, styles=STYLES)
        found = read_docx(data)
        told = " ".join(
            value for note in found.notes for _, value in note.params if isinstance(value, str)
        )
        captions = " ".join(p.caption for p in found.pictures)
        said = " ".join(
            [
                found.title,
                found.body,
                *found.titles,
                *(p.evidence for p in found.signatories),
                captions,
                told,
            ]
        )
        assert [word for word in words if word not in said] == [], blocks


PLEDGE = """\
---
term: "2024"
title: Giao ước thi đua năm 2024   # giữ nguyên
audience: public
signatories: [ca-mau, ca-thi-du]
targets:
  - id: kham-pha
    article: an-ninh
    text: Tỷ lệ khám phá các vụ phạm tội về trật tự xã hội
    comparator: ">="
    value: 80%

  - id: vu-khi
    article: an-ninh
    text: Thu hồi vũ khí, vật liệu nổ
    comparator: ">="
    value: "20"
    results:
      - {unit: ca-mau, value: "11", as_of: 2024-06-30, source: Báo cáo sáu tháng}
  - {id: vu-viec, article: an-ninh, text: Giảm số vụ tai nạn giao thông, comparator: "giam>=", value: 5%}
sources:
  - title: Giao ước năm 2024
---

## Điều 1. An ninh {#an-ninh}

Giữ gìn an ninh.
"""
REPORT = of(
    bold("BÁO CÁO"), bold("Kết quả thực hiện giao ước thi đua năm 2024 của Cụm thi đua số 1"),
    par("Công an tỉnh Mẫu, Công an tỉnh Thí Dụ báo cáo kết quả, số liệu tính đến ngày 15/11/2024."),
    table(["TT", "Chỉ tiêu", cell("Kết quả", '<w:gridSpan w:val="2"/>')], ["", "", "Công an tỉnh Mẫu", "Công an tỉnh Thí Dụ"],
          ["1", "Tỷ lệ khám phá các vụ phạm tội về trật tự xã hội", "82,5%", "81%"],
          ["2", "Thu hồi vũ khí, vật liệu nổ", "35", "22"],
          ["2b", "Thu hồi vũ khí, vật liệu nổ", "-", ""],
          ["3", "Giảm số vụ tai nạn giao thông", "6%", "7%"],
          ["4", "Xây nhà nghĩa tình", "3", "4"]),
)  # fmt: skip


SOURCE = "Kết quả thực hiện giao ước thi đua năm 2024 của Cụm thi đua số 1"


def test_a_yearly_report_is_results_of_its_pledge(tmp_path: Path) -> None:
    content = write_tree(tmp_path / "content", {**BASE, "clusters/vd-1/pledges/2024.md": PLEDGE})
    path = content / "clusters/vd-1/pledges/2024.md"

    def draft(**answers: str) -> ImportDraft:
        options = ImportOptions(answers=answers)
        return draft_file("bc.docx", REPORT, None, content, tmp_path, options)

    made = draft()
    assert (made.path, made.changes) == (path, True)
    assert [q.key for q in made.questions] == ["kind-of-file", "results"]
    lines = made.files[path].decode().split("\n")
    added = [line for line in lines if line not in PLEDGE.split("\n")]
    assert added == [
        "    # CẦN CHỌN: results: dòng của báo cáo dưới đây có đúng là về chỉ tiêu này không?",
        "    # “Tỷ lệ khám phá các vụ phạm tội về trật tự xã hội”",
        "      - unit: ca-mau",
        "        value: 82,5%",
        "        as_of: 2024-11-15",
        f"        source: {SOURCE}",
        "      - unit: ca-thi-du",
        "        value: 81%",
        "        as_of: 2024-11-15",
        f"        source: {SOURCE}",
        "    # CẦN CHỌN: results: dòng của báo cáo dưới đây có đúng là về chỉ tiêu này không?",
        "    # “Thu hồi vũ khí, vật liệu nổ”",
        "      - unit: ca-mau",
        '        value: "35"',
        "        as_of: 2024-11-15",
        f"        source: {SOURCE}",
        "      - unit: ca-thi-du",
        '        value: "22"',
        "        as_of: 2024-11-15",
        f"        source: {SOURCE}",
    ]
    kept = [line for line in lines if line not in added]
    kept.remove("    results:")
    assert kept == PLEDGE.split("\n")
    told = [loss.text("vi") for loss in made.losses]
    assert told == [
        "! Ô “Kết quả – Công an tỉnh Mẫu” bỏ trống hoặc ghi “-”: không ghi kết quả.  ← “Thu hồi vũ khí, vật liệu nổ”",
        "! Ô “Kết quả – Công an tỉnh Thí Dụ” bỏ trống hoặc ghi “-”: không ghi kết quả.  ← “Thu hồi vũ khí, vật liệu nổ”",
        "! 2 kết quả của chỉ tiêu vu-viec: chỉ tiêu viết trên một dòng, tự thêm results.  ← “Giảm số vụ tai nạn giao thông”",
        "! Dòng của bảng không khớp chỉ tiêu nào: “Xây nhà nghĩa tình; 3; 4” (1).",
        "! Khung công văn, nơi nhận và chữ ký (1 dòng): “BÁO CÁO”.",
    ]
    # The pledge has no draft of its own: what is undecided stops the next build.
    assert [item.code for item in made.diagnostics if item.severity == "error"] == ["E646", "E646"]
    answered = draft(results="ok")
    assert "CẦN CHỌN" not in answered.files[path].decode()
    write_draft(answered)
    with pytest.raises(NotWrittenError, match="import_no_targets"):  # nothing is added twice
        draft(results="ok")
