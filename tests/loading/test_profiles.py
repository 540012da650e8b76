"""Profiles: a printer's CMYK profile is read; a screen's, a torn one and noise are told."""

from pathlib import Path

import pytest
from PIL import ImageCms

from loftespdf.loading.profiles import MAX_BYTES, ProfileFacts, read_profile
from loftespdf.model.problem import Place, Problem

COATED = Path(__file__).parents[2] / "styles/profiles/ISOcoated_v2_300_bas.icc"
PLACE = Place("styles/profiles/prov.icc")


def kind(content: bytes) -> str:
    found = read_profile(content, PLACE)
    assert isinstance(found, Problem)
    assert found.place == PLACE
    assert found.instead is not None
    return found.kind


def test_the_profile_that_comes_with_the_project_is_one_for_coated_paper() -> None:
    found = read_profile(COATED.read_bytes(), PLACE)
    assert isinstance(found, ProfileFacts)
    assert found.description == "ISO Coated v2 300% (basICColor)"


def test_its_licence_lies_beside_it() -> None:
    licence = COATED.with_suffix(".txt").read_text(encoding="utf-8")
    assert "zlib" in licence
    assert "basICColor" in licence


@pytest.mark.parametrize("space", ["sRGB", "LAB", "XYZ"])
def test_a_screens_profile_is_refused(space: str) -> None:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile(space))  # type: ignore[arg-type]
    assert kind(made.tobytes()) == "profile-wrong-kind"


@pytest.mark.parametrize("length", [0, 10, 128, 500, 100_000])
def test_a_torn_profile_is_told(length: int) -> None:
    assert kind(COATED.read_bytes()[:length]) == "profile-broken"


def test_noise_and_something_far_too_large_are_told() -> None:
    content = COATED.read_bytes()
    assert kind(b"\0" * 5000) == "profile-broken"
    assert kind(content + b"\0" * MAX_BYTES) == "profile-broken"
    assert kind(content[:200] + b"\xff" * (len(content) - 200)) == "profile-broken"
