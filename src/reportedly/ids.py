"""Content ids: the same content always gets the same id, on every machine and in any order of inputs."""

from __future__ import annotations

import hashlib
from typing import Literal

Prefix = Literal["d", "m", "s", "f", "c", "a", "p", "v", "e", "x", "r"]


def content_id(prefix: Prefix, *parts: object) -> str:
    """An id such as ``c_9f0c2d…`` (16 hexadecimal digits) of the parts; ``None`` and ``""`` differ.

    Prefixes: d document, m mention, s statement, f frame, c claim, a actor, p place, v voice, e event, x account, r decision (ruling).
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return f"{prefix}_{digest.hexdigest()[:16]}"


def renamed(prefix: Prefix, member: str) -> str:
    """The id of a joined thing after its member with the smallest hash: ``renamed("e", "f_12ab") == "e_12ab"``."""
    return f"{prefix}_{member.partition('_')[2]}"
