"""What samples and faults come to, and where growth counts as unbounded."""

import statistics

from processes import PARTITIONS

MB = 1_000_000
# Growth that fails a soak: the slope of the resident memory of instance `a`, which is never ended, over the second half
# of the load, in MB an hour; from ten minutes of second half on, since a shorter one shows only how tables fill.
SLOPE, SLOPE_SECONDS = 32, 600
# And of its file handles: how many more than in the median of the first half there may be at the end.
HANDLES = 32


def slope(points):
    """Least squares: y per unit of x; 0 for fewer than two points."""
    if len(points) < 2:
        return 0.0
    x, y = zip(*points)
    return statistics.linear_regression(x, y).slope


def growth(rows, column, begin, end):
    """Points (hours, value) of a column between two times."""
    return [(row["seconds"] / 3600, row[column]) for row in rows if begin <= row["seconds"] <= end and column in row]


def instance(rows, load):
    """Memory, handles and threads of one instance, during the load."""
    known = [row for row in rows if "resident_bytes" in row and row["seconds"] <= load]
    if not known:
        return {}
    memory, handles = [row["resident_bytes"] / MB for row in known], [int(row["handles"]) for row in known]
    # Over several processes a slope says nothing: each begins anew.
    steady = len({row["life"] for row in known}) == 1
    per_hour = round(slope(growth(known, "resident_bytes", load / 2, load)) / MB, 2) if steady else None
    return {
        "memory_mb": {"start": round(memory[0], 1), "median": round(statistics.median(memory), 1),
                      "max": round(max(memory), 1), "end": round(memory[-1], 1), "slope_mb_per_hour": per_hour},
        "handles": {"min": min(handles), "max": max(handles), "end": handles[-1],
                    "median_of_first_half": statistics.median(handles[:max(1, len(handles) // 2)])},
        "threads_max": int(max(row["threads"] for row in known)),
        "lives": int(max(row["life"] for row in rows)),
    }


def caught_up(rows, letters):
    """The times at which all partitions are assigned and none lags by more than five seconds."""
    by_time = {}
    for row in rows:
        by_time.setdefault(row["seconds"], {})[row["instance"]] = row
    times = []
    for seconds, one in sorted(by_time.items()):
        known = [row for row in one.values() if "lag_seconds" in row]
        if len(known) == len(letters) and sum(row["partitions"] for row in known) == PARTITIONS \
                and max(row["lag_seconds"] for row in known) <= 5:
            times.append(seconds)
    return times


def catching_up(rows, faults, letters):
    """For each kind: how many, and the time from its end until all is caught up, unless the next fault came first."""
    times, kinds = caught_up(rows, letters), {}
    for fault, following in zip(faults, [*faults[1:], {"begin": float("inf")}]):
        kind = kinds.setdefault(fault["kind"], {"count": 0, "caught_up_before_next": 0, "seconds": []})
        kind["count"] += 1
        when = next((seconds for seconds in times if seconds >= fault["end"]), None)
        if when is not None and when <= following["begin"]:
            kind["caught_up_before_next"] += 1
            kind["seconds"].append(when - fault["end"])
    for kind in kinds.values():
        seconds = kind.pop("seconds")
        kind["catch_up_seconds_median"] = round(statistics.median(seconds), 1) if seconds else None
        kind["catch_up_seconds_max"] = round(max(seconds), 1) if seconds else None
    return kinds


def summarise(rows, faults, letters, load, processed):
    """The figures, and what is wrong with them. `load` is how long the load ran, in seconds."""
    per = {letter: instance([row for row in rows if row["instance"] == letter], load) for letter in letters}
    answered = [row for row in rows if "lag_seconds" in row]
    last = {}
    for row in answered:
        last[row["instance"], row["life"]] = row["errors"]
    figures = {
        "records_audited_at_least": int(sum(processed.values())),
        "instances": per,
        "longest_lag_seconds": round(max((row["lag_seconds"] for row in answered), default=0), 1),
        "longest_lag_messages": int(max((row["lag_messages"] for row in answered), default=0)),
        "oldest_unacked_seconds_max": round(max((row["oldest_seconds"] for row in answered), default=0), 1),
        "samples": len(rows), "samples_paused": sum(row["paused"] == 1 for row in answered),
        "errors_counted": int(sum(last.values())),
        "faults": catching_up(rows, faults, letters),
    }
    wrong, first = [], per[letters[0]]
    if not first:
        return figures, ["no sample of instance a"]
    per_hour = first["memory_mb"]["slope_mb_per_hour"]
    if load / 2 >= SLOPE_SECONDS and per_hour is not None and per_hour > SLOPE:
        wrong.append(f"memory of a grows by {per_hour} MB an hour; {SLOPE} are allowed")
    more = first["handles"]["end"] - first["handles"]["median_of_first_half"]
    if more > HANDLES:
        wrong.append(f"a ends with {more:.0f} file handles more than in the first half; {HANDLES} are allowed")
    return figures, wrong
