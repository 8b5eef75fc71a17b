"""``thidua compare``: any two pledges of the content, in words or as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from thidua.locale import phrase
from thidua.text import nearest

if TYPE_CHECKING:
    from thidua.campaign.site import PledgeEntry, Site
    from thidua.pledges.compare import Comparison
    from thidua.project import Project

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


def _text(site: Site, old: PledgeEntry, new: PledgeEntry, lang: str) -> str:
    from thidua.pledges import citation, cross_cluster, summary  # noqa: PLC0415

    comparison = _compared(old, new)
    names = {unit: entry.record.name for unit, entry in site.units.items()}
    caution = citation.comparison_caution(old.record, new.record, lang)
    head = [
        f"{old.key} → {new.key}",
        f"“{old.record.title}” → “{new.record.title}”",
        _summary(site, comparison, old, new, lang),
        *([caution] if caution else []),
    ]
    same_cluster = old.key.cluster == new.key.cluster
    told = (
        summary.change_lines(comparison, lang, names)
        if same_cluster
        else cross_cluster.cross_cluster_lines(comparison, *_cluster_names(site, old, new), lang)
    )
    changes = [f"- {line}" for line in told]
    return "\n".join([*head, "", *changes, ""])


def _data(site: Site, old: PledgeEntry, new: PledgeEntry, lang: str) -> str:
    from thidua.pledges import citation, summary  # noqa: PLC0415

    comparison = _compared(old, new)
    names = {unit: entry.record.name for unit, entry in site.units.items()}
    data = {
        "old": {"id": str(old.key), "title": old.record.title, "summary": old.record.summary},
        "new": {"id": str(new.key), "title": new.record.title, "summary": new.record.summary},
        "sentence": _summary(site, comparison, old, new, lang),
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
