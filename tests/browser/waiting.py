"""How long a learner waits from the command to the first question that can be answered.

python -m tests.browser.waiting                    three times, in a folder that is there already
python -m tests.browser.waiting --lesson lesson04  another lesson of the course
python -m tests.browser.waiting --new              in a new folder each time, as at the first start

Each line is one start, in seconds since the command: when the server answered, when the page had
the lesson's text, when the lesson had run, and when a question took an answer.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.jupyter import PATIENCE, free_port, running_browser

FIRST = ".jp-OutputArea :is(button, input, [role=button]):enabled"
"""What takes the first answer."""
BROWSER = {"IMRKIT_NO_BROWSER": "", "BROWSER": "true"}
"""A browser that opens nothing, in place of the learner's; the page is opened in ours."""


def main() -> None:
    """Read the command line, start, and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", default="start")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--new", action="store_true", help="a new folder each time")
    ask = parser.parse_args()
    print("server   page  ready  first question")
    with tempfile.TemporaryDirectory() as kept, running_browser() as browser:
        if not ask.new:
            start(browser, Path(kept) / "lessons", ask.lesson)
        for time_ in range(ask.times):
            folder = Path(kept) / (f"new-{time_}" if ask.new else "lessons")
            print("".join(f"{s:6.1f} " for s in start(browser, folder, ask.lesson)), flush=True)


def start(browser: Browser, folder: Path, lesson: str) -> list[float]:
    """Start once; when each thing was there, in seconds."""
    began = time.monotonic()
    words = ["--folder", str(folder), "--port", str(free_port()), "--", lesson]
    server = subprocess.Popen(
        [sys.executable, "-m", "imrkit", "lab", *words],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | BROWSER,
    )
    assert server.stdout
    try:
        address = next(line.split()[-1] for line in server.stdout if "http://" in line)
        times = [time.monotonic() - began]
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        panel = page.locator(".jp-NotebookPanel")
        expect(panel.locator(".jp-RenderedMarkdown h1").first).to_be_visible(timeout=PATIENCE)
        times.append(time.monotonic() - began)
        expect(panel).to_have_attribute("data-imrkit", "ready", timeout=PATIENCE)
        times.append(time.monotonic() - began)
        expect(panel.locator(FIRST).first).to_be_visible(timeout=PATIENCE)
        times.append(time.monotonic() - began)
        page.close()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()
    return times


if __name__ == "__main__":
    main()
