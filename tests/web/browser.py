"""Headless Chromium, told what to do over a pair of pipes (Chrome DevTools Protocol).

No driver and no port: the browser reads commands on descriptor 3 and answers on 4, each message one
JSON object and a zero byte.
"""

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)  # fmt: skip
#: Seconds a browser may take to end.
_LAST_WORDS = 20


class Browser:
    """One browser with one tab."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._waiting = b""
        self._last = 0
        self._session: str | None = None
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.requests: list[str] = []
        for domain in ("Page", "Network"):
            self._ask(f"{domain}.enable")

    def open(self, html: str, width: int, height: int = 900) -> None:
        """Show a page in a window of so many CSS pixels; ``requests`` is what it then asked for."""
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        frame = self._ask("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self.requests.clear()
        self._ask("Page.setDocumentContent", frameId=frame, html=html)
        self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")

    def go(self, address: str) -> None:
        """Show the page at an address, and wait until all of it is there."""
        self._ask("Page.navigate", url=address)
        self.run(
            "new Promise(done => document.readyState === 'complete' ? done()"
            " : addEventListener('load', () => done())).then(() => document.fonts.ready)"
            ".then(() => true)"
        )

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script returns
        """Return what an expression gives, a promise's outcome included."""
        answer = self._ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """Return the whole page as PNG."""
        height = self.run("Math.ceil(document.documentElement.getBoundingClientRect().height)")
        width = self.run("innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self._ask("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def printed(self) -> bytes:
        """Return the page as the browser prints it, in PDF."""
        return base64.b64decode(self._ask("Page.printToPDF", preferCSSPageSize=True)["data"])

    def close(self) -> None:
        """Let the browser end itself, and its helpers with it."""
        self._session = None
        self._ask("Browser.close")

    def _ask(self, method: str, **params: object) -> dict[str, Any]:
        self._last += 1
        command: dict[str, Any] = {"id": self._last, "method": method, "params": params}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while True:
            message = self._read()
            if message.get("method") == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])
            if message.get("id") == self._last:
                if "error" in message:
                    raise AssertionError(f"{method}: {message['error']}")
                result: dict[str, Any] = message["result"]
                return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._waiting:
            received = os.read(self._answers, 1 << 20)
            if not received:
                raise AssertionError("the browser is gone")
            self._waiting += received
        raw, _, self._waiting = self._waiting.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        return message


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start Chromium with a new profile folder, and end it."""
    read_commands, commands = os.pipe()
    answers, write_answers = os.pipe()
    # bash, since Python can hand on descriptors but not renumber them, and dash only up to 9
    process = subprocess.Popen(
        ["bash", "-c", f'exec "$@" 3<&{read_commands} 4>&{write_answers}', "bash",
         "chromium", *_FLAGS, f"--user-data-dir={profile}"],
        pass_fds=(read_commands, write_answers),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(read_commands)
    os.close(write_answers)
    try:
        running = Browser(commands, answers)
        yield running
        running.close()
        process.wait(_LAST_WORDS)
    finally:
        os.close(commands)
        os.close(answers)
        process.kill()
        process.wait()
