"""The pages of the desk and what its forms do."""

from __future__ import annotations

import json
import mimetypes
import re
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jinja2
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from thidua.calendar.lunar import is_supported, lunar_of, lunar_words
from thidua.campaign.cluster_names import full_names
from thidua.campaign.link import link
from thidua.dates import PartialDate, words
from thidua.desk.forms import SECTIONS, form_fields, is_day, label_of, posted_values, row_keys
from thidua.desk.guard import ENTRY, TOKEN_FIELD, Guard, with_headers
from thidua.desk.history import ChangedMeanwhileError, bytes_of, digest_of
from thidua.desk.pickers import pickers
from thidua.desk.record_list import record_rows
from thidua.desk.score_grid import posted_ids, score_grid
from thidua.desk.sending import Outbox, zip_of
from thidua.desk.workspace import ENTRIES, NEW, scores_of
from thidua.editing.importing.draft import ImportDraft, ImportOptions, draft_file
from thidua.editing.importing.questions import UnansweredError
from thidua.editing.new import NotWrittenError
from thidua.locale import phrase, strings
from thidua.mkdocs.building import BuildError
from thidua.photos import PhotoError
from thidua.reading.library import with_drafts
from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Scores, Unit
from thidua.shipped_files import theme_folder
from thidua.text import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from wsgiref.types import StartResponse, WSGIEnvironment

    from thidua.campaign.site import TermKey
    from thidua.desk.forms import FormField
    from thidua.desk.workspace import Draft, OpenRecord, Workspace
    from thidua.diagnostics import Diagnostic
    from thidua.editing.importing.questions import Question
    from thidua.mkdocs.page_preview import PagePreview
    from thidua.reading.base import Record

MAX_BYTES = 60 * 1024 * 1024
"""Of a request; no photograph and no Word file is larger."""
MAX_FORM = 2 * 1024 * 1024
MAX_PARTS = 20_000
"""A score table of a hundred criteria, three stages and thirty units has 9,000 cells."""
MAX_WAITING = 8
"""Files that were dropped and still ask something."""

_URLS = Map([
    Rule(ENTRY, endpoint="enter", methods=["GET"]),
    Rule("/", endpoint="records", methods=["GET"]),
    Rule("/su-kien/<year>/<name>", endpoint="event", methods=["GET"]),
    *(Rule(f"/{id_}", endpoint="new", methods=["GET"]) for id_ in NEW),
    Rule("/giao-uoc/<cluster>/<term>", endpoint="pledge", methods=["GET"]),
    Rule("/cham-diem/<cluster>/<term>", endpoint="scores", methods=["GET"]),
    Rule("/cum/<cluster>", endpoint="cluster", methods=["GET"]),
    *(Rule(f"/<any({word!r}):register>/<name>", endpoint="entry", methods=["GET"]) for word in ENTRIES),
    Rule("/kiem-tra", endpoint="check", methods=["POST"]),
    Rule("/luu", endpoint="save", methods=["POST"]),
    Rule("/hoan-tac", endpoint="undo", methods=["POST"]),
    Rule("/danh-muc", endpoint="lists", methods=["GET"]),
    Rule("/tep", endpoint="add_file", methods=["POST"]),
    Rule("/anh/<path:record>", endpoint="photo", methods=["GET"]),
    Rule("/xem", endpoint="make_preview", methods=["POST"]),
    Rule("/xem/<path:address>", endpoint="previewed", methods=["GET"]),
    Rule("/nhap", endpoint="importing", methods=["GET", "POST"]),
    Rule("/gui", endpoint="sending", methods=["GET", "POST"]),
    Rule("/gui/zip", endpoint="send_zip", methods=["POST"]),
    Rule("/tai-san/<name>", endpoint="asset", methods=["GET"]),
], merge_slashes=False)  # fmt: skip

_OWN_ASSETS = ("desk.css", "desk.js", "desk-pick.js", "desk-grid.js", "desk-import.js")
_THEME_ASSETS = (
    "stylesheets/thidua.css", "images/mark.svg", "fonts/source-sans-3-latin-wght-normal.woff2",
    "fonts/source-sans-3-vietnamese-wght-normal.woff2", "fonts/source-serif-4-latin-wght-normal.woff2",
    "fonts/source-serif-4-vietnamese-wght-normal.woff2",
)  # fmt: skip
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}

