"""`tansiq serve`: the reading room and the linked data of a store, on this machine."""

from __future__ import annotations

import argparse

import uvicorn

from builder.commands.console import OK, Watch, console
from builder.commands.stores import folder_of
from builder.server.app import application
from builder.server.askers import Askers
from builder.server.desk import Desk


def run_serve(args: argparse.Namespace) -> int:
    """Serve a store until it is stopped from the keyboard."""
    base = args.base or f"http://{args.host}:{args.port}/"
    folder = folder_of(args.store)
    with Watch("preparing") as watch:
        desk = Desk(folder, base.rstrip("/") + "/", texts=args.texts == "whole", endpoint="sparql", step=watch.step)
    config = uvicorn.Config(
        application(desk, Askers(folder)),
        host=args.host,
        port=args.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=512,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=32 * 1024,
    )
    console().print(f"Serving {args.store} at {base} (Ctrl-C ends it)")
    uvicorn.Server(config).run()
    return OK
