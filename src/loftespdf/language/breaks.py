"""Where lines of large and of short-lined text should not end, as a compositor would have it.

The engine fills line after line without looking ahead. What would look forlorn on a line of its
own is therefore tied to its neighbour beforehand, whatever the width turns out to be.
"""

from loftespdf.language.typography import NO_BREAK_SPACE

#: Words of so many letters or fewer (i, på, och, för) stay with the word they lead to.
_LEADING = 3
#: A headline's last line is at least so many characters, a paragraph's too.
_LAST_OF_HEADLINE, _LAST_OF_PARAGRAPH = 8, 10
#: A tied run is at most this much longer than the longest word, which has to fit anyway.
_LONGER, _LEAST_RUN = 3, 16
#: A longer end of a paragraph may be broken: it would leave too large a hole in the line above.
_LONGEST_END = 17


def tied_headline(text: str) -> str:
    """Return a headline in which no line ends in a short word, nor the last one is one.

    Only spaces change, to no-break spaces; text that is set already (``set_type``) goes in.
    """
    words = text.split(" ")
    most = max(max(map(len, words)) + _LONGER, _LEAST_RUN)
    runs = [words[0]]
    for word in words[1:]:
        _join(runs, word, most) if _leads(runs[-1]) else runs.append(word)
    if len(runs) > 1 and len(runs[-1]) < _LAST_OF_HEADLINE:
        last = runs.pop()
        if len(runs[-1]) + len(last) >= most:  # rather without the word that leads
            runs[-1:] = runs[-1].rsplit(NO_BREAK_SPACE, 1)
        _join(runs, last, most)
    return " ".join(runs)


def end_of_paragraph(text: str) -> int:
    """Return where the end of a paragraph begins that should stand whole on one line.

    It is the last word, with those before it as long as it is short; the length of ``text`` when
    even the last word is too long for that.
    """
    start = len(text)
    while start > 0 and len(text) - start < _LAST_OF_PARAGRAPH:
        before = text.rfind(" ", 0, max(start - 1, 0)) + 1
        if len(text) - before > _LONGEST_END:
            break
        start = before
    return start


def _leads(run: str) -> bool:
    word = run.rsplit(NO_BREAK_SPACE, 1)[-1]
    return word.isalpha() and word.islower() and len(word) <= _LEADING


def _join(runs: list[str], word: str, most: int) -> None:
    """Tie a word to the last run, unless it would be too long."""
    tied = f"{runs[-1]}{NO_BREAK_SPACE}{word}"
    if len(tied) <= most:
        runs[-1] = tied
    else:
        runs.append(word)
