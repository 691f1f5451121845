"""Results as text: one set of tables, in Markdown, for the terminal and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Result
from benchmarks.questions import CAP, SLOW

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def report(results: Result) -> str:
    """Return all tables as Markdown."""
    parts = (_machine(results), _builds(results), _memory(results), _floor(results), _questions(results), _more(results))
    return "\n\n".join(parts)


def place_in(path: Path) -> tuple[str, str]:
    """Return what stands before and behind the place for results in a Markdown file."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path}: has no place for results: put the lines {BEGIN} and {END} where they shall stand")
    return before, after


def put_into(path: Path, text: str) -> None:
    """Write the text between the markers of a Markdown file, which stay."""
    before, after = place_in(path)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _machine(results: Result) -> str:
    of, start = results["machine"], results["start_up"]
    memory = f"{of['memory_bytes'] / 2**30:.0f} GiB of memory" if of["memory_bytes"] else "memory not known"
    versions = ", ".join(f"{name} {version}" for name, version in of["versions"].items())
    commit = f", commit {of['commit']}" if of["commit"] else ""
    return (
        f"    {results['command']}\n\n"
        f"Measured on {results['date']} with tansiq {results['version']}{commit}: {of['processor']}, {of['cores']} cores, {memory}, "
        f"{of['system']}, Python {of['python']}, {versions}.\n\n"
        f"Start-up, median of 5: `tansiq --help` {start['help_seconds']:.2f} s; loading the lexicon {start['lexicon_seconds']:.2f} s, "
        f"loading the rules {start['rules_seconds']:.2f} s, each in a fresh process."
    )


def _builds(results: Result) -> str:
    sizes = results["sizes"]
    rows = [
        ("articles", *(f"{s['articles']:,}" for s in sizes)),
        ("characters per article", *(f"{s['characters'] / s['articles']:,.0f}" for s in sizes)),
        ("**build**, s", *(f"**{s['build']['seconds']:,.1f}**" for s in sizes)),
        ("articles/s", *(f"{s['articles'] / s['build']['seconds']:,.1f}" for s in sizes)),
        ("characters/s", *(f"{s['characters'] / s['build']['seconds']:,.0f}" for s in sizes)),
        ("processor seconds", *(f"{s['build']['processor_seconds']:,.1f}" for s in sizes)),
        ("the same build again (nothing changed), s", *(f"{s['again']['seconds']:,.1f}" for s in sizes)),
        ("opening the store: first time, s", *(f"{s['opening_seconds'][0]:.3f}" for s in sizes)),
        ("opening the store: median, s", *(f"{sorted(s['opening_seconds'])[len(s['opening_seconds']) // 2]:.3f}" for s in sizes)),
        ("quads", *(f"{s['quads']:,}" for s in sizes)),
        ("quads per article, in its own graph", *(f"{s['article_quads'] / s['articles']:,.0f}" for s in sizes)),
        ("input, bytes per article", *(f"{s['corpus_bytes'] / s['articles']:,.0f}" for s in sizes)),
        ("store on disk, bytes per article", *(f"{s['store_bytes'] / s['articles']:,.0f}" for s in sizes)),
        ("store on disk", *(_size(s["store_bytes"]) for s in sizes)),
        ("SHA-256 of the corpus begins", *(f"`{s['corpus_sha256'][:12]}`" for s in sizes)),
    ]
    return f"Building with {results['jobs']} processes:\n\n" + _table(rows)


def _memory(results: Result) -> str:
    sizes = results["sizes"]
    names = {
        "main_peak": "main process",
        "worker_peak": "largest worker",
        "sum_peak": "all together (RSS)",
        "pss_peak": "all together (PSS)",
    }
    rows = [("peak memory of the build", *(f"{s['articles']:,}" for s in sizes))]
    rows += [(text, *(_size(s["build"][name]) for s in sizes)) for name, text in names.items()]
    return _table(rows) + "\n\nRSS counts memory that processes share once for each of them; PSS divides it among them."


