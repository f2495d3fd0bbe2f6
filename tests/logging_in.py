"""Requests to a served chat, and how a program or a browser logs in to it."""

import base64
import http.client
import urllib.parse

PASSWORD = "correct horse battery"


def call(server, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rstrip("/").rpartition(":")[2]), timeout=30)
    if isinstance(body, dict):
        body = urllib.parse.urlencode(body)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    response.text = response.read().decode()
    connection.close()
    return response


def log_in(server, password=PASSWORD, name="ana"):
    return call(server, "POST", "/login", {"username": name, "password": password})


def cookie_of(response):
    return response.getheader("set-cookie").split(";")[0]


def basic(name="ana", password=PASSWORD):
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"
