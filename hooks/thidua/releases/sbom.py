"""The bill of materials: what builds the site, by the lock file, and what it sends to browsers.

CycloneDX 1.6 as JSON, without a clock or a serial number, so that one lock file gives one text.
https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import fnmatch
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from typing import Any

import yaml

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A component whose files browsers receive."""

    name: str
    package: str
    licence: str
    copyright: str
    files: tuple[str, ...]

    def owns(self, path: str) -> bool:
        return any(
            fnmatch.fnmatch(path, pattern.replace("**/", "*").replace("**", "*"))
            for pattern in self.files
        )


@cache
def shipped() -> tuple[Shipped, ...]:
    """The register ``shipped.yml``."""
    text = files("thidua.releases").joinpath("shipped.yml").read_text("utf-8")
    rows: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return tuple(Shipped(**{**row, "files": tuple(row["files"])}) for row in rows)


def owner(path: str) -> Shipped | None:
    """The component a file of a built site belongs to; None when nobody has answered for it."""
    return next((component for component in shipped() if component.owns(path)), None)


def bill_of_materials(lock: str) -> str:
    """The document for a lock file in pip's form, hashes included."""
    components = [*_locked(lock), *(_browser(component) for component in shipped())]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "thidua",
                "name": "thidua",
                "version": metadata.version("thidua"),
            }
        },
        "components": components,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _locked(lock: str) -> list[dict[str, Any]]:
    """The Python packages of a lock file; their licences as the installed packages state them."""
    found = []
    starts = [*_PINNED.finditer(lock)]
    for number, match in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(lock)
        name, version = match[1].lower().replace("_", "-"), match[2]
        address = f"pkg:pypi/{name}@{version}"
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": address,
            "name": name,
            "version": version,
            "purl": address,
        }
        licence = _licence(name)
        if licence:
            component["licenses"] = [licence]
        # Which of the distributions of a version gets installed depends on the machine.
        component["properties"] = [
            {"name": "thidua:distribution-sha256", "value": value}
            for value in _HASH.findall(lock[match.end() : end])
        ]
        found.append(component)
    return found


def _licence(name: str) -> dict[str, Any] | None:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    expression = _stated(told, "License-Expression")
    if expression:
        return {"expression": expression}
    classified = [
        c.rpartition(" :: ")[2]
        for c in told.get_all("Classifier") or []
        if c.startswith("License ::")
    ]
    stated = _stated(told, "License").strip().split("\n")[0][:80]
    text = ", ".join(classified) or stated
    return {"license": {"name": text}} if text else None


def _stated(told: metadata.PackageMetadata, key: str) -> str:
    return told[key] if key in told else ""  # noqa: SIM401 the type has no get


def _browser(component: Shipped) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"browser:{component.name}",
        "name": component.name,
        "purl": component.package,
        "properties": [{"name": "thidua:shipped-to-browsers", "value": ", ".join(component.files)}],
        "licenses": [{"license": {"id": component.licence}}],
        "copyright": component.copyright,
    }
