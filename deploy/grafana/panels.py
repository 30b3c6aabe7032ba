"""What dashboards are made of: queries, panels, variables, places. `make.py` says what they show."""

DOCS = "https://github.com/phi-audit/phi-audit/blob/main/docs/"
SOURCE = {"type": "prometheus", "uid": "prometheus"}
# The whole range that the dashboard shows, and one bar of a chart.
RANGE = "$__range"
BAR = "$__interval"
RATE = "$__rate_interval"
OUR_ALERTS = "(Phi|NonUs|Finding|Audit|Suppression|Attestation|Replay).+"
# The watchdog fires always.
FIRING = f'ALERTS{{alertstate="firing", alertname=~"{OUR_ALERTS}", alertname!="AuditWatchdog"}}'
# Text for panels whose series begin with the first event.
NOTHING = "none yet"

SEVERITIES = {"critical": "dark-red", "high": "orange", "medium": "yellow", "low": "blue", "info": "text"}
GRADES = {"phi": "dark-red", "likely_phi": "orange", "pii": "yellow", "health": "blue", "none": "green"}
BAD = {"failed": "red", "missed": "red", "aborted": "red", "lost": "red", "throttled": "orange", "expired": "orange",
       "quarantined": "red", "missing": "orange", "expiring": "yellow"}


# Queries.

def of(metric, *conditions):
    """A metric of the chosen processes."""
    return metric + "{" + ", ".join(['instance=~"$instance"', *conditions]) + "}"


def from_source(metric, *conditions):
    """A metric that knows its source, of the chosen sources and processes."""
    return of(metric, 'source=~"$source"', *conditions)


def grown(series, window=RANGE):
    """How much counters grew. A series begins with its first count, in which `increase` sees nothing: what was not there at the
    beginning of the window counts in full, as in deploy/prometheus/rules/phi-audit-records.yml."""
    return f"(({series} unless {series} offset {window}) or increase({series}[{window}]))"


def rate(series):
    return f"rate({series}[{RATE}])"


def total(metric, *conditions, by="", window=RANGE):
    """How much the counters of the chosen processes grew, by a label."""
    return f"sum{f' by ({by})' if by else ''} ({grown(of(metric, *conditions), window)})"


def a_second(metric, by):
    return f"sum by ({by}) ({rate(of(metric))})"


def quantile(share, histogram, *by):
    labels = ", ".join([*by, "le"])
    return f"histogram_quantile({share}, sum by ({labels}) ({rate(histogram)}))"


def zero(label):
    """A nought under a name of its own: behind `or on ()`, where there is no series before there is something to count."""
    return f'label_replace(vector(0), "{label}", "none", "", "")'


# Parts of panels.

def runbooks(*alerts):
    return [{"title": f"Runbook: {alert}", "url": f"{DOCS}RUNBOOKS.md#{alert.lower()}", "targetBlank": True} for alert in alerts]


def steps(*pairs):
    """Thresholds: a colour, then from which value on it is another."""
    first, *rest = pairs
    found = [{"color": first, "value": None}]
    found += [{"color": color, "value": value} for value, color in rest]
    return {"mode": "absolute", "steps": found}


PLAIN = steps("text")
GOOD_AT_0 = steps("green", (1, "red"))
WATCH_AT_1 = steps("green", (1, "orange"))


def colours(named):
    def colour(name, value):
        fixed = {"id": "color", "value": {"mode": "fixed", "fixedColor": value}}
        return {"matcher": {"id": "byName", "options": name}, "properties": [fixed]}
    return [colour(name, value) for name, value in named.items()]


def targets(queries, instant):
    """Queries as (expression, legend), or an expression alone."""
    found = []
    for letter, query in zip("ABCDEFGHIJ", queries):
        expr, legend = query if isinstance(query, tuple) else (query, "__auto")
        target = {"datasource": SOURCE, "editorMode": "code", "expr": expr, "legendFormat": legend, "refId": letter,
                  "instant": instant, "range": not instant}
        found.append(target)
    return found


def panel(kind, title, about, queries, unit, width, height, *, alerts=(), thresholds=PLAIN, instant=False, defaults=None,
          overrides=(), options=None, links=(), **more):
    queries = [queries] if isinstance(queries, (str, tuple)) else list(queries)
    return {
        "type": kind,
        "title": title,
        "description": about,
        "datasource": SOURCE,
        "gridPos": {"w": width, "h": height},
        "fieldConfig": {
            "defaults": {"unit": unit, "thresholds": thresholds, "noValue": NOTHING, **(defaults or {})},
            "overrides": list(overrides),
        },
        "options": options or {},
        "targets": targets(queries, instant),
        "links": [*runbooks(*alerts), *links],
        **more,
    }


