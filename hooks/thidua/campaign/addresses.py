"""Addresses of pages: made of ids only, never of titles or cluster numbers, so that they last."""

from __future__ import annotations

from thidua.dates import UNDATED

HOME = "/"
PICTURES = "/anh/"
"""Photographs, and the pictures of links."""
EVENTS = "/su-kien/"
CLUSTERS = "/cum/"
PLEDGES = "/giao-uoc/"
COMPARE = f"{PLEDGES}so-sanh/"
"""Any two pledges, compared in the browser: ``?a=<cluster>@<term>&b=<cluster>@<term>``."""
UNITS = "/don-vi/"
COMMEMORATIONS = "/ky-niem/"
CAMPAIGNS = "/phong-trao/"
CALENDAR = "/lich/"
PLAN = f"{CALENDAR}nam-tron/"
CHOSEN_CALENDAR = f"{CALENDAR}chon/"
"""A calendar of chosen clusters and units, made in the browser: ``?cum=<id>,<id>&don-vi=<id>``."""
CHOOSABLE_CALENDARS = f"{CHOSEN_CALENDAR}danh-sach.js"
"""The script with the calendars that can be chosen."""
ALL_COMMEMORATIONS_ICS = f"{CALENDAR}ky-niem.ics"
ALL_EVENTS_FEED = "/feed.xml"
SEARCH = "/tim-kiem/"
LEADERS = "/cum-truong/"
AWARDS = "/khen-thuong/"
FIGURES = "/so-lieu/"
FIGURES_BY_NAME = f"{FIGURES}theo-ten/"
PAPERS = "/tai-lieu/"
BOOKS = "/ky-yeu/"
"""Year books, as files."""
REGISTERS = (LEADERS, AWARDS, FIGURES, PAPERS)
"""Registers of what single records say; their years lie below them."""
ABOUT = "/ve-trang-nay/"
UPDATES = "/cap-nhat/"
DATA = "/du-lieu/"
COVERAGE = "/ra-soat/"
"""What is missing of each term, for the office: in the internal edition alone."""
ENGLISH = "/en/"
"""The English front."""
DATA_TABLES = (
    "events", "clusters", "units", "pledges", "articles", "targets", "commemorations", "campaigns", "leaders", "awards", "figures",
    "documents", "criteria", "scores", "adjustments", "rankings",
)  # fmt: skip
"""The tables of the open data, each a file of CSV and of JSON."""
DATABASE = f"{DATA}thidua.sqlite3"
"""All tables of the open data in one file."""
DATASETTE_METADATA = f"{DATA}metadata.json"
"""What Datasette says of the database."""
DATA_PACKAGE = f"{DATA}datapackage.json"
"""The description of all tables. https://datapackage.org"""
LISTS = frozenset(
    {
        HOME,
        EVENTS,
        CLUSTERS,
        PLEDGES,
        UNITS,
        COMMEMORATIONS,
        CAMPAIGNS,
        CALENDAR,
        SEARCH,
        *REGISTERS,
        ABOUT,
        UPDATES,
    }
)


def canonical(address: str) -> str:
    """An address as pages have it: without an anchor, with the slash at its end unless it names a file."""
    path = address.partition("#")[0]
    return path if path.endswith("/") or "." in path.rsplit("/", 1)[-1] else f"{path}/"


def file_of(address: str) -> str:
    """The file of a page from the root of the site: ``/cum/index.html``, or the address itself where it names a file."""
    page = canonical(address)
    return f"{page}index.html" if page.endswith("/") else page


def year_folder(number: int) -> str:
    """``2024``; ``khong-ro`` for the year 1, which stands for one that nobody tells."""
    return UNDATED if number == 1 else f"{number:04d}"


def year(number: int) -> str:
    return f"{EVENTS}{year_folder(number)}/"


def archive_part(address: str, level: str, number: int) -> str:
    """A month (``thang/04/``) of a year's list of events, or a day (``12/``) of a month's; 0 is what none is known of.

    Two folders deep below a year, where no event's page can lie.
    """
    name = f"{number:02d}" if number else UNDATED
    return f"{address}thang/{name}/" if level == "year" else f"{address}{name}/"


def event(year_: int, slug: str) -> str:
    return f"{year(year_)}{slug}/"


def cluster(cluster_id: str) -> str:
    return f"{CLUSTERS}{cluster_id}/"


def term(cluster_id: str, term_id: str) -> str:
    return f"{CLUSTERS}{cluster_id}/{term_id}/"


def number(n: int) -> str:
    """The page of every cluster that was ever number ``n``."""
    return f"{CLUSTERS}so/{n}/"


def pledge(cluster_id: str, term_id: str) -> str:
    return f"{CLUSTERS}{cluster_id}/giao-uoc/{term_id}/"


