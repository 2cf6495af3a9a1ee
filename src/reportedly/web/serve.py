"""A desk is served: a socket is bound, what waits in the case is read, the address printed, and requests answered until it is stopped."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path

import uvicorn

from reportedly.case import Case
from reportedly.case.upkeep import Progress
from reportedly.errors import InputError, UsageError
from reportedly.web.app import make_app
from reportedly.web.desk import Form, Settings


def serve(
    settings: Settings,
    forms: Mapping[str, Form],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: tuple[Path, Path] | None = None,
    ready: Callable[[str], None],
    progress: Progress | None = None,
) -> None:
    """Serve a desk until it is interrupted; ``ready`` is called with its address when it answers.

    ``port`` 0 takes one that is free; ``tls`` are a certificate and its key.  Raises UsageError where the port is taken, InputError where the case cannot be opened.
    """
    with Case.open(settings.case) as case:
        case.settle(spacy=settings.spacy, progress=progress)
    bound = _bind(host, port)
    number = bound.getsockname()[1]
    named = "127.0.0.1" if host in ("0.0.0.0", "") else f"[{host}]" if ":" in host else host
    scheme = "http" if tls is None else "https"
    token = f"/?token={settings.token}" if settings.token and not settings.shared else "/"
    config = uvicorn.Config(
        make_app(settings, forms),
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=5,
        ssl_certfile=tls[0] if tls is not None else None,
        ssl_keyfile=tls[1] if tls is not None else None,
    )
    if tls is not None:
        _check(tls)
    server = _Server(config, lambda: ready(f"{scheme}://{named}:{number}{token}"))
    try:
        server.run(sockets=[bound])
    except KeyboardInterrupt:
        pass
    finally:
        bound.close()


def _check(tls: tuple[Path, Path]) -> None:
    """Raises InputError for a certificate and key that cannot be read or do not fit together."""
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(*tls)
    except (OSError, ssl.SSLError) as error:
        raise InputError(
            f"certificate and key cannot be used ({error})",
            where=tls[0].name,
            hint="give both as PEM, without a passphrase",
        ) from None


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(
        family, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # unnamed, its answers would wait 40 ms (Nagle)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise UsageError(
            f"the desk cannot be served at {host} port {port} ({error.strerror})", hint="give another --port"
        ) from None
    return bound