def _floor(results: Result) -> str:
    sizes = [size for size in results["sizes"] if size["floor"]]
    if not sizes:
        return "The floor was not measured."
    names = {
        "json": "JSONL parsed",
        "parse": "N-Quads parsed",
        "load": "N-Quads loaded into an empty store",
        "write": "store written as N-Quads",
    }
    rows = [("the floor: the same data without reading, s", *(f"{s['articles']:,}" for s in sizes))]
    rows += [(text, *(f"{s['floor'][name]['seconds']:,.2f}" for s in sizes)) for name, text in names.items()]
    rows.append(("bare store on disk", *(_size(s["floor"]["store_bytes"]) for s in sizes)))
    rows.append(("of the build's processor seconds not in the floor", *(f"{100 * _language(s):.1f} %" for s in sizes)))
    return (
        _table(rows)
        + "\n\nThe last line takes JSONL parsed and N-Quads loaded off the build: what is left is reading, writing and checking graphs."
    )


def _language(size: Result) -> float:
    """Return the share of a build's processor seconds that bare parsing and storing do not explain."""
    bare = size["floor"]["json"]["processor_seconds"] + size["floor"]["load"]["processor_seconds"]
    return max(0.0, 1 - float(bare) / float(size["build"]["processor_seconds"]))


def _questions(results: Result) -> str:
    sizes = results["sizes"]
    rows = [("question: median / worst, ms (rows)", *(f"{s['articles']:,}" for s in sizes))]
    for position, question in enumerate(sizes[0]["questions"]):
        rows.append((f"`{question['name']}`", *(_answered(s["questions"][position]) for s in sizes)))
    told = f"Named questions with their default parameters, five runs after one warm-up (one where it takes more than {SLOW:.0f} s)"
    return f"{told}, each stopped after {CAP:.0f} s:\n\n{_table(rows)}"


def _answered(question: Result) -> str:
    if question["median"] is None:
        return str(question["error"]).replace("|", "/").splitlines()[0][:60]
    return f"{_milliseconds(question['median'])} / {_milliseconds(question['worst'])} ({question['rows']:,})"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}" if seconds < 0.1 else f"{seconds * 1000:,.0f}"


def _more(results: Result) -> str:
    largest, exponent = max(s["articles"] for s in results["sizes"]), results["growth"]
    grows = (
        "With one size the growth is not known."
        if exponent is None
        else f"Between the two largest sizes processor seconds grow with the articles to the power {exponent:.2f} (1: in step)."
    )
    found = results["extrapolated"]
    rows = [
        ("by calculation", *(f"{f['articles']:,} articles" for f in found)),
        ("processor hours", *(f"{f['processor_hours']:,.0f}" for f in found)),
        ("cores for a day", *(f"{f['cores_for_a_day']:,}" for f in found)),
        ("the same with the growth measured, if above 1", *(_grown(f) for f in found)),
        ("quads", *(f"{f['quads'] / 1e9:,.1f} thousand million" for f in found)),
        ("input", *(_size(f["corpus_bytes"]) for f in found)),
        ("store on disk", *(_size(f["store_bytes"]) for f in found)),
    ]
    return f"**By calculation, not measured**: more articles at the rates of {largest:,}. {grows}\n\n" + _table(rows)


def _grown(found: Result) -> str:
    return f"{found['processor_hours_with_growth']:,.0f} hours, {found['cores_for_a_day_with_growth']:,} cores"


def _size(number: float | None) -> str:
    """Return a number of bytes for people.

    >>> _size(1536 * 1024), _size(None)
    ('1.5 MiB', 'not known')
    """
    if number is None:
        return "not known"
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if number < 1024 or unit == "TiB":
            break
        number /= 1024
    return f"{number:,.1f} {unit}"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    return "\n".join(_lines(rows))


def _lines(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for position, row in enumerate(rows):
        cells = (
            cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"| {' | '.join(cells)} |"
        if position == 0:
            yield f"| {' | '.join(['---', *('---:' for _ in widths[1:])])} |"
