"""How long finding a person takes among ten thousand, beside the least any search could do.

Run as a script: `python tests/benchmarks/bench_search.py [people] [rounds]`. Nothing here is a test.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.names import fold, keys
from trainer_app.services.people_search import PeopleIndex

SEED = 20260303
FIRST_JAPANESE = 0x3000
GIVEN = [
    "Sakura",
    "Haruto",
    "Mina",
    "Kenji",
    "Yuki",
    "So",
    "Akira",
    "Emma",
    "Liam",
    "Zoë",
    "Łukasz",
    "Wei",
    "Arjun",
    "Mei",
    "Omar",
    "Ngọc",
    "Jürgen",
    "Søren",
    "Chloé",
    "José",
    "Anna",
    "Maria",
    "Peter",
    "Olga",
    "Ivan",
    "Fatima",
    "Björn",
    "Siân",
    "Renée",
    "François",
    "Ana",
    "João",
    "Tomáš",
    "Agnieszka",
    "Priya",
    "Chen",
    "Minh",
    "Aoi",
    "Ren",
    "Hina",
]
HAN_FAMILY = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "石田",
    "松本",
    "井上",
    "木村",
    "林",
    "清水",
    "斎藤",
    "阿部",
]
HAN_GIVEN = [
    "菜穂子",
    "壮",
    "壮太",
    "美咲",
    "翔",
    "陽菜",
    "蓮",
    "結衣",
    "大輔",
    "直樹",
    "優子",
    "健",
    "智子",
    "修",
    "愛",
    "誠",
    "恵",
    "隆",
    "真由美",
    "翼",
]
KANA_FAMILY = [
    "サトウ",
    "スズキ",
    "タナカ",
    "イトウ",
    "ワタナベ",
    "ヤマモト",
    "コバヤシ",
    "カトウ",
    "ショウジ",
    "キョウゴク",
]
KANA_GIVEN = ["ナホコ", "ソウ", "ミサキ", "ショウ", "ユウコ", "ダイスケ", "キョウコ", "ジュン", "リョウ", "チヒロ"]
STARTS = [
    "b",
    "br",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "kl",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "sch",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
    "sh",
    "ch",
    "ts",
    "y",
]
VOWELS = ["a", "e", "i", "o", "u", "ä", "ö", "ü", "ei", "ou", "au", "ie", "ō"]
ENDS = ["n", "r", "l", "s", "t", "ck", "mann", "berg", "er", "ski", "son", "sen", "ova", "ez", "i", "a", "o", "wicz"]
TEAMS = ["Sales", "Support", "Finance", "Marketing", "Engineering", "R&D", "Legal", "人事部", "営業", "Design"]


def names(count: int, random_: random.Random) -> Iterable[tuple[str, str]]:
    """Yield name and romanised beginning of an address: Latin, Han and kana, some names more than once."""
    family = [
        "".join(random_.choice(part) for part in (STARTS, VOWELS, STARTS, VOWELS, ENDS)).title() for _ in range(3500)
    ]
    for number in range(count):
        kind = random_.random()
        if kind < 0.15:
            name = random_.choice(HAN_FAMILY) + random_.choice(["", " ", "\u3000"]) + random_.choice(HAN_GIVEN)
            yield name, f"{fold(random_.choice(KANA_FAMILY))}.{fold(random_.choice(KANA_GIVEN))}{number}"
        elif kind < 0.3:
            name = f"{random_.choice(KANA_FAMILY)} {random_.choice(KANA_GIVEN)}"
            yield name, f"{fold(name).replace(' ', '.')}{number}"
        else:
            given, last = random_.choice(GIVEN), random_.choice(family)
            name = f"{last}, {given}" if kind < 0.4 else f"{given} {last}"
            yield name, f"{fold(given)}.{fold(last)}{number}".replace(" ", "")


def roster(count: int, random_: random.Random) -> list[Attendee]:
    """Return so many people with addresses and teams."""
    return [
        Attendee(UUID(int=number + 1), name, f"{address}@example.org", random_.choice(TEAMS))
        for number, (name, address) in enumerate(names(count, random_))
    ]


def slip(text: str, random_: random.Random) -> str:
    """Return the text with two neighbours swapped, a letter lost or a letter changed."""
    place = random_.randrange(len(text) - 1)
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return random_.choice([swapped, text[:place] + text[place + 1 :], text[:place] + "x" + text[place + 1 :]])


def queries(people: list[Attendee], rounds: int, *, random_: random.Random) -> dict[str, list[str]]:
    """Return what people at a door type, by kind."""
    chosen = [random_.choice(people) for _ in range(rounds)]
    latin = [one for one in chosen if fold(one.name).isascii()]
    japanese = [
        one
        for one in chosen
        if (not one.name.isascii() and not fold(one.name[:1]).isalpha()) or ord(one.name[0]) > 0x3000
    ]
    return {
        "one letter": list("abcdefghijklmnopqrstuvwxyzサたキ田佐山石"),
        "two letters": [fold(one.name)[:2] for one in chosen],
        "three letters": [fold(one.name)[:3] for one in chosen],
        "two initials": [" ".join(word[0] for word in fold(one.name).split()[:2]) for one in latin],
        "family name": [fold(one.name).split()[-1] for one in latin],
        "full name": [one.name for one in chosen],
        "words swapped": [" ".join(reversed(fold(one.name).split())) for one in latin],
        "one slip": [slip(fold(one.name), random_) for one in latin],
        "slip, family name only": [slip(max(fold(one.name).split(), key=len), random_) for one in latin],
        "slip, as typed": [slip(fold(one.name)[:5], random_) for one in latin if len(one.name) > 6],
        "Japanese": [one.name.replace("\u3000", " ") for one in japanese],
        "Japanese, two signs": [one.name[:2] for one in japanese],
        "e-mail": [(one.email or "")[:9] for one in chosen],
        "name and team": [f"{fold(one.name).split()[0]} {(one.team or '')[:3]}" for one in chosen],
        "nobody": ["qqqqqq", "zzyzzx", "xxxxxxxxxxxx", "vladimirovich", "qw", "jjj kkk"],
    }


def times(find: Callable[[str], object], texts: list[str]) -> list[float]:
    """Return how long each text took, in milliseconds, shortest first.

    Each is looked for three times and the best counts: a slice of time that another program took is
    no property of the search.
    """
    return sorted(min(timed(find, text) for _ in range(3)) for text in texts)


def timed(find: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    find(text)
    return (time.perf_counter() - start) * 1000


def row(kind: str, took: list[float], *, floor: list[float], limit: str = "") -> tuple[str, str, str]:
    """Return one line of the table: how long so many searches took, beside the bare scan."""
    return f"{kind} ({len(took)})", f"{figures(took)}   bare scan {figures(floor)}", limit


def figures(took: list[float]) -> str:
    return f"p50 {took[len(took) // 2]:5.2f}  p99 {took[int(len(took) * 0.99)]:5.2f}  max {took[-1]:5.2f} ms"


def main(count: int = 10_000, rounds: int = 300) -> list[tuple[str, str, str]]:
    """Return p50, p99 and longest of each kind, and of a bare substring scan over the same folded names."""
    random_ = random.Random(SEED)
    people = roster(count, random_)
    start = time.perf_counter()
    index = PeopleIndex(people)
    rows = [
        (
            f"{count} people, {len({keys(one.name).same for one in people})} names",
            f"built in {time.perf_counter() - start:.2f} s",
            "",
        )
    ]
    folded = [fold(one.name) for one in people]
    gc.collect()
    gc.freeze()
    every: list[float] = []
    every_floor: list[float] = []
    for kind, texts in queries(people, rounds, random_=random_).items():
        took = times(index.find, texts)
        floor = times(lambda text: [name for name in folded if text in name], texts)
        every += took
        every_floor += floor
        rows.append(row(kind, took, floor=floor))
    gc.unfreeze()
    return [*rows, row("all", sorted(every), floor=sorted(every_floor), limit="p99 5 ms")]


if __name__ == "__main__":
    for line in main(*map(int, sys.argv[1:3])):
        print("   ".join((line[0].ljust(32), *line[1:])).rstrip())
