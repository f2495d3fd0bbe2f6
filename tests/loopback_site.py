"""A web site on loopback, for tests that fetch."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site(ThreadingHTTPServer):
    """Serves what ``pages`` holds by path: status, headers, body."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.agents: list[str] = []
        self.authorizations: list[str | None] = []

    def add(
        self, path: str, body: str | bytes, content_type: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        content = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = (status, {"Content-Type": content_type, **headers}, content)
        return self.address(path)

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.agents.append(self.headers["User-Agent"])
        self.server.authorizations.append(self.headers["Authorization"])
        status, headers, body = self.server.pages.get(self.path, (404, {"Content-Type": "text/html"}, b"gone"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output clean."""
