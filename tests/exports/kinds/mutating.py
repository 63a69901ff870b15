"""Breaks files as disks, networks and attackers do: bytes flipped, cut and repeated, also inside the parts of an archive."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

TOKENS = [
    b"<",
    b">",
    b'"',
    b"/",
    b"\0",
    b"\xff" * 4,
    b"9" * 9,
    b"-1",
    b"1048576",
    b"65536",
    b"&amp;",
    b"NaN",
    b";",
    b"\t",
    b"\x80",
]


def mutated(data, chance):
    """``data`` with a few mistakes; in an archive, as often as not, inside its parts."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        try:
            return rezipped(data, chance)
        except (BadZipFile, zlib.error, NotImplementedError):
            pass
    return broken(data, chance)


def broken(data, chance):
    found = bytearray(data)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8, 40])):
        if not found:
            break
        place = chance.randrange(len(found))
        match chance.randrange(6):
            case 0:
                found[place] ^= 1 << chance.randrange(8)
            case 1:
                found[place] = chance.randrange(256)
            case 2:
                del found[place : place + chance.choice([1, 2, 16, 200])]
            case 3:
                length = chance.choice([1, 8, 64, 500])
                found[place:place] = found[place : place + length] * chance.choice([1, 2, 20])
            case 4:
                token = chance.choice(TOKENS)
                found[place : place + len(token)] = token
            case 5 if chance.random() < 0.2:
                del found[place:]
    return bytes(found)


def rezipped(data, chance):
    """The archive with some of its parts broken; no checksum tells."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        targets = set(chance.sample(names, chance.randrange(1, min(3, len(names)) + 1)))
        for name in names:
            part = old.read(name)
            new.writestr(name, broken(part, chance) if name in targets else part)
    return stream.getvalue()
