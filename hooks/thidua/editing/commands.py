"""The commands ``new``, ``fmt`` and ``import`` of the console script.

Exit codes as everywhere: 0 done, 1 findings or refused, 2 wrong use.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thidua.editing.options import (
    TooManyPartsError,
    given_values,
    item_of,
    option_name,
    record_options,
)
from thidua.editing.template import fields_of
from thidua.locale import phrase
from thidua.reading.records import Cluster, Event, Pledge, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thidua.editing.importing.draft import ImportDraft
    from thidua.editing.importing.questions import Question
    from thidua.editing.new import CreatedFile, NotWrittenError
    from thidua.editing.yaml_text import Item
    from thidua.project import Project
    from thidua.reading.base import Record


@click.group()
def new() -> None:
    """Begin a file: an event, a pledge or a cluster, with guidance for every key."""


@new.command("event")
@click.option("--name")
@record_options(Event, without=["status"])
@click.pass_obj
def new_event(project: Project, /, name: str | None, **params: Any) -> None:
    """Begin a draft event in content/events/<year>/."""
    from thidua.editing import new as making  # noqa: PLC0415 the help needs no model

    values = _prompted(
        project, Event, _given(project, Event, params), must=["title", "date"], skip=["status"]
    )
    _require_keys(project, values, Event, ["title", "date"])
    _create_and_report(
        project, lambda: making.new_event(_content_folder(project), project.root, values, name)
    )


@new.command("pledge")
@click.option("--cluster")
@record_options(Pledge, without=["revised"])
@click.pass_obj
def new_pledge(project: Project, /, cluster: str | None, **params: Any) -> None:
    """Begin the pledge of a cluster's term in content/clusters/<cluster>/pledges/."""
    from thidua.editing import new as making  # noqa: PLC0415

    if cluster is None and _on_terminal():
        cluster = click.prompt("cluster")
    if not cluster:
        raise click.UsageError(phrase(project.lang, "editing.new_needs", option="--cluster"))
    given = _given(project, Pledge, params)
    values = _prompted(project, Pledge, given, must=["term"], skip=["title"])
    _require_keys(project, values, Pledge, ["term"])
    _create_and_report(
        project, lambda: making.new_pledge(_content_folder(project), project.root, cluster, values)
    )


@new.command("scores")
@click.option("--cluster")
@click.option("--term")
@click.pass_obj
def new_scores(project: Project, /, cluster: str | None, term: str | None) -> None:
    """Begin the scores of a cluster's term in content/clusters/<cluster>/scores/."""
    from thidua.editing import new as making  # noqa: PLC0415

    asked = {"cluster": cluster, "term": term}
    for name, given in asked.items():
        asked[name] = given or (click.prompt(name) if _on_terminal() else None)
        if not asked[name]:
            raise click.UsageError(phrase(project.lang, "editing.new_needs", option=f"--{name}"))
    values: dict[str, Item] = {"term": str(asked["term"])}
    _create_and_report(
        project,
        lambda: making.new_scores(
            _content_folder(project), project.root, str(asked["cluster"]), values
        ),
    )


@new.command("term")
@click.option("--cluster")
@record_options(Term, without=["revised"])
@click.pass_obj
def new_term(project: Project, /, cluster: str | None, **params: Any) -> None:
    """Add a term to a cluster; what events and the term before it say is filled in."""
    from thidua.editing import new_term as making  # noqa: PLC0415

    if cluster is None and _on_terminal():
        cluster = click.prompt("cluster")
    if not cluster:
        raise click.UsageError(phrase(project.lang, "editing.new_needs", option="--cluster"))
    values = _given(project, Term, params)
    _require_keys(project, values, Term, ["term"])
    _create_and_report(
        project, lambda: making.new_term(_content_folder(project), project.root, cluster, values)
    )


