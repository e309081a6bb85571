"""A browser to drive: headless Chromium over its DevTools protocol, with nothing but Python's own library.

    with Browser(program) as browser:
        page = browser.page(width=1400, height=900, script=True)
        page.open("file:///…/report.html")
        page.eval("document.title")         a value that JSON can hold; an exception of the page is one here
        page.key("Escape")
        page.pdf() -> bytes, page.png() -> bytes
        page.requests, page.complaints      URLs asked for; console errors, violations of the policy, exceptions
"""
import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
         "--disable-features=Translate,MediaRouter,OptimizationHints", "--no-default-browser-check", "--mute-audio",
         "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0", "--hide-scrollbars"]
PATIENCE = 60   # seconds for one answer


class Socket:
    """A WebSocket (RFC 6455), client side: text messages, which may come in fragments."""

    def __init__(self, url):
        host, path = url[len("ws://"):].split("/", 1)
        name, port = host.split(":")
        self.socket = socket.create_connection((name, int(port)), timeout=PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        self.left = b""
        while b"\r\n\r\n" not in self.left:
            self.left += self.more()
        head, self.left = self.left.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise OSError(f"no WebSocket: {head!r}")

    def more(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise OSError("the browser hung up")
        return data

    def take(self, count):
        parts, have = [self.left], len(self.left)
        while have < count:
            parts.append(self.more())
            have += len(parts[-1])
        data = b"".join(parts)
        self.left = data[count:]
        return data[:count]

    def send(self, text, opcode=1):
        data = text.encode()
        mask = os.urandom(4)
        size = (struct.pack("!B", 0x80 | len(data)) if len(data) < 126 else
                struct.pack("!BH", 0x80 | 126, len(data)) if len(data) < 1 << 16 else struct.pack("!BQ", 0x80 | 127, len(data)))
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
        self.socket.sendall(bytes([0x80 | opcode]) + size + mask + masked)

    def receive(self, timeout=PATIENCE):
        self.socket.settimeout(timeout)
        message = b""
        while True:
            first, second = self.take(2)
            size = second & 127
            if size == 126:
                size, = struct.unpack("!H", self.take(2))
            elif size == 127:
                size, = struct.unpack("!Q", self.take(8))
            data = self.take(size)
            opcode = first & 15
            if opcode == 8:
                raise OSError("the browser hung up")
            if opcode > 8:      # ping, pong
                continue
            message += data
            if first & 0x80:
                return message.decode()


class Page:
    def __init__(self, url):
        self.socket = Socket(url)
        self.number = 0
        self.events, self.requests, self.complaints = [], [], []
        for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
            self.call(domain + ".enable")

    def note(self, message):
        method, given = message.get("method"), message.get("params", {})
        self.events.append(method)
        if method == "Network.requestWillBeSent":
            self.requests.append(given["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append("exception: " + json.dumps(given["exceptionDetails"])[:400])
        elif method == "Runtime.consoleAPICalled" and given["type"] in ("error", "warning", "assert"):
            self.complaints.append("console: " + json.dumps(given["args"])[:400])
        elif method == "Log.entryAdded" and given["entry"]["level"] in ("error", "warning"):
            self.complaints.append("log: " + given["entry"]["text"][:400])
        elif method == "Audits.issueAdded" and given["issue"]["code"] == "ContentSecurityPolicyIssue":
            self.complaints.append("policy: " + json.dumps(given["issue"]["details"])[:400])

    def call(self, method, **given):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": given}))
        while True:
            message = json.loads(self.socket.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.note(message)

    def open(self, url):
        """Returns the seconds until all is laid out and drawn."""
        self.events.clear()
        begin = time.monotonic()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self.events:
            self.note(json.loads(self.socket.receive()))
        self.call("Runtime.evaluate", expression="document.documentElement.offsetHeight")
        self.call("Page.captureScreenshot", format="jpeg", quality=10)
        return time.monotonic() - begin

    def eval(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:600])
        return answer["result"].get("value")

    def key(self, key, code=None, number=0, text=""):
        number = number or {"Escape": 27, "Enter": 13, "Tab": 9, " ": 32}.get(key, 0)
        given = {"key": key, "code": code or key, "windowsVirtualKeyCode": number}
        text = text or {"Enter": "\r", " ": " "}.get(key, "")
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **({"text": text} if text else {}), **given)
        self.call("Input.dispatchKeyEvent", type="keyUp", **given)
        self.eval("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")

    def pdf(self, **given):
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True, **given)["data"])

    def png(self, whole=False):
        return base64.b64decode(self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"])


class Browser:
    def __init__(self, program):
        self.folder = tempfile.mkdtemp()
        self.process = subprocess.Popen([program, *FLAGS, f"--user-data-dir={self.folder}", "about:blank"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        name = os.path.join(self.folder, "DevToolsActivePort")
        while True:
            if os.path.exists(name):
                with open(name) as file:
                    lines = file.read().split()
                if len(lines) == 2:
                    break
            if time.monotonic() > until or self.process.poll() is not None:
                self.close()
                raise OSError("the browser does not start")
            time.sleep(0.05)
        self.port = int(lines[0])

    def page(self, width=1400, height=900, script=True):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new?about:blank", method="PUT")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=PATIENCE) as answer:
            page = Page(json.load(answer)["webSocketDebuggerUrl"])
        page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        if not script:
            page.call("Emulation.setScriptExecutionDisabled", value=True)
        return page

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
