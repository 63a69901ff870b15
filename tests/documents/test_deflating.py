"""A part put together from pieces is the part: its bytes, its size and its checksum."""

import zipfile
import zlib
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from cccc.documents.package import member, zipped
from cccc.documents.write.deflated import joined, piece, small

PIECES = st.lists(st.tuples(st.binary(max_size=200) | st.just(b"<w:tr/>" * 9000), st.booleans()), max_size=6)


@given(PIECES)
def test_pieces_in_any_order_are_one_part(given_pieces):
    whole = b"".join(content for content, _ in given_pieces)
    made = joined(piece(content) if apart else content for content, apart in given_pieces)
    assert zlib.decompress(made.data, -zlib.MAX_WBITS) == whole
    assert (made.size, made.checksum) == (len(whole), zlib.crc32(whole))


def test_other_programs_read_what_was_put_together():
    common = piece("bảng".encode() * 5000)
    archive = zipfile.ZipFile(BytesIO(zipped([member("a.xml", [b"<a>", common, b"</a>"]), member("b.xml", b"<b/>")])))
    assert archive.testzip() is None
    assert archive.read("a.xml") == b"<a>" + "bảng".encode() * 5000 + b"</a>"
    assert small(b"<b/>").size == 4
