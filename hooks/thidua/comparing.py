"""``thidua compare``: any two pledges of the content, in words or as data."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from thidua.locale import phrase
from thidua.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.campaign.site import PledgeEntry, Site
    from thidua.pledges.compare import Comparison
    from thidua.project import Project
    from thidua.views.pledges.comparison_rows import Demand
    from thidua.views.pledges.comparisons import ComparisonView

Style = Literal["text", "json"]


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "style", type=click.Choice(get_args(Style)), default="text", show_default=True
)
@click.pass_obj
def compare(project: Project, old: str, new: str, style: Style) -> None:
    """Tell what changed from pledge OLD to pledge NEW.

    Each is written CLUSTER@TERM (cum-1@2024) or as the path of its file. Pledges of two clusters are
    set side by side. Exit code 0 whatever the difference is: a change is no mistake.
    """
    from thidua.checks.run import check_content  # noqa: PLC0415 the help needs no model

    lang = project.lang
    if not project.content.is_dir():
        raise click.UsageError(phrase(lang, "cli.no_content", path=project.content))
    checked = check_content(project.content, project.root)
    before, after = (_entry(checked.site, project.root, word, lang) for word in (old, new))
    errors = checked.report.count("error")
    if errors:
        click.echo(phrase(lang, "cli.content_errors", count=errors), err=True)
    render = _text if style == "text" else _data
    click.echo(render(checked.site, before, after, lang), nl=False)


def _entry(site: Site, root: Path, word: str, lang: str) -> PledgeEntry:
    """The pledge meant by ``cluster@term`` or a path; tells the nearest one that exists."""
    by_name = {str(key): entry for key, entry in site.pledges.items()}
    if word in by_name:
        return by_name[word]
    path = Path(word)
    if path.is_file():
        wanted = path.resolve()
        for entry in site.pledges.values():
            if (root / entry.path).resolve() == wanted:
                return entry
        raise click.UsageError(phrase(lang, "cli.compare_unreadable", path=word))
    near = nearest(word, by_name)
    if near:
        raise click.UsageError(phrase(lang, "cli.compare_unknown_near", name=word, near=near))
    known = ", ".join(by_name) or "–"
    raise click.UsageError(phrase(lang, "cli.compare_unknown", name=word, known=known))


def _compared(old: PledgeEntry, new: PledgeEntry) -> Comparison:
    from thidua.pledges.compare import compare as compared  # noqa: PLC0415
    from thidua.pledges.pledge_text import PledgeText  # noqa: PLC0415

    return compared(PledgeText.of(old.record, old.body), PledgeText.of(new.record, new.body))


def _summary(
    site: Site, comparison: Comparison, old: PledgeEntry, new: PledgeEntry, lang: str
) -> str:
    from thidua.pledges import cross_cluster, summary  # noqa: PLC0415

    if old.key.cluster == new.key.cluster:
        return summary.summary_sentence(comparison, lang)
    return cross_cluster.cross_cluster_sentence(comparison, *_cluster_names(site, old, new), lang)


def _cluster_names(site: Site, old: PledgeEntry, new: PledgeEntry) -> tuple[str, str]:
    return site.cluster(old.key.cluster).name, site.cluster(new.key.cluster).name


def _view(site: Site, old: PledgeEntry, new: PledgeEntry, lang: str) -> ComparisonView:
    from thidua.views.pledges.comparisons import comparison_view  # noqa: PLC0415
    from thidua.views.shared.page import Context  # noqa: PLC0415

    return comparison_view(Context(site, lang=lang), old, new)


def _text(site: Site, old: PledgeEntry, new: PledgeEntry, lang: str) -> str:
    from thidua.pledges import cross_cluster, summary  # noqa: PLC0415

    comparison, view = _compared(old, new), _view(site, old, new, lang)
    names = {unit: entry.record.name for unit, entry in site.units.items()}
    head = [
        f"{old.key} → {new.key}",
        f"“{old.record.title}” → “{new.record.title}”",
        *([view.nothing] if view.nothing else []),
        *([view.caution] if view.caution else []),
        "",
        *_tally(view, lang),
        *_demands(view.harder, "harder", lang),
        *_demands(view.easier, "easier", lang),
    ]
    told = (
        summary.change_lines(comparison, lang, names)
        if view.cluster
        else cross_cluster.cross_cluster_lines(comparison, *_cluster_names(site, old, new), lang)
    )
    changes = [] if view.nothing else ["", *(f"- {line}" for line in told)]
    return "\n".join([*head, *changes, ""])


def _tally(view: ComparisonView, lang: str) -> Iterator[str]:
    """The table of counts: a line for what became of parts, a column for each sort of them."""
    if view.cluster:
        keys = ("come", "gone", "changed", "kept")
        heads = [phrase(lang, f"site.tally_{key}") for key in keys]
    else:
        only = (phrase(lang, "site.tally_only", label=side.label) for side in (view.new, view.old))
        heads = [*only, *(phrase(lang, f"site.tally_{key}") for key in ("differ", "alike"))]
    first = max(map(len, heads))
    yield "  ".join([" " * first, *(line.title for line in view.tally)])
    columns = [(line.come, line.gone, line.differ, line.same) for line in view.tally]
    for n, head in enumerate(heads):
        counts = (
            column[n].rjust(len(line.title))
            for column, line in zip(columns, view.tally, strict=True)
        )
        yield "  ".join([head.ljust(first), *counts])


def _demands(items: Sequence[Demand], name: str, lang: str) -> Iterator[str]:
    if items:
        yield ""
        yield f"{phrase(lang, f'site.tally_{name}')}:"
        yield from (f"- {item.title}: {item.note}" for item in items)


def _data(site: Site, old: PledgeEntry, new: PledgeEntry, lang: str) -> str:
    from thidua.pledges import citation, summary  # noqa: PLC0415

    comparison, view = _compared(old, new), _view(site, old, new, lang)
    names = {unit: entry.record.name for unit, entry in site.units.items()}
    data = {
        "old": {"id": str(old.key), "title": old.record.title, "summary": old.record.summary},
        "new": {"id": str(new.key), "title": new.record.title, "summary": new.record.summary},
        "sentence": _summary(site, comparison, old, new, lang),
        **{key: asdict(view)[key] for key in ("tally", "harder", "easier")},
        "caution": citation.comparison_caution(old.record, new.record, lang),
        "changes": [
            {
                **change.as_dict(),
                "subject": summary.change_subject(comparison, change, names),
                "words": summary.describe_change(comparison, change, lang),
                "seen": change.kind.is_seen,
            }
            for change in comparison.changes
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
