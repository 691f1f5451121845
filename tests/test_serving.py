"""`tansiq serve` as people start and stop it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import golden
import pytest

from builder.cli import main


def test_a_taken_port_is_said_before_the_store_is_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--store", str(tmp_path / "none"), "--port", str(port)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"tansiq: 127.0.0.1, port {port}: cannot listen there: ") and error.count("\n") == 1


def test_a_missing_store_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--store", str(tmp_path / "none"), "--port", "0"]) == 2
    assert "is not a tansiq store" in capsys.readouterr().err


def test_it_serves_until_it_is_stopped_from_the_keyboard(tmp_path: Path) -> None:
    golden.fill(tmp_path / "store")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "builder.cli", "serve", "--store", str(tmp_path / "store"), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
            assert _read(f"http://127.0.0.1:{port}/id/force/peshmerga").startswith("<!doctype html>")
            assert "peshmerga" in _read(f"http://127.0.0.1:{port}/sparql?query=SELECT%20%3Fs%20%7B%3Fs%20a%20tq%3AForce%7D")
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 130
        finally:
            process.kill()


def _read(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