def stat(title, about, queries, unit, width, *, named=None, height=4, decimals=0, instant=False, **more):
    """A figure, or one for each series."""
    options = {
        "colorMode": "value",
        "graphMode": "none",
        "justifyMode": "center",
        "orientation": "vertical",
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "textMode": "auto",
        "wideLayout": True,
    }
    defaults = {"color": {"mode": "thresholds"}, "decimals": decimals}
    return panel("stat", title, about, queries, unit, width, height, defaults=defaults, overrides=colours(named or {}),
                 options=options, instant=instant, **more)


def count(title, about, queries, width, **more):
    """How many it were in the whole range."""
    return stat(title, about, queries, "short", width, instant=True, **more)


def curve(title, about, queries, unit, width, *, named=None, height=8, stack=False, line=None, top=None, **more):
    """Lines. `line` is a threshold that is drawn."""
    custom = {
        "drawStyle": "line",
        "fillOpacity": 40 if stack else 8,
        "lineWidth": 1,
        "showPoints": "never",
        "spanNulls": False,
        "stacking": {"mode": "normal" if stack else "none", "group": "A"},
        "thresholdsStyle": {"mode": "off" if line is None else "dashed"},
    }
    defaults = {"color": {"mode": "palette-classic"}, "custom": custom, "min": 0}
    if top is not None:
        defaults["max"] = top
    thresholds = PLAIN if line is None else steps("transparent", (line, "red"))
    return panel("timeseries", title, about, queries, unit, width, height, thresholds=thresholds, defaults=defaults,
                 overrides=colours(named or {}), options=chart(["lastNotNull", "max"]), **more)


def bars(title, about, queries, width, *, named=None, height=8, **more):
    """How many it were in each step: bars that add up to the count of the whole range."""
    custom = {
        "drawStyle": "bars",
        "fillOpacity": 80,
        "lineWidth": 0,
        "showPoints": "never",
        "stacking": {"mode": "normal", "group": "A"},
    }
    defaults = {"color": {"mode": "palette-classic"}, "custom": custom, "decimals": 0, "min": 0}
    return panel("timeseries", title, about, queries, "short", width, height, defaults=defaults, overrides=colours(named or {}),
                 options=chart(["sum"]), interval="1m", maxDataPoints=240, **more)


def chart(figures):
    return {
        "legend": {"calcs": figures, "displayMode": "table", "placement": "bottom", "showLegend": True},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }


def ranking(title, about, queries, unit, width, *, height=8, **more):
    """Bars from left to right, one for each series."""
    options = {
        "displayMode": "basic",
        "orientation": "horizontal",
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "showUnfilled": False,
        "valueMode": "text",
    }
    defaults = {"color": {"mode": "fixed", "fixedColor": "blue"}, "decimals": 0, "min": 0}
    return panel("bargauge", title, about, queries, unit, width, height, defaults=defaults, options=options, instant=True, **more)


def table(title, about, columns, unit, width, *, height=8, links_of=None, units=None, sort=None, labels_alone=False, **more):
    """Rows by their labels. `columns` are queries by the heading of their values; `units` by heading, where they differ. Of
    metrics that are always 1 the labels alone are shown."""
    letters = dict(zip("ABCDEFGHIJ", columns))
    value = (lambda letter: "Value") if len(columns) == 1 else (lambda letter: f"Value #{letter}")
    overrides = []
    for heading, own in (units or {}).items():
        properties = [{"id": "unit", "value": own}]
        overrides.append({"matcher": {"id": "byName", "options": heading}, "properties": properties})
    for column, links in (links_of or {}).items():
        overrides.append({"matcher": {"id": "byName", "options": column}, "properties": [{"id": "links", "value": links}]})
    organize = {
        "excludeByName": {"Time": True, **({value(letter): True for letter in letters} if labels_alone else {})},
        "indexByName": {},
        "renameByName": {} if labels_alone else {value(letter): heading for letter, heading in letters.items()},
    }
    transformations = [{"id": "merge", "options": {}}, {"id": "organize", "options": organize}]
    options = {"cellHeight": "sm", "showHeader": True, "sortBy": [{"displayName": sort or next(iter(columns)), "desc": True}]}
    defaults = {"custom": {"align": "auto", "filterable": False}, "decimals": 0}
    found = panel("table", title, about, list(columns.values()), unit, width, height, defaults=defaults, overrides=overrides,
                  options=options, instant=True, transformations=transformations, **more)
    for target in found["targets"]:
        target["format"] = "table"
        del target["legendFormat"]
    return found


