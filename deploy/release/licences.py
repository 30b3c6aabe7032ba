#!/usr/bin/env python3
"""The texts that go with a copy of the program, because the licences of what is linked into it ask for that:

    deploy/release/licences.py METADATA BOM.json > THIRD-PARTY-LICENCES

METADATA is what `cargo metadata` says. For each crate of the bill of materials: name, version, licence, and the files of its
source that state it; a text that several share stands once. A crate without such a file is named with its licence alone.
"""

import json
import pathlib
import re
import sys

STATES = re.compile(r"^(licen[cs]e|copying|notice|copyright|unlicense|third[-_]party)", re.IGNORECASE)
# Sources that lie within a crate and have texts of their own.
WITHIN = ["", "librdkafka", "openssl", "zstd", "aws-lc", "src/zlib"]


def texts(folder):
    """The files that state a licence, by name."""
    for within in WITHIN:
        place = folder / within
        if not place.is_dir():
            continue
        for path in sorted(place.iterdir()):
            if path.is_file() and STATES.match(path.name) and path.suffix not in (".rs", ".py", ".h", ".c"):
                yield path.read_text(encoding="utf-8", errors="replace").strip()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        packages = {(one["name"], one["version"]): one for one in json.load(file)["packages"]}
    with open(sys.argv[2], encoding="utf-8") as file:
        components = [one for one in json.load(file)["components"] if one["scope"] == "required"]
    known, shown = {}, []
    for component in components:
        package = packages.get((component["name"], component["version"]))
        if package is None:
            continue  # a C library; its texts stand with the crate that brings it
        heads = []
        for text in texts(pathlib.Path(package["manifest_path"]).parent):
            if text not in known:
                known[text] = len(known) + 1
            heads.append(f"text {known[text]}")
        shown.append(f"{package['name']} {package['version']}: {package['license']}; {', '.join(heads) or 'no text in its source'}")
    if not shown or not known:
        sys.exit("no licences: the bill of materials and the metadata share no crate")
    print("phi-audit contains the following, each under its own licence. The texts stand below.\n")
    print("\n".join(shown))
    for text, number in known.items():
        print(f"\n{'=' * 100}\ntext {number}\n{'=' * 100}\n\n{text}")


if __name__ == "__main__":
    main()
