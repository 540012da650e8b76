"""A content stream's bytes → its instructions, for streams that are written plainly.

pikepdf reads every stream there is, and makes an object of each operand. Most streams hold nothing
but numbers, names and strings in hexadecimals, and of those the bytes themselves are read here,
in a fraction of the time. What else may stand in a stream (ISO 32000-1, 7.8.2: strings in brackets,
comments, inline images, escaped names, damage) is left to pikepdf, for the stream as a whole.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import pikepdf

from loftespdf.inspecting.raw import Raw, entry

#: An operator, and the sequence of operands before it.
Instruction: TypeAlias = tuple[str, Raw]

#: ISO 32000-1, annex A, but for inline images and for the operators that take a string alone.
_OPERATORS = """
    b B b* B* BDC BMC BT BX c cm cs CS d d0 d1 Do DP EMC ET EX f F f* g G gs h i j J k K l m M MP
    n q Q re rg RG ri s S sc SC scn SCN sh T* Tc Td TD Tf TJ TL Tm Tr Ts Tw Tz v w W W* y
"""
_NAMES: Mapping[bytes, str] = {name.encode(): name for name in _OPERATORS.split()}

_SPACES = b" \t\r\n\f\0"
_SPACE = rb"[ \t\r\n\f\0]"
_ENDS = rb"(?=[ \t\r\n\f\0/<>\[\]]|\Z)"
_NUMBER = rb"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})" + _ENDS
_NAME = rb"/[A-Za-z0-9_.+-]+" + _ENDS
_STRING = rb"<[0-9A-Fa-f]*+>"
_ARRAY = rb"\[(?:%b|%b|%b)*+\]" % (_STRING, _NUMBER, _SPACE)
_DICTIONARY = rb"<<(?:%b|%b|%b|%b)*+>>" % (_NAME, _NUMBER, _STRING, _SPACE)
_OPERAND = rb"%b|%b|%b|%b" % (_NUMBER, _NAME, _ARRAY, _DICTIONARY)
_INSTRUCTION = re.compile(
    rb"((?:(?:%b)%b*+)*+)([A-Za-z]{1,3}[01*]?)(?:%b++|\Z)|(.+)" % (_OPERAND, _SPACE, _SPACE),
    re.DOTALL,
)
_EACH_OPERAND = re.compile(_OPERAND)
_MARK = re.compile(rb"(%b)%b*<</MCID ([0-9]{1,9})>>%b*" % (_NAME, _SPACE, _SPACE))


#: Bytes that ``Instructions.written`` leaves to pikepdf.
_UNREADABLE = b"%"


class Shown(NamedTuple):
    """The array of a TJ: the bytes of its strings in one, and the sum of its shifts."""

    codes: bytes
    shifts: float


class Instructions:
    """Reads a file's streams; operands that come again, on a page or on the next, are read once."""

    def __init__(self) -> None:
        self._known: dict[bytes, Sequence[Raw]] = {b"": ()}

    def of(self, content: pikepdf.Object, operators: str) -> Iterable[Instruction]:
        """Yield the instructions of a page or form.

        Args:
            content: its dictionary or stream.
            operators: those that are asked for, with blanks between them. Others may be among them.

        Raises:
            PdfError: the stream is damaged.
        """
        read = self.written(_bytes_of(content))
        return _instructions_by_pikepdf(content, operators) if read is None else read

    def written(self, content: bytes) -> list[Instruction] | None:
        """Return the instructions that the bytes are; None for those that pikepdf has to read.

        Numbers are floats where an operator has no other operands, a dictionary that only numbers
        marked content is a mapping, and the array of a TJ is ``Shown``. All else is as pikepdf has
        it.
        """
        found, known = _INSTRUCTION.findall(content.lstrip(_SPACES)), self._known
        if found and found[-1][2]:
            return None
        try:
            return [
                (_NAMES[name], known[operands] if operands in known else self._read(operands, name))
                for operands, name, _ in found
            ]
        except (KeyError, ValueError, pikepdf.PdfError):  # something else than it should be
            return None

    def _read(self, operands: bytes, operator: bytes) -> Sequence[Raw]:
        """Read the operands before an operator."""
        if operator == b"TJ":
            return (_shown(operands),)
        if not operands.startswith(b"/"):
            try:
                return [*map(float, operands.split())]
            except ValueError:
                pass
        if mark := _MARK.fullmatch(operands):
            name = self._known.get(mark[1]) or self._read(mark[1], operator)
            read: Sequence[Raw] = [*name, {"/MCID": int(mark[2])}]
        else:
            read = [*map(pikepdf.Object.parse, _EACH_OPERAND.findall(operands))]
        self._known[operands] = read
        return read


def _shown(array: bytes) -> Shown:
    """Read the one array of a TJ. Raises ValueError where there is more or something else."""
    if not array.startswith(b"[") or array.find(b"]") != len(array.rstrip(_SPACES)) - 1:
        raise ValueError
    pieces = array.replace(b"<", b">").split(b">")  # by turns what is outside and inside of strings
    shifts = b" ".join(pieces[::2]).strip(_SPACES + b"[]").split()
    codes = bytes.fromhex(b" ".join(pieces[1::2]).decode())  # refuses half a byte before a blank
    return Shown(codes, sum(map(float, shifts)))


def _bytes_of(content: pikepdf.Object) -> bytes:
    """Return what the one stream of a page or form holds; nothing readable for any other.

    It is unpacked here, since pikepdf would note the damage of a stream that it reads twice twice.
    """
    stream = content if isinstance(content, pikepdf.Stream) else entry(content, "/Contents")
    if not isinstance(stream, pikepdf.Stream):
        return _UNREADABLE
    if stream.get("/Filter") != "/FlateDecode" or stream.get("/DecodeParms") is not None:
        return _UNREADABLE
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(stream.read_raw_bytes())
    except (pikepdf.PdfError, zlib.error):
        return _UNREADABLE
    return unpacked if unpacking.eof and not unpacking.unused_data else _UNREADABLE


def _instructions_by_pikepdf(content: pikepdf.Object, operators: str) -> Iterator[Instruction]:
    try:
        read = pikepdf.parse_content_stream(content, operators)
    except TypeError as error:  # pikepdf's answer to objects that no content stream may hold
        raise pikepdf.PdfError(str(error)) from error
    for instruction in read:
        try:
            yield str(instruction.operator), instruction.operands
        except ValueError:  # an operator that is no text
            continue