@new.command("cluster")
@record_options(Cluster, without=["terms", "revised", "sources"])
@record_options(Term, without=["number", "summary", "revised"])
@click.pass_obj
def new_cluster(project: Project, /, **params: Any) -> None:
    """Begin a cluster with its first term in content/clusters/<id>/."""
    from thidua.editing import new as making  # noqa: PLC0415

    given = _given(project, Cluster, params)
    values = _prompted(project, Cluster, given, must=["id"], skip=["terms"])
    _require_keys(project, values, Cluster, ["id"])
    of_term = {
        key: value for key, value in params.items() if key not in {"value_number", "value_summary"}
    }
    term = _prompted(project, Term, _given(project, Term, of_term))
    _create_and_report(
        project, lambda: making.new_cluster(_content_folder(project), project.root, values, term)
    )


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--check", is_flag=True)
@click.pass_obj
def fmt(project: Project, paths: tuple[Path, ...], check: bool) -> None:
    """Put content files into their normal form; comments, order and quoting stay."""
    from thidua.diagnostics import one_line  # noqa: PLC0415
    from thidua.editing.atomic_files import replace_file  # noqa: PLC0415
    from thidua.editing.fmt import content_files, normal_form  # noqa: PLC0415

    wrong = [path for path in paths if path.is_file() and path.suffix not in {".md", ".yml"}]
    if wrong:
        raise click.UsageError(phrase(project.lang, "editing.fmt_wrong_file", path=wrong[0]))
    changed = same = refused = 0
    for path in content_files(paths or [_content_folder(project)]):
        shown = _display_path(path, project)
        data = path.read_bytes()
        form = normal_form(shown, data)
        if form.text is None:
            refused += 1
            click.echo(phrase(project.lang, "editing.fmt_refused", path=shown), err=True)
            for item in form.diagnostics:
                click.echo(one_line(item, project.lang), err=True)
        elif form.changes(data):
            changed += 1
            if not check:
                replace_file(path, form.text.encode())
            word = phrase(
                project.lang, "editing.fmt_would_change" if check else "editing.fmt_changed"
            )
            click.echo(f"{shown}: {word}")
        else:
            same += 1
    key = "editing.fmt_summary_check" if check else "editing.fmt_summary"
    click.echo(phrase(project.lang, key, changed=changed, same=same, refused=refused), err=True)
    sys.exit(1 if refused or (check and changed) else 0)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--url")
@click.option("--publisher")
@click.option("--title")
@click.option("--date")
@click.option("--photos", is_flag=True)
@click.option("--again", is_flag=True)
@click.option("--answers", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--ask", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def import_(
    project: Project,
    /,
    file: Path,
    answers: Path | None,
    ask: Path | None,
    **given: Any,
) -> None:
    """Make a draft of FILE, tell what each value rests on and ask what the file leaves open."""
    from thidua.editing.importing.draft import write_draft  # noqa: PLC0415
    from thidua.editing.importing.questions import UnansweredError, read_answers  # noqa: PLC0415
    from thidua.editing.new import NotWrittenError  # noqa: PLC0415

    if ask is not None and ask.exists():
        raise click.UsageError(phrase(project.lang, "editing.new_exists", path=ask))
    said: dict[str, str] = {}
    try:
        said |= read_answers(answers.name, answers.read_bytes()) if answers else {}
        draft = _answered_draft(project, file, given, said)
        write_draft(draft)
    except UnansweredError as error:
        _write_questions(file.name, error.questions, said, ask)
        _report_refusal(project, error)
    except NotWrittenError as error:
        _report_refusal(project, error)
    if ask is not None:
        _write_questions(file.name, draft.questions, said, ask)
    _report_draft(project, draft)


def _answered_draft(
    project: Project, file: Path, given: Mapping[str, Any], said: dict[str, str]
) -> ImportDraft:
    """The draft of a file; on a terminal what it leaves open is asked first, and added to what was said."""
    from thidua.editing.importing.draft import ImportOptions, read_draft  # noqa: PLC0415
    from thidua.editing.importing.questions import UnansweredError  # noqa: PLC0415

    asked: set[str] = set()
    while True:
        options = ImportOptions(**given, answers=said)
        try:
            draft = read_draft(file, _content_folder(project), project.root, options)
            questions = draft.questions
        except UnansweredError as error:
            questions = error.questions
            if not _on_terminal():
                raise
        new = [question for question in questions if question.key not in asked]
        if not _on_terminal() or not new:
            return draft
        asked.update(question.key for question in new)
        for question in new:
            answer = _asked(project, question)
            if answer:
                said[question.key] = answer


def _asked(project: Project, question: Question) -> str:
    """What is typed on the terminal for a question: a value, or the number of a candidate."""
    click.echo(question.about(project.lang), err=True)
    for number, candidate in enumerate(question.candidates, 1):
        click.echo(f"  {number}. {candidate.shown}", err=True)
    typed: str = click.prompt(question.key, default="", show_default=False, err=True).strip()
    if typed.isdecimal() and 0 < int(typed) <= len(question.candidates):
        return question.candidates[int(typed) - 1].typed
    return typed


def _write_questions(
    name: str, questions: Iterable[Question], said: Mapping[str, str], path: Path | None
) -> None:
    """What was asked, as a file for ``--answers``; printed where no file was named."""
    from thidua.editing.atomic_files import create_file  # noqa: PLC0415
    from thidua.editing.importing.questions import questions_text  # noqa: PLC0415

    text = questions_text(name, tuple(questions), said)
    if path is None:
        click.echo(text, err=True)
    else:
        create_file(path, text.encode())


