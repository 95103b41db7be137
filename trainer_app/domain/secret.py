"""Secrets: tell a secret key from the identifier of one, so that none is ever stored or shown."""

from __future__ import annotations

import re

_SECRET = re.compile(
    r"""(?<![A-Za-z0-9])(?:
        sk-(?:ant|proj|svcacct|admin|or|lf)-[A-Za-z0-9_-]{4,}   # vendors' own prefixes
      | sk-(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{6,}                # "sk-kumar" is a login, "sk-4f9a1c" a key
      | sk-[A-Za-z0-9_-]{16,}
      | (?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{6,}
      | gh[pousr]_[A-Za-z0-9]{4,}
      | github_pat_[A-Za-z0-9_]{4,}
      | glpat-[A-Za-z0-9_-]{8,}
      | (?:AKIA|ASIA)[A-Z0-9]{8,}
      | AIza[A-Za-z0-9_-]{20,}
      | xox[abeoprs]-[A-Za-z0-9-]{8,}
      | hf_[A-Za-z0-9]{20,}
      | eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,}\.       # bounded, so that a long cell costs no time
      | -----BEGIN\ [A-Z ]*PRIVATE\ KEY
    )""",
    re.VERBOSE,
)


def looks_secret(text: str) -> bool:
    """Say whether the text holds what looks like a secret key rather than a key's id or name.

    "key_3207a7d1" (an id), "sk-...a1b2" (a vendor's shortened form) and names pass; a key in full does not.
    """
    return _SECRET.search(text) is not None
