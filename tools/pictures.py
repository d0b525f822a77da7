"""The pictures of the README: the whole path of the demonstration, walked in a real browser.

    python tools/pictures.py        # builds a demonstration of its own and writes docs/pictures

Signs in as a member, writes a motion, lets the others second it, moves the clock, presides as the chair, elects, and
closes: what the README shows is what happened.
"""

import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TEXT = """The union's accounts are published once a year, in a form that nobody reads.

This convention resolves:
- that the treasurer publishes the accounts every quarter, on one page,
- that the page says what came in, what went out, and to whom more than 500 was paid,
- that a branch may ask about any line of it and has an answer within two weeks."""


class Walk:
    """A browser at the demonstration."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, path: str) -> None:
        """The page at the path."""
        self.page.goto(HOME + path)

    def press(self, name: str, first: str = "button") -> None:
        """Presses the button or link of this name."""
        found = self.page.locator(f"main {first}", has_text=name).first
        found.click()
        self.page.wait_for_load_state()

    def be(self, part: str) -> None:
        """Signs in as the first person listed under this heading of the demonstration's page."""
        self.go("/demo/")
        self.page.locator(f"h2:has-text('{part}') + ul button").first.click()
        self.page.wait_for_load_state()

    def forward(self, until: str) -> None:
        """Moves the clock on until the line of the timetable that begins so has come."""
        for _ in range(60):
            self.go("/demo/")
            ahead = self.page.locator("main .box").first.inner_text()
            self.press("Move the demonstration's clock")
            if until in ahead:
                return
        raise SystemExit(f"“{until}” never came.")

    def others(self) -> None:
        """The invented people do their part."""
        self.go("/demo/")
        self.press("Let the others do their part")

    def shot(self, name: str, height: int = 860) -> None:
        """A picture of the top of the page."""
        self.page.set_viewport_size({"width": 1180, "height": height})
        self.page.evaluate("scrollTo(0, 0)")
        self.page.screenshot(path=PICTURES / f"{name}.png")


def written(walk: Walk) -> str:
    """A motion, from the form to its receipt; where it then stands."""
    walk.be("Members")
    walk.go("/motions/new/")
    fill = walk.page.fill
    walk.page.check("[name=business][value=policy]")
    fill("[name=title]", "Accounts that somebody reads")
    fill("[name=text]", TEXT)
    if walk.page.locator("[name=synopsis]").count():
        fill("[name=synopsis]", "The accounts every quarter, on one page, with answers to questions.")
    walk.shot("write", 1000)
    walk.page.locator("main form button.main").first.click()
    walk.page.wait_for_load_state()
    walk.page.locator("main form button[name=checked]").click()
    walk.page.wait_for_load_state()
    walk.go("/motions/")
    return str(walk.page.locator("main a", has_text="Accounts that somebody reads").first.get_attribute("href"))


def serve(folder: str) -> subprocess.Popen[bytes]:
    """The demonstration, served from this folder."""
    command = [sys.executable, "-m", "rankandfile.cli.main", "demo", "--home", folder, "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(180):
        try:
            urllib.request.urlopen(f"{HOME}/demo/", timeout=2).close()
        except OSError:
            time.sleep(1)
        else:
            return server
    raise SystemExit("The demonstration did not come up.")


def preside(walk: Walk) -> None:
    """The chair opens, goes through the agenda with the main button, and closes; a new chair goes on."""
    for step in range(400):
        walk.be("The chair")
        walk.go("/convention/C2/chair/")
        main = walk.page.locator(".main-act")
        if not main.count():
            return
        if step == 3:
            walk.shot("chair")
        main.locator("button, a").first.click()
        walk.page.wait_for_load_state()
        confirm = walk.page.locator("main form button.main")
        if confirm.count() and "/chair/" not in walk.page.url:
            confirm.first.click()
            walk.page.wait_for_load_state()
        walk.others()
    raise SystemExit("The chair never came to the end.")


def main() -> None:
    """The pictures, and what the verifier says of the record at the end."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = serve(f"{folder}/demo")
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            walk = Walk(browser.new_page())
            motion = written(walk)
            walk.others()
            walk.go(motion)
            walk.shot("motion", 1000)
            walk.forward("an issue of the bulletin")
            walk.go("/bulletin/")
            walk.shot("bulletin")
            walk.forward("can be opened")
            preside(walk)
            walk.go("/elections/")
            walk.page.locator("main a", has_text="Members of the executive").first.click()
            walk.page.wait_for_load_state()
            walk.shot("election", 1300)
            walk.go("/record/")
            walk.shot("record")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