def _report_draft(project: Project, draft: ImportDraft) -> None:
    """Say where a draft is, what it rests on, what is to be decided and what it lacks."""
    from thidua.diagnostics import one_line  # noqa: PLC0415

    def told(key: str, lines: Iterable[str]) -> None:
        found = list(lines)
        if found:
            click.echo("\n".join([phrase(project.lang, f"editing.{key}"), *found]))

    key = "editing.import_changed" if draft.changes else "editing.import_created"
    click.echo(phrase(project.lang, key, path=_display_path(draft.path, project)))
    told("import_notes", (note.text(project.lang) for note in draft.notes))
    told("import_questions", (question.in_words(project.lang) for question in draft.questions))
    told("import_losses", (loss.text(project.lang) for loss in draft.losses))
    told("import_check", (one_line(item, project.lang) for item in draft.diagnostics))


def register(main: click.Group) -> None:
    """Add the commands of this package to the console script."""
    for command in (new, fmt, import_):
        main.add_command(command)


# --- Asking and telling ----------------------------------------------------------------------


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _given(project: Project, cls: type[Record], params: Mapping[str, Any]) -> dict[str, Item]:
    """What was said on the command line, in the shape of the record."""
    try:
        return given_values(cls, params)
    except TooManyPartsError as error:
        raise _too_many_parts(project, error) from error


def _too_many_parts(project: Project, error: TooManyPartsError) -> click.UsageError:
    return click.UsageError(
        phrase(project.lang, "editing.new_parts", option=error.option, parts=error.parts)
    )


def _prompted(
    project: Project,
    cls: type[Record],
    values: dict[str, Item],
    must: Iterable[str] = (),
    skip: Iterable[str] = (),
) -> dict[str, Item]:
    """``values``, with the required ones that are missing asked for on a terminal."""
    if not _on_terminal():
        return values
    for field in fields_of(cls):
        if not field.required or field.key in values or field.key in skip:
            continue
        click.echo(f"# {field.guide(project.lang)}", err=True)
        default = "internal" if field.key == "audience" else None if field.key in must else ""
        said = click.prompt(
            option_name(field)[2:], default=default, show_default=bool(default), err=True
        )
        if said.strip():
            words = (
                said.replace(",", " ").split() if field.many and field.record is None else [said]
            )
            try:
                values[field.key] = (
                    [item_of(field, w) for w in words] if field.many else item_of(field, said)
                )
            except TooManyPartsError as error:
                raise _too_many_parts(project, error) from error
    return values


def _require_keys(
    project: Project, values: dict[str, Item], cls: type[Record], keys: list[str]
) -> None:
    for field in fields_of(cls):
        if field.key in keys and not values.get(field.key):
            raise click.UsageError(
                phrase(project.lang, "editing.new_needs", option=option_name(field))
            )


def _content_folder(project: Project) -> Path:
    if not project.content.is_dir():
        raise click.UsageError(phrase(project.lang, "editing.new_no_content", path=project.content))
    return project.content


def _display_path(path: Path, project: Project) -> str:
    resolved = path.resolve()
    return (
        resolved.relative_to(project.root).as_posix()
        if project.root in resolved.parents
        else str(path)
    )


def _create_and_report(project: Project, make: Any) -> None:
    """Make a file and tell where it is and what waits in it."""
    from thidua.diagnostics import one_line  # noqa: PLC0415
    from thidua.editing.new import NotWrittenError  # noqa: PLC0415

    try:
        created: CreatedFile = make()
    except NotWrittenError as error:
        _report_refusal(project, error)
    done = "editing.import_changed" if created.was_there else "editing.new_created"
    click.echo(phrase(project.lang, done, path=_display_path(created.path, project)))
    for item in created.diagnostics:
        click.echo(one_line(item, project.lang), err=True)
    for value in created.inferred:
        words = phrase(project.lang, "editing.new_inferred", key=value.key, origin=value.rests_on)
        click.echo(words)
    if created.open:
        click.echo(phrase(project.lang, "editing.new_open_title", count=len(created.open)))
        for line, key in created.open:
            click.echo(phrase(project.lang, "editing.new_open", line=line, key=key))


def _report_refusal(project: Project, error: NotWrittenError) -> Any:
    """Say why nothing was written; wrong values are wrong use, a file in the way is a finding."""
    click.echo(phrase(project.lang, f"editing.{error.key}", **error.values), err=True)
    for item in error.diagnostics:
        click.echo(f"{item.message(project.lang)}\n    → {item.hint(project.lang)}", err=True)
    sys.exit(1 if error.key in {"new_exists", "import_exists", "import_again"} else 2)
