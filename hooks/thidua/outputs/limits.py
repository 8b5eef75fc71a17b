"""Every limit of what editors write, with the code of the message that tells of it: a table of the guide."""

from __future__ import annotations

from typing import NamedTuple

from thidua import file_names, photo_structure, photos, prose
from thidua.campaign.units import MOST_KIN
from thidua.checks.prose import MAX_TITLE
from thidua.papers import cleaning
from thidua.reading import body, decoding, fields, library, strict_yaml
from thidua.views import english, units, updates
from thidua.views.calendar import calendar_pages
from thidua.views.clusters import cluster_pages, numbers, timeline
from thidua.views.shared import archive, events


class Limit(NamedTuple):
    """A limit; ``name`` is the key of its sentence."""

    code: str
    """Empty where what is beyond is left out of a page, and nothing is refused."""
    name: str
    value: int | float


LIMITS = (
    Limit("E108", "file", decoding.MAX_BYTES // 1024),
    Limit("E604", "line", decoding.MAX_LINE),
    Limit("E611", "lines", decoding.MAX_LINES),
    Limit("E124", "folder", library.DEEPEST),
    Limit("W122", "path", library.MAX_PATH),
    Limit("E210", "entries", strict_yaml.MAX_EVENTS),
    Limit("E210", "depth", strict_yaml.MAX_DEPTH),
    Limit("E314", "field", fields.MAX_TEXT),
    Limit("E314", "id", file_names.MAX_LENGTH),
    Limit("E314", "address", fields.MAX_NAME),
    Limit("E325", "first_year", fields.EARLIEST_YEAR),
    Limit("E325", "last_year", fields.LATEST_YEAR),
    Limit("W527", "title", MAX_TITLE),
    Limit("E611", "body_lines", body.MAX_LINES),
    Limit("E611", "paragraph_lines", body.MAX_PARAGRAPH),
    Limit("E606", "marks_in_line", body.MAX_OF_ONE_MARK),
    Limit("E606", "columns", body.MAX_COLUMNS),
    Limit("E607", "nesting", body.MAX_NESTING),
    Limit("E612", "marks_in_paragraph", body.MAX_OF_ONE_MARK),
    Limit("E612", "marks_in_body", body.MAX_IN_ALL),
    Limit("E612", "abbreviations", body.MAX_ABBREVIATIONS),
    Limit("E610", "seconds", prose.SECONDS),
    Limit("E651", "photo_bytes", photos.MAX_BYTES // 2**20),
    Limit("E652", "photo_pixels", photos.MAX_PIXELS // 1_000_000),
    Limit("E652", "photo_side", photos.MAX_SIDE),
    Limit("E658", "photo_scans", photo_structure.MAX_SCANS),
    Limit("E658", "photo_pieces", photo_structure.MAX_PIECES),
    Limit("E671", "paper_bytes", cleaning.MAX_BYTES // 2**20),
    Limit("E672", "paper_pages", cleaning.MAX_PAGES),
    Limit("", "kin", MOST_KIN),
    Limit("", "units_of_one_name", 2 * units.REACH),
    Limit("", "clusters_of_one_number", cluster_pages.MOST_NAMESAKES),
    Limit("", "other_numbers", 2 * numbers.REACH),
    Limit("", "terms_of_cluster", cluster_pages.MOST_TERMS),
    Limit("", "entries_of_timeline", timeline.PAGE_BUDGET),
    Limit("", "events_with_summaries", archive.MOST_WHOLE),
    Limit("", "events_of_page", archive.MOST_LINES),
    Limit("", "awards_listed", events.MOST_AWARDS),
    Limit("", "terms_of_english_front", english.MOST_ROWS),
    Limit("", "updates", updates.MOST_UPDATES),
    Limit("", "events_of_calendar_year", calendar_pages.MOST_EVENTS),
)
