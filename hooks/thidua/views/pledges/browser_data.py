"""What the browser compares pledges with: the data of each pledge, and the tables and words of comparing.

All that follows from one pledge alone is worked out here; what is left to the browser is what takes two. `td-compare.js` says
what each key is for, by the name of what it mirrors.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from thidua.locale import strings
from thidua.pledges import matching, text_diff
from thidua.pledges.cross_cluster import SIDES
from thidua.pledges.pledge_text import PledgeText
from thidua.pledges.summary import article_name, comparator_words
from thidua.pledges.target_reading import read_target
from thidua.text import NBSP, fold_aligned, nfc, typeset
from thidua.views.pledges import comparison_rows
from thidua.views.pledges.articles import plain_lines, self_contained
from thidua.views.pledges.comparison_rows import (
    capital,
    group_words,
    promise,
    sign_label,
    signature,
    unit_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from thidua.campaign.site import PledgeEntry
    from thidua.pledges.articles import Article
    from thidua.reading.records import Signatory, Target
    from thidua.views.shared.page import Context

Data = dict[str, Any]

USUAL: dict[str, Data] = {
    "targets": {
        "assigned_by": None, "unit": None, "baseline": None, "assigned": False, "bound": None, "contradicts": False, "manner": "exact ",
        "rough": "", "scope": "", "baseline_shape": "",
    },
    "signatories": {"words": "", "said": ["", ""], "exact": hashlib.sha256(b"[null, null, null]").hexdigest()[:12]},
}  # fmt: skip
"""What most parts of a pledge say: left out of their data, and filled in by the browser, which has this table among its rules."""


@dataclass(frozen=True, slots=True)
class ChoosableTerm:
    """A pledge that can be chosen."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoosableCluster:
    """A cluster and its pledges, oldest first."""

    id: str
    name: str
    terms: tuple[ChoosableTerm, ...]


def choosable(ctx: Context) -> Iterator[ChoosableCluster]:
    """Every cluster with a pledge, in the order of the clusters."""
    for id_, line in ctx.site.pledges_by_cluster.items():
        terms = tuple(ChoosableTerm(e.key.term, ctx.term_label(e.key)) for e in line)
        yield ChoosableCluster(id_, ctx.cluster_name(id_), terms)


def pledge_data(ctx: Context, entry: PledgeEntry) -> Data:
    """All that comparing needs of one pledge."""
    record = entry.record
    text = PledgeText.of(record, entry.body).normalised()
    cluster = ctx.site.cluster(entry.key.cluster)
    return {
        "cluster": entry.key.cluster,
        "name": ctx.cluster_name(entry.key.cluster),
        "cluster_address": ctx.cluster_link(entry.key.cluster).address,
        "block": ctx.label("block", cluster.block),
        "term": ctx.term_label(entry.key),
        "side": {
            "pledge": {"title": typeset(record.title), "address": entry.address},
            "signed": ctx.day(record.signed_on).words if record.signed_on else "",
            "kind": ctx.label("pledge", "summary" if record.summary else "text"),
        },
        "summary": record.summary,
        "internal": record.audience == "internal",
        **text_data(ctx, text),
    }


def text_data(ctx: Context, text: PledgeText) -> Data:
    """What is compared of a pledge."""
    shown = self_contained(text.articles)
    return {
        "head": {
            "slogan": {"exact": _digest(text.slogan), "text": _shown(text.slogan or "")},
            "bases": {"exact": _digest(text.bases), "text": _shown(text.bases)},
            "preamble": {
                "exact": _digest(text.preamble),
                "text": _shown(plain_lines(text.preamble)),
            },
        },
        "articles": [_article(a, b) for a, b in zip(text.articles, shown, strict=True)],
        "targets": [_unusual("targets", _target(ctx, text, target)) for target in text.targets],
        "signatories": [_unusual("signatories", _signatory(ctx, one)) for one in text.signatories],
    }


def _unusual(part: str, data: Data) -> Data:
    usual = USUAL[part]
    return {
        name: value for name, value in data.items() if name not in usual or value != usual[name]
    }


def _shown(text: str) -> str:
    """A text as rows show it."""
    return nfc(typeset(text))


def _digest(*texts: str | None) -> str:
    """What tells texts from others as they were written, which are not given to the browser."""
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:12]


def _feature_words(text: str, shown: str) -> Data:
    """The folded words of a text: none where the browser finds them in what is ``shown``, as in most texts.

    Letters other than ASCII remain where the two sides may fold differently.
    """
    if text == shown.replace(NBSP, " ") and fold_aligned(text).isascii():
        return {}
    words = matching.feature_words(text)
    found = words == matching.feature_words(shown) and all(map(str.isascii, words))
    return {} if found else {"words": " ".join(words)}


