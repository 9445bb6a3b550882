"""What visits of the 2021 conference cost a reader, seen in Chromium: bytes, requests, paint, shifts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from cyberconf.demo import site
from cyberconf.demo.load.posting import HOST, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

# The limits of issue 6. The blog post that the programme replaces takes 21.6 kB.
FIRST, LATER, SCRIPTS = 20_000, 10_000, 20_000  # bytes over the wire, heads of answers included
REQUESTS = 6
PAINT = 0.5  # seconds
SLOW = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 94_000}  # 1.6 Mbit/s, in bytes
LATENCIES = (0, 150)  # ms to the server and back: as the issue says, and as such a network has it
CPU = 4  # times as slow as this machine
WIDTHS = (360, 1440)
TIMES = 5  # of which the quickest counts: what else the machine does is not the page's
PANEL = "sessions/existing-and-potential-threats/"
PAGES = (PANEL, f"{PANEL}questions/1/", "speakers/", "comments/", "my/", "search/?q=norms", "changes/")
SHIFTS = """new Promise((say) => {
  let sum = 0;
  const add = (list) => { for (const each of list.getEntries()) sum += each.value; };
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => say(sum), 500);
})"""
FIRST_PAINT = """new Promise((say) => {
  const tell = (list) => say(list.getEntries()[0].startTime);
  new PerformanceObserver(tell).observe({ type: "paint", buffered: true });
})"""
SIZE = "encodedDataLength"

Write = Callable[[str], object]


@dataclass
class Wire:
    """What came over it for one page: bytes by address, and which of these are scripts."""

    sizes: dict[str, int] = field(default_factory=dict)
    scripts: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.sizes.values())

    @property
    def of_scripts(self) -> int:
        """The bytes of scripts alone."""
        return sum(size for address, size in self.sizes.items() if address in self.scripts)


def measure(write: Write) -> None:
    """Print what a first visit and the pages after it cost, each figure beside its limit."""
    executable = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    if executable is None or find_spec("playwright") is None:
        write("visits            not measured: Chromium and the packages of requirements-dev.txt are needed")
        return
    from playwright.sync_api import sync_playwright

    site.collect_static()
    site.load_2021()
    server = Server()
    server.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            _visit(browser, f"http://{HOST}:{server.port}/{site.SLUG}/", write)
            browser.close()
    finally:
        server.end()


def _visit(browser: Browser, programme: str, write: Write) -> None:
    context = _context(browser, WIDTHS[0])
    first = _load(context, programme)
    first.sizes["the worker"] = _bytes(urljoin(programme, "/worker.js"))
    _say(write, "first visit", f"{first.total:,} bytes with the worker", first.total, FIRST)
    _say(write, "its requests", f"{len(first.sizes)}", len(first.sizes), REQUESTS)
    aside = _aside(programme, "apple-touch-icon", "manifest")
    write(f"{'after it':<17} {aside:,} bytes of manifest and touch icon, where a browser asks for them")
    later = {address: _load(context, urljoin(programme, address)).total for address in PAGES}
    largest = max(later, key=lambda address: later[address])
    _say(write, "later pages", f"{later[largest]:,} bytes at most ({largest})", later[largest], LATER)
    context.close()
    alone = {address: _load(_context(browser, WIDTHS[0]), urljoin(programme, address)) for address in PAGES}
    most = max([first, *alone.values()], key=lambda wire: wire.of_scripts).of_scripts
    _say(write, "scripts of a page", f"{most:,} bytes at most", most, SCRIPTS)
    for width in WIDTHS:
        felt = [[_feel(browser, programme, width, latency) for _ in range(TIMES)] for latency in LATENCIES]
        near, far = (min(paint for paint, _shift in each) for each in felt)
        shift = max(shift for each in felt for _paint, shift in each)
        figure = f"first paint after {near:.2f} s ({far:.2f} s with {LATENCIES[1]} ms there and back)"
        _say(write, f"{width} px, slow", figure, near, PAINT)
        _say(write, "", f"layout shift of {shift:.4f}", shift, 0)


def _say(write: Write, what: str, figure: str, found: float, limit: float) -> None:
    verdict = "" if found <= limit else "   BEYOND IT"
    write(f"{what:<17} {figure}   limit {limit:,}{verdict}")


def _context(browser: Browser, width: int) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 800}, service_workers="block")


def _load(context: BrowserContext, address: str) -> Wire:
    """Open the address in a page of its own, and return what came over the wire for it."""
    page = context.new_page()
    wire, asked = Wire(), dict[str, str]()
    network = context.new_cdp_session(page)
    network.on("Network.responseReceived", lambda event: _note(event, asked, wire))
    network.on("Network.loadingFinished", lambda event: _weigh(event, asked, wire))
    network.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    page.close()
    return wire


def _note(event: dict[str, Any], asked: dict[str, str], wire: Wire) -> None:
    response = event["response"]
    if not response.get("fromDiskCache"):
        asked[event["requestId"]] = response["url"]
    if event["type"] == "Script":
        wire.scripts.add(response["url"])


def _weigh(event: dict[str, Any], asked: dict[str, str], wire: Wire) -> None:
    if event["requestId"] in asked and event[SIZE]:
        wire.sizes[asked[event["requestId"]]] = int(event[SIZE])


def _feel(browser: Browser, address: str, width: int, latency: int) -> tuple[float, float]:
    """Return after how many seconds a slow phone shows something, and by how much that moves."""
    context = _context(browser, width)
    page = context.new_page()
    phone = context.new_cdp_session(page)
    phone.send("Network.enable")
    phone.send("Network.emulateNetworkConditions", SLOW | {"latency": latency})
    phone.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    page.goto(address)
    paint, shift = float(page.evaluate(FIRST_PAINT)) / 1000, float(page.evaluate(SHIFTS))
    context.close()
    return paint, shift


def _aside(page: str, *kinds: str) -> int:
    """Return the bytes of what the page links to by these relations, which a browser asks for besides."""
    html = urlopen(page).read().decode()  # noqa: S310
    found = re.findall(r'<link rel="([\w-]+)" href="([^"]+)"', html)
    return sum(_bytes(urljoin(page, href)) for rel, href in found if rel in kinds)


def _bytes(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip, br"})) as answer:  # noqa: S310
        return len(answer.read()) + len(str(answer.headers))
