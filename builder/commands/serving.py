"""`tansiq serve`: the reading room and the linked data of a store, on this machine."""

from __future__ import annotations

import argparse
import socket

import uvicorn

from builder.commands.console import OK, Watch, console
from builder.commands.stores import folder_of
from builder.errors import ServeError
from builder.server.app import application
from builder.server.askers import Askers
from builder.server.desk import Desk


def run_serve(args: argparse.Namespace) -> int:
    """Serve a store until it is stopped from the keyboard."""
    base = args.base or f"http://{f'[{args.host}]' if ':' in args.host else args.host}:{args.port}/"
    folder, listening = folder_of(args.store), _listening(args.host, args.port)
    with Watch("preparing") as watch:
        desk = Desk(folder, base.rstrip("/") + "/", texts=args.texts == "whole", endpoint="sparql", step=watch.step)
    config = uvicorn.Config(
        application(desk, Askers(folder)),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=512,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=32 * 1024,
    )
    console().print(f"Serving {args.store} at {base} (Ctrl-C ends it)")
    uvicorn.Server(config).run(sockets=[listening])
    return OK


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens, before the store is opened: that may take a while."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=512)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ServeError(f"{host}, port {port}: cannot listen there: {reason}: choose another with --host and --port") from error
