#!/usr/bin/env python3
"""A preprocessor of mdBook: what a link names outside docs/ is looked up in the repository.

mdBook calls it as `outside.py supports RENDERER`, then gives [context, book] as JSON on standard input and takes the book back on
standard output. It needs nothing but Python. Links inside docs/ and everything in code are left alone.
"""

import json
import os.path
import posixpath
import re
import sys

REPOSITORY = "https://github.com/phi-audit/phi-audit"
FENCE = re.compile(r"^\s*(```+|~~~+)")
LINK = re.compile(r"\]\(([^()\s:#]+)(#[^()\s]*)?\)")


def outside(target, folder, root):
    """The place in the repository that `target`, seen from `folder` below docs/, names; None where it lies in the book."""
    path = posixpath.normpath(posixpath.join("docs", folder, target))
    if path == "docs" or path.startswith("docs/") or path.startswith(".."):
        return None
    return f"{REPOSITORY}/{'tree' if os.path.isdir(os.path.join(root, path)) else 'blob'}/main/{path}"


def rewrite(text, folder, root):
    def link(found):
        place = outside(found[1], folder, root)
        return f"]({place}{found[2] or ''})" if place else found[0]

    lines, fence = [], None
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if mark and (fence is None or mark[1].startswith(fence)):
            fence = mark[1] if fence is None else None
        elif fence is None and not line.startswith("    "):
            line = LINK.sub(link, line)
        lines.append(line)
    return "\n".join(lines)


def walk(items, root):
    for item in items:
        chapter = item.get("Chapter") if isinstance(item, dict) else None
        if chapter:
            folder = posixpath.dirname(chapter.get("source_path") or chapter.get("path") or "")
            chapter["content"] = rewrite(chapter["content"], folder, root)
            walk(chapter["sub_items"], root)


def main():
    if sys.argv[1:2] == ["supports"]:
        return
    context, book = json.load(sys.stdin)
    # `sections` until mdBook 0.4, `items` from 0.5 on.
    walk(book.get("items") or book.get("sections") or [], context["root"])
    json.dump(book, sys.stdout)


main()