# The page names each requirement; the command says more. `#:~:text=` makes browsers scroll to it.
EXPLAIN = {"title": "phi-audit rules explain ${__data.fields.requirement}",
           "url": DOCS + "requirements.md#:~:text=${__data.fields.requirement}", "targetBlank": True}
ONLY_THIS = {"title": "Only this requirement", "targetBlank": False,
             "url": "/d/phi-audit-findings?var-requirement=${__data.fields.requirement}&${__url_time_range}"}
REQUIREMENTS = {"title": "Explained by: phi-audit rules explain REQUIREMENT", "targetBlank": True,
                "url": DOCS + "requirements.md"}


# Parts of dashboards.

def variable(name, label, query, about, every=None):
    """A choice of several; `every` is what "All" stands for, else it is all that are listed."""
    found = {
        "name": name,
        "label": label,
        "description": about,
        "type": "query",
        "datasource": SOURCE,
        "definition": query,
        "query": {"query": query, "refId": name},
        "current": {"selected": True, "text": ["All"], "value": ["$__all"]},
        "includeAll": True,
        "multi": True,
        "options": [],
        "refresh": 2,
        "regex": "",
        "sort": 1,
        "hide": 0,
        "skipUrlSync": False,
    }
    if every is not None:
        found["allValue"] = every
    return found


def choice(name, label, values, about):
    found = variable(name, label, ",".join(values), about, every=".*")
    options = [{"selected": True, "text": "All", "value": "$__all"}]
    options += [{"selected": False, "text": value, "value": value} for value in values]
    found.update({"type": "custom", "query": ",".join(values), "options": options})
    for key in ("datasource", "definition", "refresh", "regex", "sort"):
        del found[key]
    return found


VARIABLES = [
    variable("source", "Source", "label_values(phi_audit_oldest_unacked_seconds, source)",
             "The kind of source that a process reads: kafka, kinesis or webhook.", every=".*"),
    # Without a value for "All", so that the processes of the chosen sources are meant and not every process.
    variable("instance", "Process", 'label_values(phi_audit_oldest_unacked_seconds{source=~"$source"}, instance)',
             "The processes that read the chosen sources."),
]


def annotation(name, expr, title, colour, about):
    return {"name": name, "datasource": SOURCE, "enable": True, "hide": False, "iconColor": colour, "expr": expr, "step": "60s",
            "titleFormat": title, "textFormat": about, "tagKeys": "severity", "useValueForTime": False}


ANNOTATIONS = [
    annotation("Alerts", f"max by (alertname, severity) ({FIRING})",
               "{{alertname}}", "red", "Fires in Prometheus. docs/RUNBOOKS.md has a chapter of this name."),
    annotation("Starts", 'max by (instance) (changes(process_start_time_seconds{job=~"phi-audit.*", job!="phi-audit-files"}[2m])) > 0',
               "{{instance}}", "blue", "The process was started."),
]


def row(title):
    return {"type": "row", "title": title, "collapsed": False, "panels": []}


def placed(panels):
    """Numbers the panels and lays them out: from left to right, a new line where the width is used up, or at a row."""
    x = y = line = 0
    for number, one in enumerate(panels, start=1):
        width, height = (24, 1) if one["type"] == "row" else (one["gridPos"]["w"], one["gridPos"]["h"])
        if x + width > 24:
            x, y, line = 0, y + line, 0
        one["id"] = number
        one["gridPos"] = {"h": height, "w": width, "x": x, "y": y}
        x, line = x + width, max(line, height)
    return panels


def dashboard(name, title, about, since, panels, variables=None):
    links = [
        {"type": "dashboards", "title": "PHI audit", "tags": ["phi-audit"], "asDropdown": False, "includeVars": True,
         "keepTime": True, "targetBlank": False, "icon": "external link", "tooltip": "", "url": ""},
        {"type": "link", "title": "Runbooks", "url": DOCS + "RUNBOOKS.md", "icon": "doc", "tags": [], "asDropdown": False,
         "includeVars": False, "keepTime": False, "targetBlank": True, "tooltip": "What to do when an alert comes in"},
    ]
    return {
        "uid": f"phi-audit-{name}",
        "title": f"PHI audit: {title}",
        "description": about,
        "tags": ["phi-audit"],
        "schemaVersion": 41,
        "version": 1,
        "editable": False,
        "graphTooltip": 1,
        "liveNow": False,
        "timezone": "browser",
        "refresh": "30s",
        "time": {"from": since, "to": "now"},
        "timepicker": {},
        "annotations": {"list": ANNOTATIONS},
        "templating": {"list": variables or VARIABLES},
        "links": links,
        "panels": placed(panels),
    }
