#!/usr/bin/env python3
"""Shows the sample pages to a browser: check_browser.py [--pictures DIRECTORY] PROGRAM.

PROGRAM writes the pages. Headless Chromium shows each as a phone and as a desktop computer does, on
light and on dark paper, and prints it on A4. Checked: it says nothing on the console, asks for
nothing but the page, the page is not wider than the window, no text covers another one in a chart,
and what a customer wrote stays text. --pictures keeps what was seen, to look at. With DCC_BIN, the
directory of the tools, pages that dcc-report makes are looked at too. Status 77 (skipped) where
Chromium is missing.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}

# Texts of a chart that lie on each other, and those that leave it, with two pixels of leave.
COVERED = """
[...document.querySelectorAll('svg')].flatMap(svg => {
  const name = svg.querySelector('title').textContent.slice(0, 30);
  const frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('text')].map(t => {
    const b = t.getBoundingClientRect();
    return {words: t.lastChild.textContent, l: b.left, r: b.right, t: b.top, b: b.bottom};
  });
  const wrong = [];
  boxes.forEach((a, i) => {
    if (a.r > frame.right + 6 || a.l < frame.left - 6) wrong.push(`${name}: ${a.words} leaves it`);
    for (const c of boxes.slice(i + 1))
      if (a.l < c.r - 2 && c.l < a.r - 2 && a.t < c.b - 6 && c.t < a.b - 6)
        wrong.push(`${name}: "${a.words}" covers "${c.words}"`);
  });
  return wrong;
})
"""


# Everything that is looked for: too wide, small texts that cover each other, an element that loads,
# a request, a message.
BROKEN = """<!DOCTYPE html><title>broken</title><meta name="viewport" content="width=device-width">
<div style="width:3000px">wide</div><figure>
<svg viewBox="0 0 4000 100" width="300"><title>tiny</title></svg>
<svg viewBox="0 0 300 100" width="300"><title>chart</title><text x="9" y="50">covered</text>
<text x="9" y="50">covers</text><text x="280" y="90">leaves it</text></svg></figure>
<script>console.log('said')</script><img src="missing.png">"""


class Browser:
    """Chromium by its debugging protocol, over a pair of pipes."""

    def __init__(self, program, profile):
        to_browser, self.out = os.pipe()
        self.into, from_browser = os.pipe()

        def give_pipes():
            # Copies above 4 first, so that neither is overwritten before it is in its place.
            reads, writes = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reads, 3)
            os.dup2(writes, 4)

        arguments = [program, "--headless=new", "--remote-debugging-pipe", "--disable-gpu",
                     f"--user-data-dir={profile}", "--no-first-run", "--hide-scrollbars",
                     "--disable-background-networking", "--disable-dev-shm-usage"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        self.process = subprocess.Popen(arguments, preexec_fn=give_pipes, close_fds=False,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.calls = 0
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = None
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def receive(self):
        while b"\0" not in self.buffer:
            part = os.read(self.into, 1 << 16)
            if not part:
                raise RuntimeError("the browser has ended")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.calls += 1
        message = {"id": self.calls, "method": method, "params": parameters}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.calls:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def show(self, address):
        self.events = []
        self.call("Page.navigate", url=address)
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self.receive())

    def ask(self, expression):
        return self.call("Runtime.evaluate", expression=expression,
                         returnByValue=True)["result"]["value"]

    def close(self):
        self.process.terminate()
        self.process.wait()


def faults(browser, page, width, height, scheme):
    """What is wrong with a page in a window of that size."""
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=2 if width < 500 else 1, mobile=width < 500)
    browser.call("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": scheme}])
    address = page.as_uri()
    browser.show(address)
    wide = browser.ask("document.documentElement.scrollWidth")
    if wide > width:
        yield f"{wide} pixels wide in a window of {width}"
    # Chinese and Latin texts of a size of 10 pixels can be read on a phone.
    smallest = browser.ask(
        "Math.min(...[...document.querySelectorAll('figure svg')].map("
        "s => 13 * s.getBoundingClientRect().width / s.viewBox.baseVal.width))")
    if smallest < 10:
        yield f"texts of charts are {smallest:.1f} pixels high"
    yield from browser.ask(COVERED)
    if browser.ask("document.querySelectorAll('script, img, iframe, object').length") != 0:
        yield "there is an element that loads or runs something"
    if browser.ask("document.title") == "broken":
        yield "a text of a customer was run"
    if page.stem.startswith("hostile") and not browser.ask(
            "document.body.innerText.includes('<script>document.title=')"):
        yield "the text of the customer is not seen as it was written"
    for event in browser.events:
        method, parameters = event.get("method"), event.get("params", {})
        if method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            yield f"on the console: {json.dumps(parameters)[:300]}"
        if method == "Network.requestWillBeSent" and parameters["request"]["url"] != address:
            yield f"asks for {parameters['request']['url']}"


def picture(browser, file):
    size = browser.call("Page.getLayoutMetrics")["cssContentSize"]
    data = browser.call("Page.captureScreenshot", captureBeyondViewport=True,
                        clip={"x": 0, "y": 0, "width": size["width"],
                              "height": min(size["height"], 8000), "scale": 1})["data"]
    file.write_bytes(base64.b64decode(data))


def main():
    arguments = sys.argv[1:]
    pictures = None
    if arguments[:1] == ["--pictures"]:
        pictures = Path(arguments[1])
        pictures.mkdir(parents=True, exist_ok=True)
        arguments = arguments[2:]
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("Chromium is missing: pages not looked at (apt-get install chromium fonts-noto-cjk)")
        sys.exit(77)
    wrong = 0
    looks = 0
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([arguments[0], directory], check=True)
        if "DCC_BIN" in os.environ:
            subprocess.run([Path(__file__).with_name("tool_pages.sh"), directory], check=True)
        browser = Browser(program, directory + "/profile")
        try:
            broken = Path(directory, "broken")
            broken.mkdir()
            (broken / "broken.html").write_text(BROKEN, encoding="utf-8")
            found = set(faults(browser, broken / "broken.html", *SIZES["phone"], "light"))
            if len(found) < 9:
                sys.exit(f"the check does not find what is wrong: {found}")
            for page in sorted(Path(directory).glob("*.html")):
                for device, (width, height) in SIZES.items():
                    for scheme in ("light", "dark"):
                        looks += 1
                        for fault in faults(browser, page, width, height, scheme):
                            print(f"{page.name}, {device}, {scheme}: {fault}")
                            wrong += 1
                        if pictures:
                            picture(browser, pictures / f"{page.stem}_{device}_{scheme}.png")
                # Left dark on purpose: paper is light whatever the reader prefers.
                printed = base64.b64decode(browser.call(
                    "Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
                looks += 1
                if not printed.startswith(b"%PDF-") or len(printed) < 10000:
                    print(f"{page.name}: cannot be printed")
                    wrong += 1
                if pictures:
                    (pictures / f"{page.stem}.pdf").write_bytes(printed)
        finally:
            browser.close()
    print(f"{looks} looks, {wrong} faults")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
