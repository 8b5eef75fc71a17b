"""`web.config` against the grammar of IIS: which elements, attributes and values a section takes.

The schema itself, ``IIS_schema.xml``, is Microsoft's and comes with Windows; it may not be carried here. `GRAMMAR` says in words of its
own what that file (of IIS 10) says of the sections we write, so a misspelt name or value fails here as IIS would fail with 500.19.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from thidua.hosting.files import Host, host_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BOOL, TEXT, SOME = "true|false", ".*", ".+"
MODE = "File|ExecuteURL|Redirect"


@dataclass(frozen=True)
class Item:
    """What an element takes: ``!`` before a pattern says that the attribute is required."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, Item] = field(default_factory=dict)
    adds: str = ""
    """The element that adds to the collection of this one; ``clear`` and ``remove`` come with it."""
    key: tuple[str, ...] = ()
    """Attributes that no two entries share; ``remove`` takes them alone."""


def listed(adds: str, key: tuple[str, ...], entry: Mapping[str, str], own: Mapping[str, str] | None = None, **inside: Item) -> Item:  # fmt: skip
    return Item(own or {}, {adds: Item(entry), **inside}, adds, key)


GRAMMAR = {
    "directoryBrowse": Item({"enabled": BOOL, "showFlags": TEXT}),
    "defaultDocument": Item({"enabled": BOOL}, {"files": listed("add", ("value",), {"value": TEXT})}),
    "staticContent": listed(
        "mimeMap", ("fileExtension",), {"fileExtension": "!.*", "mimeType": "!.+"},
        {"defaultDocFooter": TEXT, "isDocFooterFileName": BOOL, "enableDocFooter": BOOL},
        clientCache=Item({"cacheControlMode": "NoControl|DisableCache|UseMaxAge|UseExpires", "cacheControlMaxAge": TEXT, "httpExpires": TEXT, "cacheControlCustom": TEXT, "setEtag": BOOL}),
    ),
    "httpProtocol": Item({"allowKeepAlive": BOOL}, {
        name: listed("add", ("name",), {"name": TEXT, "value": TEXT}) for name in ("customHeaders", "redirectHeaders")
    }),
    "httpErrors": listed(
        "error", ("statusCode", "subStatusCode"),
        {"statusCode": "![4-9][0-9][0-9]", "subStatusCode": "-1|[0-9]{1,3}", "prefixLanguageFilePath": TEXT, "path": "!.+", "responseMode": MODE},
        {"errorMode": "DetailedLocalOnly|Custom|Detailed", "existingResponse": "Auto|Replace|PassThrough", "defaultPath": TEXT,
         "defaultResponseMode": MODE, "detailedMoreInformationLink": TEXT, "allowAbsolutePathsWhenDelegated": BOOL},
    ),
    "httpRedirect": listed(
        "add", ("wildcard",), {"wildcard": "!.+", "destination": "!.+"},
        {"enabled": BOOL, "destination": TEXT, "exactDestination": BOOL, "childOnly": BOOL, "httpResponseStatus": "Permanent|Found|Temporary"},
    ),
    "urlCompression": Item({"doStaticCompression": BOOL, "doDynamicCompression": BOOL, "dynamicCompressionBeforeCache": BOOL}),
    "security": Item({}, {"requestFiltering": Item(
        {"allowDoubleEscaping": BOOL, "allowHighBitCharacters": BOOL, "unescapeQueryString": BOOL},
        {
            "verbs": listed("add", ("verb",), {"verb": "!.+", "allowed": f"!{BOOL}"}, {"allowUnlisted": BOOL, "applyToWebDAV": BOOL}),
            "fileExtensions": listed("add", ("fileExtension",), {"fileExtension": "!.+", "allowed": f"!{BOOL}"}, {"allowUnlisted": BOOL, "applyToWebDAV": BOOL}),
            "hiddenSegments": listed("add", ("segment",), {"segment": "!.+"}, {"applyToWebDAV": BOOL}),
        },
    )}),
}  # fmt: skip
SERVER = Item({}, GRAMMAR)
FILE = Item({}, {
    "system.webServer": SERVER,
    "location": Item({"path": SOME, "allowOverride": BOOL, "inheritInChildApplications": BOOL, "overrideMode": "Inherit|Allow|Deny"}, {"system.webServer": SERVER}),
})  # fmt: skip

ROOT = Host(site_url="http://thidua.example.vn/")
BELOW = Host(site_url="https://noi-bo.example.vn/a/thi-dua/", tls=True, audience="internal")
MOVED = {"/su-kien/2024/cu/": "/su-kien/2024/moi/", "/cu.html": "/cum/#so-1"}


