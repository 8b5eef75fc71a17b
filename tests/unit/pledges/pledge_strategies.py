"""Generated pledges: Vietnamese syllables in both normal forms, ids that repeat, parts that move."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from thidua.pledges.articles import Article
from thidua.pledges.pledge_text import PledgeText
from thidua.reading.fields import COMPARATORS
from thidua.reading.records import Signatory, Target

TEXT = "Điều kỷ cương đạt giảm hòa hoà thuỷ Đắk Lắk nghĩa tình đồng đội bảo vệ 5% 75,5 1.750 và của"
SYLLABLES = st.sampled_from(TEXT.split())
GAPS = st.sampled_from([" ", " ", " ", "\n", "\n\n", ", ", ". ", "\u00a0"])
FORMS = st.sampled_from(["NFC", "NFD"])


@st.composite
def prose(draw: st.DrawFn, most: int = 12) -> str:
    parts = draw(st.lists(st.tuples(SYLLABLES, GAPS), min_size=1, max_size=most))
    text = "".join(word + gap for word, gap in parts).strip()
    return unicodedata.normalize(draw(FORMS), text)


IDS = st.sampled_from(["mot", "hai", "ba", "bon", "nam"])
MAYBE = st.none() | prose(3)

ARTICLES = st.builds(
    Article,
    id=IDS,
    number=st.sampled_from([None, "Điều 1.", "Điều 2.", unicodedata.normalize("NFD", "Điều 1.")]),
    title=prose(4),
    text=st.just("") | prose(),
)
TARGETS = st.builds(
    Target,
    id=IDS,
    article=IDS,
    text=prose(6),
    comparator=st.sampled_from(list(COMPARATORS)),
    value=st.sampled_from(
        ["5", "05", "10%", "5%", "trên 75,5 %", "10/6/9", "giảm ít nhất 5%", "3 vụ"]
    ),
    unit=st.sampled_from([None, "%", "vụ"]),
    baseline=MAYBE,
    assigned_by=MAYBE,
)
SIGNATORIES = st.builds(
    Signatory,
    unit=st.sampled_from(["dv-an-son", "dv-binh-khe", "dv-cam-ha"]),
    name=MAYBE,
    rank=MAYBE,
    post=MAYBE,
)


@st.composite
def wordings(draw: st.DrawFn) -> PledgeText:
    return PledgeText(
        slogan=draw(MAYBE),
        bases=draw(st.just("") | prose(4)),
        preamble=draw(st.just("") | prose()),
        articles=tuple(draw(st.lists(ARTICLES, max_size=5))),
        targets=tuple(draw(st.lists(TARGETS, max_size=5))),
        signatories=tuple(draw(st.lists(SIGNATORIES, max_size=4))),
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[PledgeText, PledgeText]:
    """Two pledges that share parts in another order, as two years do, or nothing at all."""
    old, new = draw(wordings()), draw(wordings())
    if draw(st.booleans()):
        new = PledgeText(
            slogan=old.slogan,
            bases=old.bases,
            preamble=old.preamble,
            articles=tuple(draw(st.permutations(old.articles + new.articles[:2]))),
            targets=tuple(draw(st.permutations(old.targets + new.targets[:2]))),
            signatories=tuple(draw(st.permutations(old.signatories + new.signatories[:1]))),
        )
    return old, new