_LISTS = (
    ("events", Event), ("pledges", Pledge), ("scores", Scores), ("clusters", Cluster), ("units", Unit), ("commemorations", Commemoration),
    ("campaigns", Campaign),
)  # fmt: skip
"""The lists of the first page, in their order."""
_SCRIPTS = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)


class DeskRequest(Request):
    """A request within limits."""

    max_content_length = MAX_BYTES
    max_form_memory_size = MAX_FORM
    max_form_parts = MAX_PARTS


@dataclass(slots=True)
class Desk:
    """The WSGI application."""

    workspace: Workspace
    guard: Guard
    lang: str
    site_name: str
    make_preview: Callable[[], PagePreview]
    _templates: jinja2.Environment = field(init=False)
    _assets: dict[str, bytes] = field(init=False)
    _printer: PagePreview | None = None
    _shown: dict[str, str] = field(default_factory=dict)
    """The page that was asked for last, by its address."""
    _waiting: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Names and bytes of files to be imported, by a number."""

    def __post_init__(self) -> None:
        folder = files(__package__)
        self._templates = jinja2.Environment(
            loader=jinja2.FunctionLoader(lambda name: folder.joinpath("templates", name).read_text("utf-8")),
            autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.globals |= {
            "ui": strings(self.lang, "desk"), "lang": self.lang, "site_name": self.site_name,
            "csrf": self.guard.form_token, "csrf_field": TOKEN_FIELD,
        }  # fmt: skip
        self._assets = {name: folder.joinpath("assets", name).read_bytes() for name in _OWN_ASSETS}
        theme = theme_folder() / "assets"
        for place in _THEME_ASSETS:
            self._assets[place.rpartition("/")[2]] = (theme / place).read_bytes()
        # The sheet of the site looks for its faces in a folder beside its own.
        sheet = self._assets["thidua.css"]
        self._assets["thidua.css"] = sheet.replace(b"../fonts/", b"")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # Uploads are spooled to files, which are closed with their request.
        with DeskRequest(environ) as request:
            if request.mimetype != "multipart/form-data":
                request.max_content_length = MAX_FORM
            return self.respond(request)(environ, start_response)

    def respond(self, request: Request) -> Response:
        """The answer to a request; whatever is not the desk's own is refused without a word of the content."""
        try:
            self.guard.refuse(request)
            endpoint, values = _URLS.bind(self.guard.hosts[0]).match(request.path, request.method)
            if request.method == "POST":
                self.guard.refuse_foreign_form(request)
            response: Response = getattr(self, f"_{endpoint}")(request, **values)
        except NotWrittenError as error:
            response = self._refusal(error)
        except ChangedMeanwhileError as error:
            response = self._json({"refused": phrase(self.lang, "desk.changed", path=error.path)}, 409)  # fmt: skip
        except OSError as error:
            # A disk that is full, a file that Word or a virus scanner holds: what stands in the form is not lost.
            told = phrase(self.lang, "desk.not_written", reason=error.strerror or str(error))
            response = Response(f"{told}\n", 500, content_type="text/plain; charset=utf-8")
        except HTTPException as error:
            code = error.code or 500
            known = f"error:{code}"
            message = strings(self.lang, "desk").get(known) or phrase(self.lang, "desk.error:400")
            response = Response(f"{message}\n", code, content_type="text/plain; charset=utf-8")
        return with_headers(response, framed=request.path.startswith("/xem/"))

    def _page(self, template: str, status: int = 200, **values: object) -> Response:
        html = self._templates.get_template(template).render(**values)
        return Response(html, status, content_type="text/html; charset=utf-8")

    def _json(self, value: object, status: int = 200) -> Response:
        return Response(json.dumps(value, ensure_ascii=False), status, content_type="application/json")  # fmt: skip

    def _refusal(self, error: NotWrittenError) -> Response:
        message = self._message(error)
        items = [self._shown_item("", item) for item in error.diagnostics]
        return self._json({"refused": message, "items": items}, 422)

    def _message(self, error: NotWrittenError) -> str:
        # What commands say of their options is said of the form here.
        own = f"refused:{error.key.removeprefix('desk_')}"
        key = f"desk.{own}" if own in strings(self.lang, "desk") else f"editing.{error.key}"
        return phrase(self.lang, key, **error.values)

    def _enter(self, request: Request) -> Response:
        if not self.guard.is_invited(request.args.get("ma", "")):
            raise BadRequest
        response: Response = redirect("/", 303, Response)
        self.guard.let_in(response)
        return response

    # Lists --------------------------------------------------------------------------------------

    def _outbox(self) -> Outbox:
        workspace = self.workspace
        return Outbox(
            workspace.project, workspace.content.relative_to(workspace.project).as_posix()
        )

    def _records(self, request: Request) -> Response:
        workspace = self.workspace
        states = self._outbox().states(workspace.library.files)
        rows = record_rows(workspace, states, self.lang)
        lists = [(word, [row for row in rows if row.cls is cls]) for word, cls in _LISTS]
        last = workspace.history.last()
        return self._page(
            "records.html.j2", lists=lists, new=[(id_, cls.__name__.lower()) for id_, cls in NEW.items() if cls is not Event], last=last.title if last else "",
            unread=[self._shown_item("", item) for item in workspace.unreadable()],
            done=request.args.get("xong", ""), unsent=sum(s == "unsent" for s in states.values()),
        )  # fmt: skip

    def _lists(self, _request: Request) -> Response:
        return self._json(pickers(self.workspace.site, self.lang))

    # Forms --------------------------------------------------------------------------------------

    def _new(self, request: Request) -> Response:
        return self._form(request, request.path[1:])

    def _event(self, request: Request, year: str, name: str) -> Response:
        return self._form(request, f"su-kien/{year}/{name}")

    def _pledge(self, request: Request, cluster: str, term: str) -> Response:
        return self._form(request, f"giao-uoc/{cluster}/{term}")

    def _scores(self, request: Request, cluster: str, term: str) -> Response:
        return self._form(request, f"cham-diem/{cluster}/{term}")

    def _cluster(self, request: Request, cluster: str) -> Response:
        return self._form(request, f"cum/{cluster}")

    def _entry(self, request: Request, register: str, name: str) -> Response:
        return self._form(request, f"{register}/{name}")

    def _opened(self, id_: str) -> OpenRecord:
        try:
            return self.workspace.open(id_)
        except KeyError:
            raise NotFound from None

    def _form(self, request: Request, id_: str) -> Response:
        record = self._opened(id_)
        made = form_fields(record.cls, record.values, self.lang, self.workspace.site.sector)
        by_key = {one.name: one for one in made}
        if record.cls is Scores:
            by_key["sheets"] = self._with_members(by_key["sheets"], scores_of(id_))
        sections = [(name, [by_key[key] for key in keys]) for name, keys in SECTIONS[record.cls]]
        title = self._title(record.cls, record.values) or phrase(self.lang, f"desk.new_{record.cls.__name__.lower()}")  # fmt: skip
        cluster = id_.removeprefix("cum/") if record.cls is Cluster and not record.is_new else ""
        return self._page(
            "form.html.j2", record=record, sections=sections, title=title, done=request.args.get("xong", ""),
            previewed=record.cls is Event, cluster=cluster,
            terms=[term.term for term in self.workspace.site.terms_in_order.get(cluster, ())],
            grid=score_grid(record.values, None, self.workspace.site, self.lang) if record.cls is Scores else None,
        )  # fmt: skip

    def _with_members(self, sheets: FormField, key: TermKey) -> FormField:
        """A new sheet begins with all members of the term."""
        site = self.workspace.site
        term = site.term(key) if key in site.term_places else None
        units = tuple(dict.fromkeys(m.unit for m in term.members)) if term else ()
        blank = (replace(one, values=units) if one.name.endswith(".rows") else one for one in sheets.blank)  # fmt: skip
        return replace(sheets, blank=tuple(blank))

    def _grid(self, request: Request, values: Mapping[str, Any]) -> dict[str, object]:
        """What the grid of a form of scores shows: its sums, and the whole of it where its rows or columns have changed."""
        posted = request.form
        made = score_grid(values, row_keys(posted), self.workspace.site, self.lang)
        macros: Any = self._templates.get_template("grid.html.j2").module
        ids = posted_ids(posted)
        named = {name.removesuffix(".o") + ".id": ids[key] for name, key in posted.items() if key in ids and name.startswith("criteria.") and name.endswith(".o")}  # fmt: skip
        whole = {"grid": str(macros.grid(made))} if "luoi" in posted else {}
        return {"sums": made.sums, "standings": str(macros.standings(made)), "ids": named, **whole}

    def _posted_record(self, request: Request) -> tuple[OpenRecord, dict[str, Any], str]:
        """The record of a form that came back, what it says, and its text."""
        try:
            record = self.workspace.open(request.form.get("ban-ghi", ""))
        except KeyError:
            raise NotWrittenError("desk_gone") from None
        return record, posted_values(record.cls, request.form), nfc(request.form.get("body", ""))

    def _draft(self, request: Request) -> tuple[OpenRecord, Draft, str]:
        record, values, body = self._posted_record(request)
        title = self._title(record.cls, values)
        return record, self.workspace.draft(record, values, body), title

    def _check(self, request: Request) -> Response:
        days = {
            name: self._day_words(request.form.get(name, ""))
            for name in request.form
            if is_day(name)
        }
        shown: dict[str, object] = {}
        try:
            record, values, body = self._posted_record(request)
            shown = self._grid(request, values) if record.cls is Scores else {}
            draft = self.workspace.draft(record, values, body)
        except NotWrittenError as error:
            items = [self._shown_item("", item) for item in error.diagnostics]
            return self._json({"items": items, "days": days, "note": self._message(error), **shown})
        return self._json({"items": self._items(draft), "days": days, "note": "", **shown})

    def _title(self, cls: type[Record], values: Mapping[str, Any]) -> str:
        if cls is Scores and values.get("term"):
            return phrase(self.lang, "desk.scores_of", term=values["term"])
        return str(values.get("title") or values.get("name") or "")

    def _items(self, draft: Draft) -> list[dict[str, object]]:
        order = {"error": 0, "warning": 1, "notice": 2}
        rows = [self._shown_item(found.field, found.item, draft.cls) for found in draft.findings]
        return sorted(rows, key=lambda row: order[str(row["severity"])])

    def _shown_item(
        self, field_name: str, item: Diagnostic, cls: type[Record] | None = None
    ) -> dict[str, object]:
        shown: dict[str, object] = {"field": field_name, **item.as_dict(self.lang)}
        label = label_of(cls, field_name, self.lang) if cls else ""
        if item.code == "E302" and label:
            # Who fills in a form has never seen the key.
            shown |= {"message": phrase(self.lang, "desk.missing", label=label), "hint": ""}
        return shown

    def _day_words(self, text: str) -> str:
        """A date in words, with its weekday and lunar day; empty for what is none."""
        value = posted_values(Pledge, MultiDict([("signed_on", text)])).get("signed_on", "")
        try:
            day = PartialDate.parse(str(value))
        except ValueError:
            return ""
        shown = words(day, self.lang)
        if day.day is None or not is_supported(day.first):
            return shown
        return phrase(self.lang, "desk.lunar", day=shown, lunar=lunar_words(lunar_of(day.first), self.lang))  # fmt: skip

    def _save(self, request: Request) -> Response:
        with self.workspace.lock:
            record, draft, title = self._draft(request)
            if request.form.get("ban-cu", "") != record.digest:
                raise ChangedMeanwhileError(record.path)
            if draft.has_errors:
                return self._json({"items": self._items(draft), "refused": phrase(self.lang, "desk.has_errors")}, 422)  # fmt: skip
            self.workspace.save(draft, title)
            opened = self.workspace.id_of(draft)
        return self._json({"go": f"/{opened}?xong=luu"})

    def _undo(self, _request: Request) -> Response:
        with self.workspace.lock:
            try:
                undone = self.workspace.history.undo()
            except ChangedMeanwhileError:
                return redirect("/?xong=khac", 303, Response)
        return redirect("/?xong=hoan-tac" if undone else "/", 303, Response)

    # Photographs and the page as it will be --------------------------------------------------------

    def _add_file(self, request: Request) -> Response:
        given = request.files.get("tep")
        if given is None:
            raise BadRequest
        with self.workspace.lock:
            name = self.workspace.stage(given.read(), given.filename or "")
        return self._json({"name": name})

    def _photo(self, request: Request, record: str) -> Response:
        name = request.args.get("ten", "")
        try:
            data = self.workspace.photo(record, name)
        except (KeyError, OSError):
            raise NotFound from None
        return Response(data, content_type=mimetypes.guess_type(name)[0] or "image/jpeg")

    def _make_preview(self, request: Request) -> Response:
        with self.workspace.lock:
            record, values, body = self._posted_record(request)
            shown = {**values, "status": "published"}
            shown.pop("publish_on", None)
            draft = self.workspace.draft(record, shown, body)
            if self._printer is None:
                try:
                    self._printer = self.make_preview()
                except BuildError as error:
                    return self._json({"refused": str(error)}, 422)
            library = with_drafts(self.workspace.library, draft.files)
            site = link(library)
            try:
                html = self._printer.html(library, site, draft.path)
            except (KeyError, OSError, PhotoError):
                return self._json({"refused": phrase(self.lang, "desk.no_preview")}, 422)
            address = next(e.address for e in site.events if e.path == draft.path)
            # Its frame runs no scripts, and pages are whole without.
            self._shown = {address: _SCRIPTS.sub("", html)}
        return self._json({"address": f"/xem{address}"})

    def _previewed(self, _request: Request, address: str) -> Response:
        """The page that was made last, or one of the files it loads: what a request names is looked up, never opened."""
        html = self._shown.get(f"/{address}")
        if html is not None:
            return Response(html, content_type="text/html; charset=utf-8")
        path = self._printer.assets.get(f"/{address}") if self._printer else None
        if path is None:
            raise NotFound
        return Response(path.read_bytes(), content_type=_content_type(path.name))

    # Word files -------------------------------------------------------------------------------------

    def _importing(self, request: Request) -> Response:
        if request.method == "GET":
            return self._page(
                "import.html.j2", asked=None, refused="", items=[], number="", given={}
            )
        number, name, data = self._dropped(request)
        given = {k.removeprefix("tra-loi."): v for k, v in request.form.items() if k.startswith("tra-loi.") and v.strip()}  # fmt: skip
        options = ImportOptions(photos=True, answers=given)
        workspace = self.workspace
        try:
            draft = draft_file(name, data, None, workspace.content, workspace.project, options)
        except NotWrittenError as error:
            # What has no title or day is asked for, as whatever has several.
            missing = {"import_no_title": "title", "import_no_date": "date"}.get(error.key, "")
            asked = error.questions if isinstance(error, UnansweredError) else ()
            return self._page(
                "import.html.j2", 422, asked=[self._question(q) for q in asked if q.key != missing],
                refused=self._message(error), number=number if missing or asked else "",
                items=[self._shown_item("", item) for item in error.diagnostics],
                given={**given, missing: ""} if missing else given,
            )  # fmt: skip
        if draft.questions and "bo-qua" not in request.form:
            return self._page(
                "import.html.j2", asked=[self._question(q) for q in draft.questions], refused="", items=[],
                number=number, given=given,
            )  # fmt: skip
        self._waiting.pop(number, None)
        return self._imported(draft)

    def _imported(self, draft: ImportDraft) -> Response:
        workspace = self.workspace
        made = {
            path.relative_to(workspace.project).as_posix(): data
            for path, data in draft.files.items()
        }
        own = draft.path.relative_to(workspace.project).as_posix()
        # The record comes last: photographs without a record are nothing, a record without its photographs is a mistake.
        ordered = {path: made[path] for path in sorted(made, key=lambda path: path == own)}
        with workspace.lock:
            opened_as = digest_of(bytes_of(draft.path)) if draft.changes else ""
            workspace.history.save(draft.path.parent.name, ordered, {own: opened_as})
            opened = next(
                (id_ for id_, doc in workspace.documents().items() if doc.path == own), ""
            )
        notes, losses = (
            [note.text(self.lang).removeprefix("- ") for note in part]
            for part in (draft.notes, draft.losses)
        )
        return self._page(
            "imported.html.j2", opened=opened, path=own, notes=notes, losses=losses,
        )  # fmt: skip

    def _dropped(self, request: Request) -> tuple[str, str, bytes]:
        number = request.form.get("tep-so", "")
        if number in self._waiting:
            return number, *self._waiting[number]
        given = request.files.get("tep")
        if given is None or not given.filename:
            raise BadRequest
        while len(self._waiting) >= MAX_WAITING:
            self._waiting.pop(next(iter(self._waiting)))
        name = given.filename.replace("\\", "/").rpartition("/")[2]
        number = str(1 + max(map(int, self._waiting), default=0))
        self._waiting[number] = name, given.read()
        return number, *self._waiting[number]

    def _question(self, question: Question) -> dict[str, object]:
        return {
            "key": question.key,
            "about": question.asked(self.lang),
            "candidates": [
                (c.typed, self._candidate(c.typed), c.evidence) for c in question.candidates
            ],
            "taken": question.taken,
        }

    def _candidate(self, typed: str) -> str:
        """What a possible answer says, in words where it is a date or an id of a cluster."""
        site = self.workspace.site
        if typed in site.clusters:
            return full_names(site, self.lang)[typed]
        return self._day_words(typed) or typed

    # Handing on -------------------------------------------------------------------------------------

    def _sending(self, request: Request) -> Response:
        outbox, workspace = self._outbox(), self.workspace
        repository = outbox.repository()
        name, mail = repository.identity() if repository else ("", "")
        posted = {key: " ".join(request.form.get(key, "").split())[:200] for key in ("noi-dung", "ten", "thu")}  # fmt: skip
        branch = refused = ""
        if request.method == "POST":
            with workspace.lock:
                try:
                    branch = self._commit(outbox, posted, (name, mail))
                except NotWrittenError as error:
                    refused = self._message(error)
        changes = outbox.changes(workspace.library.files)
        return self._page(
            "sending.html.j2", 422 if refused else 200, changes=changes, git=repository is not None, branch=branch,
            refused=refused, posted=posted, name=name, mail=mail, here=repository.branch if repository else "",
        )  # fmt: skip

    def _commit(self, outbox: Outbox, posted: Mapping[str, str], known: tuple[str, str]) -> str:
        workspace = self.workspace
        name = posted["ten"] or known[0]
        if not posted["noi-dung"] or not name or set("<>") & set(name + posted["thu"]):
            raise NotWrittenError("desk_unsigned")
        own = known[1] if name == known[0] else ""
        mail = posted["thu"] or own or f"{fold(name).replace(' ', '.')}@thidua.invalid"
        return outbox.commit(
            workspace.library.files, posted["noi-dung"], name, mail, workspace.today
        )

    def _send_zip(self, _request: Request) -> Response:
        workspace, outbox = self.workspace, self._outbox()
        changes = outbox.changes(workspace.library.files)
        kinds = {change.path: change.kind for change in changes}
        if outbox.repository() is None:
            kinds = dict.fromkeys(workspace.history.touched(), "changed")
        if not kinds:
            raise NotWrittenError("desk_nothing")
        summary = "".join(f"{phrase(self.lang, f'desk.change:{kind}')}: {path}\r\n" for path, kind in kinds.items())  # fmt: skip
        data = zip_of(workspace.project, kinds, summary)
        named = f"thi-dua-{workspace.today.isoformat()}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{named}"'}
        return Response(data, content_type="application/zip", headers=headers)

    def _asset(self, _request: Request, name: str) -> Response:
        if name not in self._assets:
            raise NotFound
        return Response(self._assets[name], content_type=_content_type(name))


def _content_type(name: str) -> str:
    kind = _TYPES.get(name[name.rfind(".") :]) or mimetypes.guess_type(name)[0] or "application/octet-stream"  # fmt: skip
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
