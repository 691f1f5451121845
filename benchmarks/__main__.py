"""`python -m benchmarks`: make corpora, build and ask them, and say what it cost (docs/performance.md)."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Failed, Result, extrapolate, growth, machine, one_size, start_up
from benchmarks.report import place_in, put_into, report
from builder import __version__
from builder.errors import TansiqError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark and return its exit status."""
    args, text = _parser().parse_args(argv), ""
    try:
        if args.corpus:
            corpus.write(args.corpus, max(args.articles), args.seed)
            return 0
        if args.markdown:
            place_in(args.markdown)  # said now, and not after hours of measuring
        fixed: Result = {"machine": machine(), "start_up": start_up()}
        sizes: list[Result] = []
        for size in args.articles:  # written after each, so that a large one that fails costs only itself
            sizes.append(_measured(size, args))
            text = _write(fixed, sizes, args)
    except (Failed, TansiqError, ValueError, OSError, subprocess.SubprocessError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    finally:
        if text:
            print(text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast tansiq builds and answers on this machine.")
    parser.add_argument("--articles", type=_sizes, default=[1_000, 10_000], metavar="N,N", help="sizes of the corpora (1000,10000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed makes other articles (1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes that read (all processors)")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="work here and leave corpora and stores; otherwise in a temporary folder"
    )
    parser.add_argument(
        "--floor-up-to", type=int, default=20_000, metavar="N", help="measure the bare database too in sizes up to this one (20000)"
    )
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables between the markers of this file")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured here")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="only write the largest corpus here, and measure nothing")
    return parser


def _sizes(text: str) -> list[int]:
    sizes = sorted({int(part) for part in text.split(",")})
    if sizes[0] < 1:
        raise argparse.ArgumentTypeError("every size must be 1 or more")
    return sizes


def _write(fixed: Result, sizes: list[Result], args: argparse.Namespace) -> str:
    """Write what has been measured so far where it was asked for, and return it as tables."""
    options = f"--articles {','.join(map(str, args.articles))} --seed {args.seed} --jobs {args.jobs}"
    if args.markdown:
        options += f" --markdown {shlex.quote(str(args.markdown))}"
    results = fixed | {
        "command": f"python -m benchmarks {options}",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "version": __version__,
        "seed": args.seed,
        "jobs": args.jobs,
        "sizes": sizes,
        "growth": growth(sizes),
        "extrapolated": extrapolate(sizes),
    }
    text = report(results)
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if args.markdown:
        put_into(args.markdown, text)
    return text


def _measured(size: int, args: argparse.Namespace) -> Result:
    """Measure one size in a folder of its own, which must be new: a store that is there would make the build a second one."""
    if args.folder is None:
        with tempfile.TemporaryDirectory(prefix="tansiq-benchmark-") as folder:
            return one_size(size, args.seed, args.jobs, Path(folder), size <= args.floor_up_to, _say)
    folder = args.folder / str(size)
    shutil.rmtree(folder / "store", ignore_errors=True)
    shutil.rmtree(folder / "bare", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return one_size(size, args.seed, args.jobs, folder, size <= args.floor_up_to, _say)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
