"""soak.svg: memory, file handles and lag of both instances over time, with the faults; no library, light and dark."""

import math
from xml.sax.saxutils import escape

from faults import KINDS

WIDTH, LEFT, RIGHT, TOP, PANEL, GAP = 1000, 70, 20, 96, 190, 44
PANELS = [("resident_bytes", "Resident memory (MB)", 1e-6), ("handles", "Open file handles", 1),
          ("lag_seconds", "Lag (s)", 1)]
# Colours that can be told apart with colour-blind eyes, on white and on black: (light, dark).
LINES = [("#0b62a4", "#6cb6ff"), ("#c2410c", "#ffa657")]
FAULTS = [("#d1242f", "#ff7b72"), ("#9a6700", "#e3b341"), ("#0969da", "#79c0ff"), ("#8250df", "#d2a8ff"),
          ("#1a7f37", "#56d364"), ("#bf3989", "#ff9bce"), ("#57606a", "#9ea7b0")]
DASHES = ["", "6 2", "2 2", "8 3 2 3", "4 4", "3 3 1 3", "10 4"]


def style():
    def rules(dark):
        lines = [f".i{n}{{stroke:{pair[dark]}}}" for n, pair in enumerate(LINES)]
        lines += [f".f{n}{{stroke:{pair[dark]}}}" for n, pair in enumerate(FAULTS)]
        ground, text, grid = [("#ffffff", "#1f2328", "#d1d9e0"), ("#0d1117", "#e6edf3", "#30363d")][dark]
        lines += [f".ground{{fill:{ground}}}text{{fill:{text}}}.grid{{stroke:{grid}}}.frame{{stroke:{text}}}"]
        return "".join(lines)

    fixed = "text{font:13px system-ui,sans-serif}.title{font-weight:600}path,line{fill:none}.line{stroke-width:1.6}" \
            ".fault{stroke-width:1.3;opacity:.75}.grid{stroke-width:1}.frame{stroke-width:1}"
    return f"<style>{fixed}{rules(0)}@media(prefers-color-scheme:dark){{{rules(1)}}}</style>"


def step(span, most):
    """The least of 1, 2, 5 times a power of ten that cuts a span into no more than so many."""
    if span <= 0:
        return 1
    power = 10 ** math.floor(math.log10(span / most))
    return next(power * n for n in (1, 2, 5, 10) if span / (power * n) <= most)


def number(value):
    return f"{value:.10g}"


def text(x, y, words, anchor="start", kind="", more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}"{more}>{escape(words)}</text>'


def line(x1, y1, x2, y2, kind, more=""):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"{more}/>'


def dashed(n):
    return f' stroke-dasharray="{DASHES[n]}"' if DASHES[n] else ""


def legend(letters, counts):
    parts = []
    for n, letter in enumerate(letters):
        x = LEFT + n * 130
        parts += [line(x, 44, x + 24, 44, f"line i{n}"), text(x + 30, 48, f"instance {letter}")]
    x, y = LEFT, 66
    for n, kind in enumerate(KINDS):
        words = f"{kind} ({counts.get(kind, 0)})"
        wide = 44 + 7.1 * len(words)
        if x + wide > WIDTH - RIGHT:
            x, y = LEFT, y + 18
        parts.append(line(x, y, x + 20, y, f"fault f{n}", dashed(n) + ' style="stroke-width:2"'))
        parts.append(text(x + 26, y + 4, words))
        x += wide
    return parts


def path(rows, column, scale, across, up):
    """A line that breaks where a value is missing or another process has begun."""
    parts, last = [], None
    for row in rows:
        if column not in row:
            last = None
            continue
        go = "L" if last == row["life"] else "M"
        parts.append(f"{go}{across(row['seconds']):.1f} {up(row[column] * scale):.1f}")
        last = row["life"]
    return " ".join(parts)


def panel(top, rows, letters, faults, column, title, scale, across, end):
    values = [row[column] * scale for row in rows if column in row]
    each = step(max(values, default=1) * 1.05, 5)
    if column == "handles":
        each = max(1, each)
    most = each * max(1, math.ceil(max(values, default=1) * 1.05 / each))

    def up(value):
        return top + PANEL - value / most * PANEL

    parts = [text(LEFT, top - 8, title, kind="title")]
    for n in range(round(most / each) + 1):
        parts += [line(LEFT, up(n * each), WIDTH - RIGHT, up(n * each), "grid"),
                  text(LEFT - 8, up(n * each) + 4, number(n * each), "end")]
    for fault in faults:
        n, x = KINDS.index(fault["kind"]), across(fault["begin"])
        parts.append(line(x, top, x, top + PANEL, f"fault f{n}", dashed(n)))
    for n, letter in enumerate(letters):
        own = [row for row in rows if row["instance"] == letter]
        parts.append(f'<path d="{path(own, column, scale, across, up)}" class="line i{n}"/>')
    every = step(end / 60, 12)
    for n in range(int(end / 60 / every + 1e-9) + 1):
        x = across(n * every * 60)
        parts.append(line(x, top + PANEL, x, top + PANEL + 4, "frame"))
        parts.append(text(x, top + PANEL + 18, number(n * every), "middle"))
    foot = line(LEFT, top + PANEL, WIDTH - RIGHT, top + PANEL, "frame")
    return [*parts, foot, line(LEFT, top, LEFT, top + PANEL, "frame")]


def draw(rows, faults, file, title="Soak: two instances under load, with faults"):
    """Writes the picture."""
    letters = sorted({row["instance"] for row in rows})
    end = max([row["seconds"] for row in rows] + [fault["end"] for fault in faults] + [1])
    counts = {kind: sum(fault["kind"] == kind for fault in faults) for kind in KINDS}

    def across(seconds):
        return LEFT + seconds / end * (WIDTH - LEFT - RIGHT)

    height = TOP + 24 + len(PANELS) * (PANEL + GAP) + 20
    size = f'width="{WIDTH}" height="{height}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {WIDTH} {height}" role="img">',
             f"<title>{escape(title)}</title>", style(), f'<rect {size} class="ground"/>',
             text(LEFT, 24, title, kind="title"), *legend(letters, counts)]
    for n, (column, name, scale) in enumerate(PANELS):
        parts += panel(TOP + 24 + n * (PANEL + GAP), rows, letters, faults, column, name, scale, across, end)
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts += [text(middle, height - 12, "Time since the start of the load (min)", "middle"), "</svg>"]
    file.write_text("\n".join(parts) + "\n")