def scores(cluster_id: str, term_id: str) -> str:
    """The scoring and ranking of a term."""
    return f"{CLUSTERS}{cluster_id}/cham-diem/{term_id}/"


def menu_section(address: str) -> str:
    """The entry of the menu a page belongs to, as an address below it: pledges lie below clusters, and belong to the pledges."""
    parts = address.split("/")
    below = parts[3:4] == ["giao-uoc"] and f"/{parts[1]}/" == CLUSTERS
    return f"{PLEDGES}{'/'.join(parts[4:])}" if below else address


def comparison(cluster_id: str, before: str, after: str) -> str:
    """The comparison of two neighbouring terms of a cluster."""
    return f"{CLUSTERS}{cluster_id}/giao-uoc/{before}..{after}/"


def unit(unit_id: str) -> str:
    return f"{UNITS}{unit_id}/"


def unit_ics(unit_id: str) -> str:
    return f"{unit(unit_id)}lich.ics"


def unit_feed(unit_id: str) -> str:
    return f"{unit(unit_id)}feed.xml"


def unit_summary(unit_id: str) -> str:
    """The script with what the home page shows of a unit."""
    return f"{unit(unit_id)}tom-tat.js"


def commemoration(commemoration_id: str) -> str:
    return f"{COMMEMORATIONS}{commemoration_id}/"


def campaign(campaign_id: str) -> str:
    return f"{CAMPAIGNS}{campaign_id}/"


def calendar_year(number_: int) -> str:
    return f"{CALENDAR}{number_:04d}/"


def calendar_month(number_: int, month: int) -> str:
    return f"{CALENDAR}{number_:04d}/{month:02d}/"


def book(name: str, ending: str) -> str:
    """A year book: ``/ky-yeu/cum-1/2024.pdf``, ``/ky-yeu/2024.epub``."""
    return f"{BOOKS}{name}.{ending}"


def data_schema(table: str) -> str:
    """The JSON Schema of a table of the open data."""
    return f"{DATA}schema/{table}.data.json"


def data_file(table: str, ending: str) -> str:
    return f"{DATA}{table}.{ending}"


def days_of_year(number_: int) -> str:
    """The script with what a reader of that year is told by day."""
    return f"{calendar_year(number_)}ngay.js"


def days_of_past(month: int) -> str:
    """The script with what happened on the days of a month."""
    return f"{CALENDAR}ngay-nay/{month:02d}.js"


def cluster_ics(cluster_id: str) -> str:
    return f"{cluster(cluster_id)}lich.ics"


def cluster_feed(cluster_id: str) -> str:
    return f"{cluster(cluster_id)}feed.xml"


def commemoration_ics(commemoration_id: str) -> str:
    return f"{commemoration(commemoration_id)}lich.ics"


RESERVED_CLUSTER_IDS = frozenset({"so", "giao-uoc"})
"""Ids a cluster cannot have, because ``/cum/so/<n>/`` is another page."""

RESERVED_TERM_IDS = frozenset({"giao-uoc", "cham-diem", "lich", "feed"})
"""Ids a term cannot have below ``/cum/<id>/``."""

OWN_FOLDERS = (
    *(
        PICTURES,
        "/assets/",
        ABOUT,
        BOOKS,
        CALENDAR,
        COMPARE,
        COVERAGE,
        DATA,
        ENGLISH,
        "/huong-dan/",
        SEARCH,
        UPDATES,
    ),
    *REGISTERS,
)
"""Folders in which every file is the site's own; nothing an editor writes lands in them."""

OWN_FILES = frozenset(
    {
        *("/404.html", ALL_EVENTS_FEED, "/manifest.json", "/manifest.json.sig"),
        *("/sitemap.xml", "/sitemap.xml.gz"),
    }
)
"""Files at the root that are no pages."""

OPEN_ROOTS: tuple[str, ...] = (CALENDAR, SEARCH, PLEDGES, DATA, COVERAGE, ENGLISH, *REGISTERS)
"""Roots whose pages are made from many records at once, or not on every site; links into them are checked on the built site."""

OPEN_FILES = frozenset(
    (
        *(COMPARE, PLAN, CHOSEN_CALENDAR, ALL_COMMEMORATIONS_ICS, ALL_EVENTS_FEED, FIGURES_BY_NAME),
        *(data_file(table, ending) for table in DATA_TABLES for ending in ("csv", "json")),
        *(DATABASE, DATASETTE_METADATA, DATA_PACKAGE),
    )
)
"""Files and pages that every build has, whatever its records."""

WRITTEN_ROOTS: tuple[str, ...] = ("/huong-dan/", "/gioi-thieu/")
"""Roots of pages written by hand."""
