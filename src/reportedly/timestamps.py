"""Time stamps by a service that the user names (RFC 3161): that a hash was there at a time, signed by somebody else.

Needs the extra ``stamps``.  Only a hash leaves the machine.  Whether the signer is to be trusted is not judged here; the token
is kept whole, so that other tools can.
"""

from __future__ import annotations

import hashlib
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import DataError, InputError
from reportedly.fetch import LIMITS, Limits, Question, fetch

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """A service's whole answer (DER, a TimeStampResp) and the time in it (UTC, ``2026-03-01T12:00:00Z``)."""

    token: bytes
    at: str


def ask(service: str, words: str, *, limits: Limits = LIMITS, allow_private: bool = False) -> Stamped:
    """Have the SHA-256 of ``words`` (as UTF-8) stamped.

    Raises AddressError where the service is refused or does not answer, InputError where its answer is no stamp of these
    words, DataError where the extra is not installed.
    """
    client = _client()
    asked = client.TimestampRequestBuilder().data(words.encode()).hash_algorithm(client.HashAlgorithm.SHA256).build()
    question = Question(
        raw=asked.as_bytes(), media_type="application/timestamp-query", accept="application/timestamp-reply"
    )
    answer = fetch(service, limits=limits, allow_private=allow_private, question=question)
    found = _decoded(answer.raw, answer.url)
    if found.tst_info.nonce != asked.nonce:
        raise InputError("the stamp answers another question", where=answer.url, hint="ask again, or another service")
    return Stamped(token=answer.raw, at=read(answer.raw, words, where=answer.url))


def read(token: bytes, words: str, *, where: str = "") -> str:
    """The time of a kept stamp (UTC); InputError where it is no stamp of these words."""
    found = _decoded(token, where)
    if found.tst_info.message_imprint.message != hashlib.sha256(words.encode()).digest():
        raise InputError("the stamp is of other content", where=where, hint="ask for a new one")
    return found.tst_info.gen_time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _decoded(token: bytes, where: str) -> TimeStampResponse:
    client = _client()
    try:
        found: TimeStampResponse = client.decode_timestamp_response(token)
        granted = found.status in (0, 1)
    except ValueError as error:
        raise InputError(f"no time stamp ({error})", where=where, hint="check the service's address") from None
    if not granted:
        told = ", ".join(found.status_string) or f"status {found.status}"
        raise InputError(f"the service refuses ({told})", where=where, hint="ask another service")
    return found


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ImportError:
        raise DataError("time stamps need another package", hint="pip install 'reportedly[stamps]'") from None
    return rfc3161_client
