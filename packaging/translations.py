# ruff: noqa: INP001 - a package of this name would hide PyPI's `packaging`
"""Gathers the sentences of trainer_app/words into the catalogue files and compiles them.

    python packaging/translations.py extract    writes trainer.pot; each trainer.po gets what is new, loses what is gone
    python packaging/translations.py compile    each trainer.po becomes the trainer.mo that is read at run time

A new language is a folder resources/translations/<code>/LC_MESSAGES with a trainer.po of a header alone; `extract`
fills it with what is to be translated.
"""

from __future__ import annotations

import argparse
import ast
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
WORDS: Final = ROOT / "trainer_app" / "words"
TRANSLATIONS: Final = ROOT / "resources" / "translations"
TEMPLATE: Final = TRANSLATIONS / "trainer.pot"
_TEMPLATE_TOP: Final = (
    "# Every sentence of Trainer, gathered from trainer_app/words by packaging/translations.py.\n"
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_MARKS: Final = {"N_", "N_count", "say", "say_count"}
_MO_MAGIC: Final = 0x950412DE
_MO_HEAD: Final = 7 * 4  # bytes before the tables


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence, its plural or "", the files it is said in, and its translations: one, or one for each plural form."""

    one: str
    many: str = ""
    places: tuple[str, ...] = ()
    said: tuple[str, ...] = ("",)
    notes: tuple[str, ...] = ()


def catalogues() -> list[Path]:
    """Return the trainer.po of every language."""
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/trainer.po"))


# What the code says


def gather() -> list[Entry]:
    """Return every sentence marked in trainer_app/words, in the order of files and lines, each once."""
    found: dict[str, Entry] = {}
    for path in sorted(WORDS.glob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for one, many in _sentences(path):
            there = found.get(one, Entry(one))
            if many and there.many not in {"", many}:
                raise SystemExit(f"{place}: “{one}” has two plurals, “{many}” and “{there.many}”")
            places = tuple(dict.fromkeys((*there.places, place)))
            found[one] = replace(there, many=many or there.many, places=places)
    return list(found.values())


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if _called(node)]
    paired: set[ast.expr] = set()
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        first, *others = [_literal(argument) for argument in call.args[:2]] or [None]
        if _called(call) in {"say_count", "N_count"}:
            paired.update(call.args[:2])
            if first and others and others[0]:
                yield first, others[0]
        elif first and call not in paired:
            yield first, ""


def _called(node: ast.AST) -> str:
    """Return which of the functions that mark sentences is called here, or ""."""
    return node.func.id if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _MARKS else ""


def _literal(node: ast.expr) -> str:
    """Return the text of "…" or N_("…"), "" where something else stands."""
    if _called(node) == "N_":
        [node] = node.args
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


# Catalogue files people edit


def read_catalogue(path: Path) -> tuple[str, list[Entry]]:
    """Return the text of a .po file above its first sentence, header and glossary, and its entries."""
    top, _, rest = path.read_text(encoding="utf-8").partition("\n\n#: ")
    blocks = [block for block in f"#: {rest}".split("\n\n") if block.strip()] if rest else []
    return top.rstrip("\n") + "\n", [_entry(block) for block in blocks]


def header(path: Path) -> str:
    """Return the translation of "", which tells gettext the encoding and the plural forms."""
    top = read_catalogue(path)[0]
    return _entry(top).said[0]


def _entry(block: str) -> Entry:
    fields: dict[str, str] = {}
    notes, places, name = [], [], ""
    for line in block.splitlines():
        if line.startswith("#: "):
            places.append(line[3:])
        elif line.startswith("#"):
            notes.append(line)
        elif line.startswith('"'):
            fields[name] += _unquoted(line)
        elif line:
            name, _, text = line.partition(" ")
            fields[name] = _unquoted(text)
    said = tuple(text for name, text in fields.items() if name.startswith("msgstr"))
    return Entry(fields["msgid"], fields.get("msgid_plural", ""), tuple(places), said, tuple(notes))


def as_text(top: str, entries: list[Entry]) -> str:
    """Return a .po or .pot file."""
    return "\n".join((top, *(_block(entry) for entry in entries)))


def _block(entry: Entry) -> str:
    lines = [*(f"#: {place}" for place in entry.places), *entry.notes, f"msgid {_quoted(entry.one)}"]
    if entry.many:
        lines.append(f"msgid_plural {_quoted(entry.many)}")
        lines += [f"msgstr[{form}] {_quoted(text)}" for form, text in enumerate(entry.said)]
    else:
        lines.append(f"msgstr {_quoted(entry.said[0])}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def _unquoted(text: str) -> str:
    read = ast.literal_eval(text)
    return str(read)


# What is read at run time


def compiled(path: Path) -> bytes:
    """Return the .mo file of a .po file: GNU's binary form, sentences in the order of their bytes.

    A sentence with a plural is in it twice, because it may be said without counting too.
    """
    pairs = {"": header(path)}
    for entry in read_catalogue(path)[1]:
        if all(entry.said):
            pairs[entry.one] = entry.said[0]
        if all(entry.said) and entry.many:
            pairs[f"{entry.one}\0{entry.many}"] = "\0".join(entry.said)
    rows = sorted((key.encode(), text.encode()) for key, text in pairs.items())
    texts = [key for key, _ in rows] + [text for _, text in rows]
    at = _MO_HEAD + 8 * len(texts)
    table = b""
    for text in texts:
        table += struct.pack("<II", len(text), at)
        at += len(text) + 1
    head = struct.pack("<7I", _MO_MAGIC, 0, len(rows), _MO_HEAD, _MO_HEAD + 8 * len(rows), 0, _MO_HEAD)
    return head + table + b"".join(text + b"\0" for text in texts)


def renewed(path: Path) -> str:
    """Return a .po file as it has to be now: new sentences empty, gone ones away, the others as they were."""
    top, entries = read_catalogue(path)
    there = {(entry.one, entry.many): entry for entry in entries}
    return as_text(top, [replace(there.get((new.one, new.many), new), places=new.places) for new in gather()])


def extract() -> None:
    """Write the template, and what is new into every catalogue."""
    TEMPLATE.write_text(template(), encoding="utf-8")
    for path in catalogues():
        path.write_text(renewed(path), encoding="utf-8")


def template() -> str:
    """Return the .pot file the code asks for."""
    return as_text(_TEMPLATE_TOP, gather())


def compile_all() -> None:
    """Write every catalogue's .mo beside it."""
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Keep the catalogues of sentences up to date.")
    asked.add_argument("what", choices=("extract", "compile"))
    {"extract": extract, "compile": compile_all}[asked.parse_args().what]()
