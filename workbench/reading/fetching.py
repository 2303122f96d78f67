"""A page from the web, with limits."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from workbench.errors import FetchError

if TYPE_CHECKING:
    import requests

USER_AGENT = "Mozilla/5.0 (compatible; claim-verification-workbench/0.1; reads one article for a reviewer)"
# Seconds to connect, between two packets, and for the whole page.
TIMEOUTS = (10.0, 20.0)
MAX_SECONDS = 60.0
MAX_BYTES = 10_000_000

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]+)", re.I)
_PASTE = "open it in a browser and paste its text instead"


def fetch(url: str) -> str:
    """The HTML of a page. FetchError names the cause and what to do."""
    import requests

    headers = {"User-Agent": USER_AGENT, "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8"}
    try:
        with requests.get(url, headers=headers, timeout=TIMEOUTS, stream=True) as response:
            _check(response, url)
            return _decode(_body(response, url), response)
    except requests.Timeout:
        raise FetchError(f"{url} did not answer in time; try again, or {_PASTE}") from None
    except requests.TooManyRedirects:
        raise FetchError(f"{url} redirects without end; {_PASTE}") from None
    except requests.exceptions.SSLError as error:
        raise FetchError(f"{url}: the certificate cannot be trusted ({_cause(error)}); {_PASTE}") from None
    except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema) as error:
        raise FetchError(f"{url} is no valid address ({error}); check it for typing errors") from None
    except requests.ConnectionError as error:
        raise FetchError(f"{url} cannot be reached ({_cause(error)}); check address and network, or {_PASTE}") from None
    except requests.RequestException as error:
        raise FetchError(f"{url} could not be fetched ({_cause(error)}); {_PASTE}") from None


def _cause(error: Exception) -> str:
    """The innermost reason, without the address of an object in it."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    text = str(reason or error)
    return text.rsplit(">: ", 1)[-1].rsplit(": ", 1)[-1][:120] or type(error).__name__


def _check(response: requests.Response, url: str) -> None:
    if not response.ok:
        raise FetchError(f"{url} answered {response.status_code} {response.reason}; {_PASTE}")
    kind = response.headers.get("Content-Type", "text/html").split(";")[0].strip().lower()
    if not (kind.startswith("text/") or kind in {"application/xhtml+xml", "application/xml"}):
        raise FetchError(f"{url} is {kind}, not a web page; copy its text and paste it")


def _body(response: requests.Response, url: str) -> bytes:
    """The page's bytes, at most ``MAX_BYTES`` and ``MAX_SECONDS``: a timeout alone lets a slow drip run on."""
    begun, size, chunks = time.monotonic(), 0, []
    for chunk in response.iter_content(65_536):
        size += len(chunk)
        if size > MAX_BYTES:
            raise FetchError(f"{url} is larger than {MAX_BYTES // 1_000_000} MB; {_PASTE}")
        if time.monotonic() - begun > MAX_SECONDS:
            raise FetchError(f"{url} took longer than {MAX_SECONDS:.0f} s; try again, or {_PASTE}")
        chunks.append(chunk)
    return b"".join(chunks)


def _decode(raw: bytes, response: requests.Response) -> str:
    """By mark, header, meta element, then UTF-8. requests' own guess is ISO-8859-1 for every page without a header."""
    named = re.search(r"charset=[\"']?([\w-]+)", response.headers.get("Content-Type", ""), re.I)
    meta = _META_CHARSET.search(raw[:4096])
    for encoding in ("utf-8-sig", named and named[1], meta and meta[1].decode("ascii", "ignore")):
        try:
            if encoding:
                return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")
