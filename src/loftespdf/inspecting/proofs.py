"""What every file is held to beside the rules of its kind: a silent engine, the author's text."""

from collections.abc import Iterator

from loftespdf.inspecting.sequence import prove_sequence
from loftespdf.inspecting.text import prove_content
from loftespdf.inspecting.verdict import TEXT_PROOF, Check, Expectation
from loftespdf.model.problem import Problem, say


def proofs(expected: Expectation, said: str, differences: tuple[Problem, ...]) -> Iterator[Check]:
    """Yield the checks that need to know what the file was made from.

    Args:
        expected: what the file must be.
        said: all that the file says, in reading order.
        differences: what the file says otherwise than its page, from the proof of its kind.
    """
    records = expected.typeset.records
    remarks = (say("sättningen anmärkte: {message}", message=each.message) for each in records)
    yield Check(
        "engine", say("inget att anmärka vid sättningen"),
        tuple(Problem("engine", remark, expected.place) for remark in remarks),
    )  # fmt: skip
    lost = prove_content(expected.composed)
    yield Check("content", say("allt innehåll med, i ordning"), lost)
    yield Check(TEXT_PROOF, say("filens text är dokumentets"), differences)
    # what the two proofs have told needs no telling again
    untold = not (lost or differences)
    yield Check(
        "sequence", say("samma texter i samma ordning som i löftets andra filer"),
        prove_sequence(expected.composed.leaves, said, expected.place) if untold else (),
    )  # fmt: skip
