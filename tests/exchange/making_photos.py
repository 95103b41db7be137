"""Photos of badges as phones take them: a card lying somewhere in a room, seen from an angle, in bad light."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

_QUIET = 4
_TURN = Image.Resampling.BICUBIC


@dataclass(frozen=True)
class Shot:
    """How one photo is taken. `module` is how many pixels wide one module of the code comes out, and
    `blur` how many modules the blur reaches; `light` and `contrast` are 1 in good light.
    """

    size: tuple[int, int] = (1600, 1200)
    module: float = 8.0
    turn: float = 0.0
    tilt: tuple[float, float] = (0.0, 0.0)
    blur: float = 0.0
    light: float = 1.0
    contrast: float = 1.0
    noise: float = 0.0
    shadow: bool = False
    quality: int = 85


def code_picture(text: str, *, module: int = 8) -> Image.Image:
    """Return the QR code of a text with its quiet zone, black on white."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    made.add_data(text)
    made.make(fit=True)
    side = len(made.modules)
    code = Image.new("L", (side, side), 255)
    code.putdata([0 if dark else 255 for row in made.modules for dark in row])
    code = ImageOps.expand(code, _QUIET, fill=255)
    return code.resize((code.width * module, code.height * module), Image.Resampling.NEAREST)


def card(text: str, *, name: str = "Marie-Claire Dubois", module: int = 8) -> Image.Image:
    """Return a badge: a white card with a name and, beside it, the code."""
    code = code_picture(text, module=module)
    made = Image.new("L", (code.width * 5 // 2, code.height * 5 // 4), 250)
    made.paste(code, (made.width - code.width, (made.height - code.height) // 2))
    draw = ImageDraw.Draw(made)
    draw.text((code.width // 8, made.height // 3), name, fill=20, font_size=code.height / 8)
    return ImageOps.expand(made, 2, fill=120)


def room(size: tuple[int, int], chance: Random) -> Image.Image:
    """Return what lies behind a badge: a table, cloth and things of many greys."""
    small = Image.new("L", (size[0] // 40, size[1] // 40))
    small.putdata([chance.randrange(60, 190) for _ in range(small.width * small.height)])
    made = small.resize(size, Image.Resampling.BILINEAR)
    draw = ImageDraw.Draw(made)
    for _ in range(24):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        wide, high = chance.randrange(20, size[0] // 4), chance.randrange(10, size[1] // 4)
        draw.rectangle((left, top, left + wide, top + high), fill=chance.randrange(20, 240))
    return made


def photo(text: str, shot: Shot, chance: Random) -> Image.Image:
    """Return a photo of the badge that holds this text."""
    scene = room(shot.size, chance)
    _lay(scene, card(text), shot, chance)
    return _developed(scene, shot, chance)


def photo_of(cards: list[Image.Image], shot: Shot, chance: Random) -> Image.Image:
    """Return a photo of several cards one below the other."""
    scene = room(shot.size, chance)
    for at, one in enumerate(cards):
        scene.paste(one, (40, 40 + at * (one.height + 40)))
    return _developed(scene, shot, chance)


def as_jpeg(picture: Image.Image, *, quality: int = 85, **options: object) -> bytes:
    """Return the picture as a phone's camera app saves it, in colour."""
    return as_file(picture.convert("RGB"), "JPEG", quality=quality, **options)


def as_file(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return the picture as a file of this format."""
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def _lay(scene: Image.Image, badge: Image.Image, shot: Shot, chance: Random) -> None:
    """Put the badge into the scene as it is seen: tilted, turned, and as large as asked."""
    badge = ImageOps.expand(badge.convert("LA"), badge.width // 8, fill=(0, 0))
    badge = _tilted(badge, shot.tilt).rotate(shot.turn, _TURN, expand=True)
    factor = shot.module / 8
    badge = badge.resize((round(badge.width * factor), round(badge.height * factor)), Image.Resampling.LANCZOS)
    free = (max(1, scene.width - badge.width), max(1, scene.height - badge.height))
    scene.paste(badge.getchannel("L"), (chance.randrange(free[0]), chance.randrange(free[1])), badge.getchannel("A"))


def _tilted(badge: Image.Image, tilt: tuple[float, float]) -> Image.Image:
    """Return the badge held at an angle: at one side it looks smaller by this share of its size, across and down."""
    wide, high = badge.width / 2, badge.height / 2
    across, down = tilt[0] / badge.width, tilt[1] / badge.height
    rest = 1 - across * wide - down * high  # the middle stays where it is
    seen_from = (
        *((1 + wide * across) / rest, wide * down / rest, wide - wide / rest),
        *(high * across / rest, (1 + high * down) / rest, high - high / rest),
        *(across / rest, down / rest),
    )
    return badge.transform(badge.size, Image.Transform.PERSPECTIVE, seen_from, _TURN)


def _developed(scene: Image.Image, shot: Shot, chance: Random) -> Image.Image:
    if shot.blur:
        scene = scene.filter(ImageFilter.GaussianBlur(shot.blur * shot.module))
    if shot.shadow:
        scene = ImageChops.multiply(scene, _shade(scene.size, chance))
    scene = ImageEnhance.Contrast(scene).enhance(shot.contrast)
    scene = ImageEnhance.Brightness(scene).enhance(shot.light)
    if shot.noise:
        scene = ImageChops.add(scene, _grain(scene.size, shot.noise, chance), offset=-128)
    return scene


def _shade(size: tuple[int, int], chance: Random) -> Image.Image:
    shade = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270)))
    return shade.point(lambda grey: 90 + grey * 165 // 255).resize(size, Image.Resampling.BILINEAR)


def _grain(size: tuple[int, int], sigma: float, chance: Random) -> Image.Image:
    """Return grain around a middle grey: a tile of it, repeated."""
    tile = Image.new("L", (256, 256))
    grains = [min(255, max(0, round(chance.gauss(128, sigma)))) for _ in range(2048)]
    tile.putdata(chance.choices(grains, k=256 * 256))
    whole = Image.new("L", size)
    for left in range(0, size[0], 256):
        for top in range(0, size[1], 256):
            whole.paste(tile, (left, top))
    return whole
