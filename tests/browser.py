"""A headless Chromium with no network, for the tests that look at a page as a reader does.

Where Chromium is missing those tests, which bear the mark ``browser``, are skipped; under ``CI=true`` they fail.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ARTEFACTS = Path(__file__).parent / "artefacts"

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@contextmanager
def browser(profile: Path) -> Iterator[Any]:
    """Start Chromium with an empty profile folder and the network off."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("needs Chromium with chromedriver, which pip cannot install; .ci/run does")
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=chromedriver, log_output=subprocess.DEVNULL)
    driver = webdriver.Chrome(options=options, service=service)
    try:
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd(
            "Network.emulateNetworkConditions",
            {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
        )
        yield driver
    finally:
        driver.quit()


def screen(driver: Any, width: int, height: int, *, dark: bool = False, touch: bool = False) -> None:
    """Give the page a window of a size in pixels, light or dark."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch},
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    calm = {"name": "prefers-reduced-motion", "value": "reduce"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, calm]})


def visit(driver: Any, path: Path, fragment: str = "") -> None:
    """Open a file and wait until its page has drawn."""
    driver.get("about:blank")
    faults(driver)
    requests(driver)
    driver.get(f"{path.resolve().as_uri()}{fragment}")
    settle(driver)


def settle(driver: Any) -> None:
    """Wait for two frames, after which whatever was asked for is on the screen."""
    driver.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 8)));"
    )


def faults(driver: Any) -> list[str]:
    """Return what the console has said since the last call, except for plain information."""
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] != "INFO"]


def requests(driver: Any) -> list[str]:
    """Return the addresses that were asked for since the last call, those inside the page itself left out."""
    found = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] in {"Network.requestWillBeSent", "Network.webSocketCreated"}:
            asked = message["params"].get("request", message["params"])["url"]
            if not asked.startswith(("data:", "about:", "blob:")):
                found.append(asked)
    return found


def shoot(driver: Any, name: str) -> Path:
    """Keep what is on the screen as an artefact of the run."""
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{name}.png"
    path.write_bytes(driver.get_screenshot_as_png())
    return path


def click(driver: Any, x: float, y: float) -> None:
    """Press and release the left button at a place of the window, as a hand does."""
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        event = {
            "type": kind,
            "x": x,
            "y": y,
            "button": "none" if kind == "mouseMoved" else "left",
            "clickCount": 1,
        }
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    settle(driver)


def drag(driver: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Press at one place, move to another in steps, and release."""
    steps = [
        (start[0] + (end[0] - start[0]) * n / 6, start[1] + (end[1] - start[1]) * n / 6) for n in range(7)
    ]
    events = [("mouseMoved", *start), ("mousePressed", *start), *(("mouseMoved", *step) for step in steps)]
    for kind, x, y in (*events, ("mouseReleased", *end)):
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    settle(driver)
