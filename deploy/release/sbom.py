#!/usr/bin/env python3
"""Finishes the bill of materials that cargo-cyclonedx writes, and refuses it where it is wrong:

    deploy/release/sbom.py BOM.json LINKED > FINISHED.json

LINKED is what `cargo tree --edges normal --prefix none --format '{p}'` lists. Paths of the machine go, C libraries that crates
compile into the program come in under their own names, so that scanners know them. Every crate of LINKED must be named, every
component must have a version and a licence, and every reference must lead somewhere.
"""

import json
import re
import sys

# Crates that bring the source of a C library along, with its version behind the plus.
NATIVE = {
    "openssl-src": ("openssl", "Apache-2.0", "https://github.com/openssl/openssl"),
    "rdkafka-sys": ("librdkafka", "BSD-2-Clause", "https://github.com/confluentinc/librdkafka"),
    "zstd-sys": ("zstd", "BSD-3-Clause", "https://github.com/facebook/zstd"),
}


def without_paths(text):
    """`path+file:///where/it/lay#phi-audit@0.1.0` says where it was built; the name and the version say what it is."""
    text = re.sub(r'path\+file://[^"#]*#([^"@]+)@([^" ]+)( bin-target-\d+)?', r"pkg:cargo/\1@\2\3", text)
    return re.sub(r"\?download_url=file://[^\"]*", "", text)


def native(bom):
    """The C libraries, as components on which their crates depend."""
    edges = {edge["ref"]: edge for edge in bom["dependencies"]}
    for crate in list(bom["components"]):
        if crate["name"] not in NATIVE or "+" not in crate["version"]:
            continue
        name, licence, source = NATIVE[crate["name"]]
        version = crate["version"].split("+")[1].removeprefix(name).lstrip(".")
        purl = f"pkg:generic/{name}@{version}"
        crate["scope"] = "required"  # a dependency of a build script, but what it compiles is linked
        bom["components"].append({
            "type": "library", "bom-ref": purl, "name": name, "version": version, "scope": "required",
            "licenses": [{"expression": licence}], "purl": purl, "externalReferences": [{"type": "vcs", "url": source}],
        })
        edge = edges.get(crate["bom-ref"])
        if edge is None:
            edge = {"ref": crate["bom-ref"]}
            bom["dependencies"].append(edge)
        edge["dependsOn"] = sorted([*edge.get("dependsOn", []), purl])
        bom["dependencies"].append({"ref": purl})


def faults(bom, linked):
    """What is wrong, a line each."""
    own = bom["metadata"]["component"]
    components = [own, *bom["components"]]
    refs = [component["bom-ref"] for component in components]
    for ref in {ref for ref in refs if refs.count(ref) > 1}:
        yield f"{ref} is there twice"
    for component in components:
        for field in ("version", "licenses", "purl"):
            if not component.get(field):
                yield f"{component['name']} has no {field}"
    for edge in bom["dependencies"]:
        for ref in [edge["ref"], *edge.get("dependsOn", [])]:
            if ref not in refs:
                yield f"{ref} is referred to, but is no component"
    named = {(component["name"], component["version"]) for component in components if component.get("scope") == "required"}
    for line in linked:
        name, version = line.split()[:2]
        if (name, version.removeprefix("v")) not in named:
            yield f"{name} {version} is linked, but not named"
    if "file:" in json.dumps(bom):
        yield "a path of the machine is left"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        bom = json.loads(without_paths(file.read()))
    with open(sys.argv[2], encoding="utf-8") as file:
        linked = [line for line in file.read().splitlines() if line.strip()]
    native(bom)
    bom["components"].sort(key=lambda component: component["bom-ref"])
    bom["dependencies"].sort(key=lambda edge: edge["ref"])
    wrong = list(faults(bom, linked))
    if not linked:
        wrong.append("nothing is linked: the list of crates is empty")
    if wrong:
        sys.exit("no bill of materials:\n  " + "\n  ".join(sorted(wrong)))
    json.dump(bom, sys.stdout, indent=2, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
