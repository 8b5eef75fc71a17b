"""How long two pledges of 40 articles take to compare: ``python tests/bench/bench_compare.py``.

In Python, and by the scripts of the browser under node. The reference is `difflib.SequenceMatcher` on the words of the same pairs of articles, which finds segments
but neither matches articles nor types changes. The budget is 50 ms.
"""

from __future__ import annotations

import difflib
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2] / "hooks"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.test_compare import PUBLIC, texts_data
from thidua.pledges.articles import Article
from thidua.pledges.changes import apply
from thidua.pledges.compare import compare
from thidua.pledges.pledge_text import PledgeText
from thidua.pledges.text_diff import words_of
from thidua.reading.records import Target
from thidua.views.pledges import browser_data

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES = 40
WORDS = 160
BUDGET_MS = 50
TEXT = (
    "thi đua công an nhân dân kỷ cương trách nhiệm nêu gương hiệu quả phối hợp đơn vị cụm phong trào "
    "bảo vệ an ninh trật tự xã hội địa bàn trọng điểm tham mưu cấp ủy chính quyền giải pháp đấu tranh "
    "phòng ngừa tội phạm vi phạm kiểm tra giám sát sơ kết tổng kết mô hình sáng tạo cải cách hành chính "
    "chuyển đổi số nghĩa tình đồng đội 5% 75,5"
)
SYLLABLES = TEXT.split()
CASES = (
    ("unchanged words", 0.0, True),
    ("5% of the words changed", 0.05, True),
    ("30% of the words changed", 0.3, True),
    ("all words changed", 1.0, True),
    ("no common ids, 5% changed", 0.05, False),
)
"""What it is called, how many of the words differ, whether ids are shared."""


def pledges(share: float, *, same_ids: bool = True) -> tuple[PledgeText, PledgeText]:
    """Two pledges of `ARTICLES`; in the newer ``share`` of the words differ, two articles move, one is new."""
    chance = random.Random(2031)
    old = [
        Article(
            f"dieu-{n}", f"Điều {n + 1}.", " ".join(chance.choices(SYLLABLES, k=6)), _text(chance)
        )
        for n in range(ARTICLES)
    ]
    order = [*old[:5], *old[6:20], old[5], *old[20:-1]]
    new = [
        Article(
            a.id if same_ids else f"muc-{a.id}",
            f"Điều {n + 1}.",
            a.title,
            _edited(a.text, share, chance),
        )
        for n, a in enumerate([*order, Article("moi", None, "Nội dung mới", _text(chance))])
    ]
    targets = [
        Target(id=f"ct-{n}", article=f"dieu-{n}", text=" ".join(chance.choices(SYLLABLES, k=12)), comparator=">=", value=f"{n}%")
        for n in range(ARTICLES)
    ]  # fmt: skip
    raised = [t.model_copy(update={"value": f"{n + 1}%"}) for n, t in enumerate(targets)]
    return (
        PledgeText(articles=tuple(old), targets=tuple(targets)),
        PledgeText(articles=tuple(new), targets=tuple(raised)),
    )


def words_compared(old: PledgeText, new: PledgeText) -> None:
    """All changes, and the words of those that have any."""
    for change in compare(old, new).changes:
        _ = change.segments


def reference(old: PledgeText, new: PledgeText) -> None:
    """What the standard library needs for the word-level part alone, with articles already matched."""
    for a, b in zip(old.articles, new.articles, strict=True):
        difflib.SequenceMatcher(
            None, words_of(a.text), words_of(b.text), autojunk=False
        ).get_opcodes()


def milliseconds(work: Callable[[], object], times: int = 7) -> float:
    """The best of some runs: the others only waited for the machine."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def main() -> int:
    print(f"{ARTICLES} articles of {WORDS} words; budget {BUDGET_MS} ms")
    worst = 0.0
    for label, share, same_ids in CASES:
        old, new = pledges(share, same_ids=same_ids)
        assert apply(compare(old, new).changes, old.normalised()) == new.normalised()
        ours = milliseconds(lambda old=old, new=new: words_compared(old, new))
        theirs = milliseconds(lambda old=old, new=new: reference(old, new), 3)
        worst = max(worst, ours)
        print(f"{label:28} {ours:7.1f} ms   difflib {theirs:7.1f} ms   ratio {ours / theirs:.2f}")
    for (label, *_), best in zip(CASES, in_browser(), strict=True):
        worst = max(worst, best)
        print(f"{label:28} {best:7.1f} ms   in the browser, with all that is shown")
    return int(worst > BUDGET_MS)


def in_browser() -> list[float]:
    """Milliseconds of the scripts of the browser for each case."""
    data = [
        texts_data(PUBLIC, *pledges(share, same_ids=same), across=False) for _, share, same in CASES
    ]
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.json"
        tables = {"rules": browser_data.rules(), "words": browser_data.words(PUBLIC)}
        asked.write_text(json.dumps({**tables, "pairs": data}), "utf-8")
        done = subprocess.run(
            ["node", str(Path(__file__).parents[1] / "scripts/compare.mjs"), str(asked), str(asked.with_name("answered.json")), "7"],
            check=True,
            capture_output=True,
            text=True,
        )  # fmt: skip
    return [float(line) for line in done.stdout.split()]


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(SYLLABLES, k=WORDS)) + "."


def _edited(text: str, share: float, chance: random.Random) -> str:
    return " ".join(
        chance.choice(SYLLABLES) if chance.random() < share else word for word in text.split(" ")
    )


if __name__ == "__main__":
    sys.exit(main())
