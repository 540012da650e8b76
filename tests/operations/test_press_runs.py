"""Ads in every format with a photograph, and the five pledges in many: ink measured, preflighted.

``make`` proves both texts; here Ghostscript has its say too, and the pages are laid side by side.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from struct import unpack

import pytest
from PIL import Image, ImageCms

from loftespdf.batch.plan import Booked, plan
from loftespdf.inspecting.ink import measure_ink
from loftespdf.inspecting.preflight import Level, preflight
from loftespdf.inspecting.press_opening import read_press
from loftespdf.model.problem import ContentRefused
from loftespdf.operations.build import Finished, Job, make
from loftespdf.operations.check import Everything, errors_in, read_everything
from tests.exempelby import make_workspace
from tests.operations.conftest import workshop
from tests.operations.test_adverts import FOR_ALL, jobs
from tests.samples import REPOSITORY
from tests.typesetting.press_pages import profile
from tools.contact_sheet import contact_sheet

LIGHT = "hd-sydsvenskan-helsida"


def every_job(everything: Everything) -> Iterator[Job]:
    """A job for each format of ads and posters, with a height where it is free."""
    for formats in everything.counter.formats.values():
        for name, one in formats.items():
            size = None
            if one.full_width is None or one.height is None:
                size = f"{one.full_width or 120}x{one.height or 180}"
            found = plan(everything, (), Booked((name,), size))
            yield next(job for job in found if job.product.edition is None)


def made_if_it_fits(job: Job) -> Finished | None:
    try:
        return make(job, workshop())
    except ContentRefused as refusal:
        if {problem.kind for problem in refusal.problems} != {"does-not-fit"}:
            raise
        return None


@pytest.mark.long
@pytest.mark.needs("gs")
def test_ink_is_measured_below_each_formats_limit_with_a_photograph_in_the_ad(
    tmp_path: Path,
) -> None:
    everything = read_everything(make_workspace(tmp_path), ())
    refused, pictured = [], []
    for job in every_job(everything):
        assert job.sheet
        if (finished := made_if_it_fits(job)) is None:
            refused.append(job.sheet.id)
            continue
        measured = measure_ink(finished.content).percent
        assert measured is not None
        assert measured <= float(job.sheet.max_ink) + 0.05, job.sheet.id
        if any(
            p.pictures and p.pictures[0].width > 700 for p in read_press(finished.content).pages
        ):
            pictured.append(job.sheet.id)
    assert len(refused) <= 2, refused
    assert len(pictured) >= 10, pictured


def flooding_profile() -> bytes:
    """A profile that answers every colour with all four inks at full: 400 percent."""
    content = bytearray(profile())
    (count,) = unpack(">I", content[128:132])
    for at in range(132, 132 + 12 * count, 12):
        name, start, size = content[at : at + 4], *unpack(">II", content[at + 4 : at + 12])
        if bytes(name).startswith(b"B2A"):
            kind = bytes(content[start : start + 4])
            assert kind in (b"mft1", b"mft2")
            entries = (
                256 if kind == b"mft1" else 2 * unpack(">H", content[start + 50 : start + 52])[0]
            )
            content[start + size - 4 * entries : start + size] = b"\xff" * (4 * entries)
    return bytes(content)


def test_the_flooding_profile_floods() -> None:
    inks = ImageCms.ImageCmsProfile(BytesIO(flooding_profile()))
    change = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), inks, "RGB", "CMYK")
    done = ImageCms.applyTransform(Image.new("RGB", (1, 1), (200, 180, 160)), change)
    assert done is not None
    assert done.getpixel((0, 0)) == (255, 255, 255, 255)


@pytest.mark.needs("gs")
def test_a_profile_that_asks_for_400_percent_does_not_get_them(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    folder = tmp_path / "styles/profiles"
    folder.mkdir(parents=True)
    (folder / "ISOnewspaper26v4.icc").write_bytes(flooding_profile())
    everything = read_everything(tmp_path, ())
    assert errors_in(everything.problems) == ()
    (job,) = jobs(everything, LIGHT)
    assert job.sheet
    assert job.sheet.missing_profile is None
    measured = measure_ink(make(job, workshop()).content).percent
    assert measured is not None
    assert 150 < measured <= 220.05


@pytest.mark.long
@pytest.mark.needs("gs")
def test_the_five_pledges_in_twelve_formats_pass_preflight_and_stand_on_one_sheet(
    tmp_path: Path,
) -> None:
    everything = read_everything(REPOSITORY, ())
    files = []
    for sheet in FOR_ALL[:12]:
        for job in jobs(everything, sheet):
            content = make(job, workshop()).content
            protocol = preflight(content, job.sheet, job.product.path.name, measure_ink(content))
            turned = {line.kind for line in protocol.lines if line.level is not Level.OK}
            assert turned <= {"intent"}, job.product.path  # the papers' own profiles are not here
            files.append(tmp_path / job.product.path.name)
            files[-1].write_bytes(content)
    assert len(files) == 60
    picture = contact_sheet(files)
    assert picture.width == 3600
    assert picture.height > 3600
    white = picture.convert("L").point(lambda value: 255 if value > 250 else 0)
    assert white.histogram()[255] > 0.3 * picture.width * picture.height