def _article(article: Article, shown: Article) -> Data:
    title, text = _shown(article.title), _shown(plain_lines(shown.text))
    return {
        "id": article.id,
        "number": article.number,
        "label": _shown(article.number or ""),
        "title": title,
        "text": text,
        "worded": _digest(*text_diff.words_of(article.text)),
        **_feature_words(f"{article.title}\n{article.text}", f"{title}\n{text}"),
    }


def _target(ctx: Context, pledge: PledgeText, target: Target) -> Data:
    reading = read_target(target)
    bound = reading.bound
    return {
        "id": target.id,
        "article": target.article,
        "over": _shown(article_name(pledge, target.article)),
        "text": _shown(target.text),
        **_feature_words(target.text, _shown(target.text)),
        "said": [_shown(text) for text in promise(ctx, target)],
        "assigned_by": target.assigned_by,
        "comparator": target.comparator,
        "compared": comparator_words(target.comparator, ctx.lang),
        "value": _shown(target.value),
        "unit": None if target.unit is None else _shown(target.unit),
        "baseline": target.baseline,
        "measure": reading.measure,
        "figure": None if reading.number is None else _number(reading.number),
        "assigned": reading.is_assigned,
        "bound": None if bound is None else [bound.kind, _number(bound.least), bound.is_open],
        "contradicts": reading.contradicts,
        "manner": reading.manner,
        "rough": reading.rough,
        "scope": reading.scope,
        "baseline_shape": reading.baseline,
    }


def _number(number: Decimal) -> str:
    """A number written out in the one way equal numbers share."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _signatory(ctx: Context, signatory: Signatory) -> Data:
    name, dated = unit_names(ctx, signatory.unit)
    return {
        "id": signatory.unit,
        "words": "",
        "unit": name,
        "dated": dated,
        "said": [_shown(text) for text in signature(signatory)],
        "exact": _digest(signatory.name, signatory.rank, signatory.post),
    }


# --- Tables and words ------------------------------------------------------------------------


def rules() -> Data:
    """The tables of comparing."""
    return {
        "limits": {
            "cells": text_diff.MAX_CELLS,
            "island": text_diff.ISLAND,
            "similar": matching.SIMILAR,
            "nearly": matching.NEARLY_EQUAL,
        },
        "signs": comparison_rows.SIGNS,
        "marks": comparison_rows.MARKS,
        "across": comparison_rows.CROSS_CLUSTER,
        "sides": sorted(SIDES),
        "usual": USUAL,
    }


def words(ctx: Context) -> Data:
    """The words of comparing, with their places open."""
    ui, said = ctx.ui, strings(ctx.lang, "pledges")
    return {
        "change": _labels(ctx, "change"),
        "differ": _labels(ctx, "differ"),
        "signs": _labels(ctx, "sign"),
        "kept": {
            "terms": capital(sign_label(ctx, "same", cross_cluster=False)),
            "clusters": capital(sign_label(ctx, "same", cross_cluster=True)),
        },
        "told": {kind: _typeset_template(said[f"change:{kind}"]) for kind in sorted(comparison_rows.TOLD)},
        "strictness": _named(said, "strictness"),
        "nothing": said["nothing"],
        "absent": said["absent"],
        "layout_only": ui["compare_layout_only"],
        "both": ui["compare_and"],
        "side": ui["compare_side"],
        "titles": {
            "terms": ui["comparison_title"],
            "clusters": ui["cross_cluster_comparison_title"],
            "any": ui["cross_term_comparison_title"],
        },
        "cautions": ["", said["caution_one"], said["caution_both"]],
        "head": {field: ui[f"compare_{field}"] for field in ("slogan", "bases", "preamble")},
        "groups": {name: asdict(group_words(ctx, name)) for name in comparison_rows.GROUPS},
    }  # fmt: skip


def _typeset_template(text: str) -> str:
    """A sentence that begins a note, set as it will be with numbers in its places."""
    numbered = re.sub(r"(?=\{(?:old|new)_place\})", "1", capital(text))
    return typeset(numbered).replace("1{", "{")


def _labels(ctx: Context, group: str) -> dict[str, str]:
    return _named(ctx.labels, group)


def _named(texts: Any, group: str) -> dict[str, str]:
    """The texts of a group by their own names: ``sign:added`` as ``added``."""
    start = f"{group}:"
    return {key.removeprefix(start): texts[key] for key in texts if key.startswith(start)}
