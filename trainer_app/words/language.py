"""The language people read: marks sentences for translation and fills in their facts."""

from __future__ import annotations

import gettext

from trainer_app import paths

_OWN_NAMES = {"ja": "日本語"}
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a sentence for translation where it is written; `say` translates it where it is used."""
    return text


def N_count(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - goes with N_
    """Mark a sentence about a number and its plural, to be said by `say_count` elsewhere."""
    return one, many


def use_language(code: str) -> None:
    """Speak the language of this code ("en", "ja"); English where no catalogue is there."""
    global _catalogue, _code  # noqa: PLW0603 - one process speaks one language
    _catalogue = gettext.translation("trainer", paths.resource("translations"), languages=[code], fallback=True)
    _code = code if isinstance(_catalogue, gettext.GNUTranslations) else "en"


def code() -> str:
    """Return the code of the language that is spoken."""
    return _code


def languages() -> list[tuple[str, str]]:
    """Return code and own name of every language there is a catalogue for, English first."""
    folder = paths.resource("translations")
    found = sorted(one.parent.parent.name for one in folder.glob("*/LC_MESSAGES/trainer.mo")) if folder.is_dir() else []
    return [("en", "English"), *((code, _OWN_NAMES.get(code, code)) for code in found)]


def say(text: str, /, **facts: object) -> str:
    """Return the sentence in the chosen language with `{fact}` filled in."""
    return _catalogue.gettext(text).format(**facts) if facts else _catalogue.gettext(text)


def say_count(one: str, many: str, count: int, /, **facts: object) -> str:  # positional: like ngettext
    """Return the sentence that fits `count`, which is also the fact `{count}`."""
    return _catalogue.ngettext(one, many, count).format(count=count, **facts)
