"""Two invented publications of other sectors: a block of hospitals, and universities whose terms are school years."""

from __future__ import annotations

_SOURCES = "sources:\n  - title: Bản tin Đan Hương\n    publisher: Báo Đan Hương"
_INDENTED = _SOURCES.replace("\n", "\n    ")

HOSPITALS: dict[str, str] = {
    "content/sector.yml": """\
use: chung
blocks:
  - id: benh-vien-cong
    name: Khối bệnh viện công lập
    note: Mỗi năm họp hai lần.
unit_kinds:
  - id: tram-y-te
    name: Trạm y tế
event_kinds:
  - id: nghia-tinh
    name: Khám bệnh tình nguyện
abbreviations:
  - name: Thầy thuốc ưu tú
    written: [TTƯT]
named_by_place: [Bệnh viện]
""",
    "content/units.yml": """\
- id: so-y-te
  name: Sở Y tế tỉnh Đan Hương
  kind: so
- id: bv-dan-huong
  name: Bệnh viện tỉnh Đan Hương
  kind: benh-vien
- id: bv-duong-lam
  name: Bệnh viện huyện Đường Lâm Mới
  kind: benh-vien
- id: tram-suoi-mo
  name: Trạm y tế xã Suối Mơ Mới
  kind: tram-y-te
""",
    "content/clusters/bv-1/cluster.yml": f"""\
id: bv-1
name: Khối thi đua số 1 – Y tế Đan Hương
number: 1
owner: so-y-te
block: benh-vien-cong
audience: public
terms:
  - term: "2026"
    from: 2026-01-01
    to: 2026-12-31
    lead: bv-dan-huong
    members: [bv-dan-huong, bv-duong-lam, tram-suoi-mo]
    {_INDENTED}
""",
    "content/clusters/bv-1/pledges/2026.md": f"""\
---
term: "2026"
title: Giao ước thi đua năm 2026
signed_on: 2026-03-02
event: 2026/ky-giao-uoc
audience: public
signatories: [{{unit: bv-dan-huong, name: Lê Thị Mẫu, rank: Bác sĩ, post: Giám đốc}}]
targets:
  - {{id: hai-long, article: phuc-vu, text: Tỷ lệ người bệnh hài lòng, comparator: ">=", value: 95%}}
{_SOURCES}
---

## Điều 1. Phục vụ người bệnh {{#phuc-vu}}

Lấy người bệnh làm trung tâm.
""",
    "content/events/2026/2026-03-02-ky-giao-uoc.md": f"""\
---
title: Khối thi đua số 1 ký giao ước năm 2026
date: 2026-03-02
kinds: [ky-giao-uoc, nghia-tinh]
clusters: [bv-1]
audience: public
status: published
summary: Ba cơ sở y tế ký giao ước và khám bệnh cho người cao tuổi.
place: Bệnh viện tỉnh Đan Hương
host: bv-dan-huong
officials: [{{name: Lê Thị Mẫu, rank: Bác sĩ, post: Giám đốc Bệnh viện}}]
commemorations: [{{id: ngay-thay-thuoc-vi-du, year: 2026}}]
campaigns: [nu-cuoi]
{_SOURCES}
---

Đại diện ba cơ sở ký giao ước, sau đó khám bệnh miễn phí.
""",
    "content/commemorations.yml": """\
- id: ngay-thay-thuoc-vi-du
  name: Ngày Thầy thuốc Ví Dụ
  kind: fixed
  origin: 1990-04-10
  month: 4
  day: 10
  regime: none
  sources:
    - title: Sổ tay Ví Dụ
""",
    "content/campaigns.yml": """\
- id: nu-cuoi
  name: Phong trào “Nụ cười người bệnh”
  phases:
    - {from: 2026-01-01, to: 2026-04-10, theme: Đợt một}
  clusters: [bv-1]
  sources:
    - title: Kế hoạch Ví Dụ
""",
}

UNIVERSITIES: dict[str, str] = {
    "content/sector.yml": """\
blocks:
  - id: dai-hoc
    name: Khối đại học
    name_en: Universities
    school_years: true
unit_kinds:
  - id: truong-dai-hoc
    name: Trường đại học
unit_order: [bo, truong-dai-hoc]
abbreviations:
  - name: sinh viên
    written: [SV]
""",
    "content/units.yml": """\
- id: dh-vi-du
  name: Đại học Ví Dụ
  kind: bo
- id: dh-ngan-hoa
  name: Trường Đại học Ngàn Hoa
  kind: truong-dai-hoc
- id: dh-bien-xanh
  name: Trường Đại học Biển Xanh
  kind: truong-dai-hoc
""",
    "content/clusters/dh-2/cluster.yml": f"""\
id: dh-2
name: Cụm thi đua số 2 – Đại học Ví Dụ
number: 2
owner: dh-vi-du
block: dai-hoc
audience: public
terms:
  - term: 2024-2025
    from: 2024-09-01
    to: 2025-08-31
    members: [dh-ngan-hoa, dh-bien-xanh]
    {_INDENTED}
  - term: 2025-2026
    from: 2025-09-01
    to: 2026-08-31
    lead: {{unit: dh-bien-xanh, how: bau}}
    members: [dh-ngan-hoa, dh-bien-xanh]
    {_INDENTED}
""",
    "content/clusters/dh-2/pledges/2025-2026.md": f"""\
---
term: 2025-2026
title: Giao ước thi đua năm học 2025–2026
signed_on: 2025-09-20
audience: public
signatories: [dh-ngan-hoa, dh-bien-xanh]
{_SOURCES}
---

## Điều 1. Dạy tốt, học tốt {{#day-hoc}}

Đổi mới cách dạy, lấy SV làm trung tâm.
""",
    "content/events/2025/2025-09-20-khai-giang.md": f"""\
---
title: Cụm thi đua số 2 phát động thi đua năm học mới
date: 2025-09-20
kinds: [phat-dong]
clusters: [dh-2]
audience: public
status: published
summary: Hai trường phát động thi đua và ký giao ước.
{_SOURCES}
---

Hai trường đại học cùng phát động phong trào.
""",
    "content/commemorations.yml": """\
- id: ngay-nha-giao-vi-du
  name: Ngày Nhà giáo Ví Dụ
  kind: fixed
  origin: 1985-11-11
  regime: none
  sources:
    - title: Sổ tay Ví Dụ
""",
    "content/campaigns.yml": """\
- id: day-tot
  name: Phong trào “Dạy tốt, học tốt”
  clusters: [dh-2]
  sources:
    - title: Kế hoạch Ví Dụ
""",
}