def faults(element: ET.Element, item: Item, at: str = "") -> Iterator[str]:
    """What IIS would refuse."""
    at = f"{at}/{element.tag}"
    yield from _attributes(element, item.attributes, at)
    taken: set[tuple[str | None, ...]] = set()
    for child in element:
        key = tuple(child.get(name, "-1" if name == "subStatusCode" else None) for name in item.key)
        if item.adds and child.tag == "clear":
            yield from _attributes(child, {}, at)
            taken.clear()
        elif item.adds and child.tag == "remove":
            yield from _attributes(child, {k: item.inside[item.adds].attributes[k] for k in item.key}, f"{at}/remove")  # fmt: skip
            taken.discard(key)
        elif child.tag not in item.inside:
            yield f"{at}: {child.tag}"
        else:
            yield from faults(child, item.inside[child.tag], at)
            if child.tag == item.adds:
                if key in taken:
                    yield f"{at}: twice {key}"
                taken.add(key)


def _attributes(element: ET.Element, known: Mapping[str, str], at: str) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name not in known:
            yield f"{at}: @{name}"
        elif not re.fullmatch(known[name].lstrip("!"), value):
            yield f"{at}: @{name}={value}"
    yield from (f"{at}: no @{n}" for n, p in known.items() if p.startswith("!") and n not in element.attrib)  # fmt: skip


def written(host: Host) -> str:
    return host_files(host, ("iis",), MOVED)["iis/web.config"]


@pytest.mark.parametrize("host", [ROOT, BELOW], ids=["root", "below"])
def test_iis_knows_every_element_attribute_and_value(host: Host) -> None:
    assert list(faults(ET.fromstring(written(host)), FILE)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<directoryBrowse", "<directoryBrowsing", "/configuration/system.webServer: directoryBrowsing"),
        ('enabled="false"', 'enabled="no"', "/configuration/system.webServer/directoryBrowse: @enabled=no"),
        ("allowUnlisted", "allowOthers", "/configuration/system.webServer/security/requestFiltering/verbs: @allowOthers"),
        ('mimeType="image/webp"', "", "/configuration/system.webServer/staticContent/mimeMap: no @mimeType"),
        ('<remove statusCode="404" />', '<remove statusCode="404" path="/" />', "/configuration/system.webServer/httpErrors/remove: @path"),
        ('verb="HEAD"', 'verb="GET"', "/configuration/system.webServer/security/requestFiltering/verbs: twice ('GET',)"),
        ("Permanent", "301", "/configuration/location/system.webServer/httpRedirect: @httpResponseStatus=301"),
        ('statusCode="404" path', 'statusCode="399" path', "/configuration/system.webServer/httpErrors/error: @statusCode=399"),
        ("<security>", "<rewrite/><security>", "/configuration/system.webServer: rewrite"),
    ],
)  # fmt: skip
def test_what_iis_would_refuse_is_seen(old: str, new: str, fault: str) -> None:
    assert old in written(ROOT)
    assert fault in set(faults(ET.fromstring(written(ROOT).replace(old, new)), FILE))


@pytest.mark.parametrize("host", [ROOT, BELOW], ids=["root", "below"])
def test_nothing_clashes_with_what_the_machine_has_set(host: Host) -> None:
    """An entry that the server's own configuration has already is an error unless it is removed first; so each is."""
    seen = 0
    for parent in ET.fromstring(written(host)).iter():
        ready: set[str] = set()
        for child in parent:
            if child.tag in {"add", "mimeMap", "error"}:
                seen += 1
                assert {"all", next(iter(child.attrib.values()))} & ready, child.attrib
            elif child.tag == "clear":
                ready.add("all")
            elif child.tag == "remove":
                ready.add(next(iter(child.attrib.values())))
    assert seen > 15


def test_moved_addresses_are_places_within_the_site() -> None:
    places = [e.get("path") for e in ET.fromstring(written(BELOW)).iter("location")]
    assert places == ["a/thi-dua/cu.html", "a/thi-dua/su-kien/2024/cu"]


def test_copies_and_maps_are_not_handed_out() -> None:
    refused = [e.attrib for e in ET.fromstring(written(ROOT)).iter("add") if e.get("allowed") == "false"]  # fmt: skip
    assert refused == [{"fileExtension": e, "allowed": "false"} for e in (".map", ".gz", ".br")]
