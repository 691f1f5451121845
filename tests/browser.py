"""A real browser, without a window, that notes whatever a page does that it must not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import hostile
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-dev-shm-usage", "--mute-audio")
_REPORT = (
    "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI));"
)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@dataclass
class Tab:
    """A page of the browser at an address of one server, and what it did: `faults` is empty where all is well."""

    page: Any
    root: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", lambda said: self.faults.append(f"console: {said.text}") if said.type in ("error", "warning") else None)
        self.page.on("request", self._request)
        self.page.on("response", lambda a: self.faults.append(f"{a.status} {a.url}") if a.status >= 400 else None)
        self.page.on("popup", lambda page: self.faults.append(f"window: {page.url}"))
        self.page.add_init_script(_REPORT)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.root, "data:image/svg")):
            self.faults.append(f"request: {request.url}")

    def open(self, path: str) -> None:
        """Go to a path, and let it do what it does."""
        self.page.goto(self.root + path.lstrip("/"), wait_until="load")

    def ran(self) -> list[str]:
        """Return what the page did that it must not: scripts of the attacks, violations of the policy, errors, requests to elsewhere."""
        found = self.page.evaluate(f"[String(window.{hostile.SENTINEL}), ...window.violations, document.documentElement.dir]")
        direction = found.pop()
        broken = [] if found[0] == "undefined" else ["a script ran"]
        turned = [] if direction == ("ltr" if ".en.html" in self.page.url else "rtl") else [f"the page runs {direction}"]
        return [*self.faults, *broken, *turned, *found[1:]]

    def overflow(self) -> list[str]:
        """Return what is wider than the window and cannot be scrolled within the page, as its name and class."""
        return list(self.page.evaluate(_OVERFLOW))


# What sticks out of the page at either side, unless something around it scrolls or hides it.
_OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const one of document.querySelectorAll('body *')) {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height || (box.left >= -1 && box.right <= wide + 1)) continue;
    let around = one, kept = false;
    while ((around = around.parentElement) && !kept) kept = getComputedStyle(around).overflowX !== 'visible';
    const style = getComputedStyle(one);
    if (kept || style.position === 'absolute' || one.closest('svg')) continue;
    found.push(`${one.localName}.${one.className} ${Math.round(box.left)}..${Math.round(box.right)}`);
  }
  return found;
}"""


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the browser; a test is skipped where there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"there is no Chromium on this machine ({', '.join(NAMES)})")
    with driver.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def tab(browser: Any, root: str, viewport: dict[str, int] = WIDE, scheme: str = "light") -> Iterator[Tab]:
    """Open a tab with nothing in it."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce", locale="ar-IQ")
    try:
        yield Tab(context.new_page(), root)
    finally:
        context.close()
