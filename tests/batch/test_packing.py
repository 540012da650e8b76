"""What lies in the packages."""

import shlex
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from loftespdf.batch.outcome import Outcome
from loftespdf.batch.packing import pack_outcomes
from loftespdf.language.slugs import slug
from loftespdf.model.file_format import Format
from loftespdf.model.problem import CouldNotWrite, ExitCode
from loftespdf.model.product import Product
from tests.batch.runs import built, told_of
from tests.loading.helpers import AREA, PLEDGE, write
from tests.samples import REPOSITORY

PICTURE = PurePosixPath("exempel/2021/torg.jpg")


def _done(output: Path, area: str, period: str, *beside: PurePosixPath) -> Outcome:
    product = Product(area, period, "webb", Format.HTML)
    for path in (product.path, *beside):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text(str(path), encoding="utf-8")
    return Outcome(product, output, 1, 1, 0.1, (), ExitCode.DONE, beside=beside)


def _held(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as archive:
        return archive.namelist()


def test_what_goes_beside_a_page_goes_with_it(tmp_path: Path) -> None:
    ((package, _),) = pack_outcomes([_done(tmp_path, "exempel", "2021", PICTURE)], tmp_path, {})
    assert PICTURE.as_posix() in _held(package)


def test_each_year_is_packed_with_the_district_it_was_made_for(tmp_path: Path) -> None:
    done = [_done(tmp_path, "exempel", year) for year in ("2020", "2021")]
    districts = {"exempel/2020": "LPO Norra Länet", "exempel/2021": "Södra"}
    packages = {one.name: _held(one) for one, _ in pack_outcomes(done, tmp_path, districts)}
    assert packages == {
        "norra-lanet.zip": ["exempel/2020/exempel-2020-webb.html"],
        "sodra.zip": ["exempel/2021/exempel-2021-webb.html"],
    }


def test_an_area_without_a_district_is_not_packed_with_a_district_of_its_name(
    tmp_path: Path,
) -> None:
    done = [_done(tmp_path, area, "2021") for area in ("solna", "sundbyberg")]
    packages = [one.file for one in pack_outcomes(done, tmp_path, {"sundbyberg/2021": "LPO Solna"})]
    held = {one.name.partition("-")[0]: _held(one) for one in packages[:1]}
    assert held == {"solna.zip": ["solna/2021/solna-2021-webb.html"]}
    assert _held(packages[1]) == ["sundbyberg/2021/sundbyberg-2021-webb.html"]
    assert packages[1].name.startswith("solna-")


def test_districts_whose_names_differ_in_a_ring_or_dots_have_a_package_each(tmp_path: Path) -> None:
    done = [_done(tmp_path, area, "2021") for area in ("ett", "tva", "tre")]
    districts = {"ett/2021": "Håbo", "tva/2021": "Habo", "tre/2021": "lokalpolisområde håbo"}
    packages = {one.name: _held(one) for one, _ in pack_outcomes(done, tmp_path, districts)}
    assert sorted(map(len, packages.values())) == [1, 2]
    assert all(name.startswith("habo-") for name in packages)


def test_a_file_that_was_taken_away_meanwhile_is_told(tmp_path: Path) -> None:
    done = _done(tmp_path, "exempel", "2021")
    (tmp_path / done.product.path).unlink()
    with pytest.raises(CouldNotWrite):
        list(pack_outcomes([done], tmp_path, {}))


def test_a_district_with_a_long_name_is_packed_by_itself(tmp_path: Path) -> None:
    done = [_done(tmp_path, "exempel", year) for year in ("2020", "2021")]
    long = "Älvsåkers och Önnestads " * 12
    districts = {"exempel/2020": f"{long}norra", "exempel/2021": f"{long}södra"}
    packages = [one.file for one in pack_outcomes(done, tmp_path, districts)]
    assert [len(_held(one)) for one in packages] == [1, 1]
    assert all(one.name.startswith("alvsakers-och-onnestads-") for one in packages)
    assert [one.file for one in pack_outcomes(done, tmp_path, districts)] == packages


SLATTEN = ("Zinkby", "Åby", "Älby", "Öby")
ONLY = ("--layout", "webb", "--jobs", "1")


def area(root: Path, name: str, district: str, *periods: str) -> None:
    """Write an area in a district, with short pledges."""
    folder = f"content/{slug(name)}"
    write(root, f"{folder}/omrade.yaml", f"lpo: {district}\n{AREA.replace('Testby', name, 1)}")
    for period in periods:
        write(root, f"{folder}/{period}.yaml", PLEDGE.replace("2021", period))


@pytest.fixture
def slatten(tmp_path: Path) -> Path:
    """A district of four areas, one of them without a pledge of 2021, and two areas more."""
    for name in SLATTEN:
        area(tmp_path, name, "Västra slätten", "2020" if name == "Öby" else "2021")
    area(tmp_path, "Ek", "lokalpolisområde västra Slätten", "2021")
    area(tmp_path, "Tomby", "Västra slätten")
    area(tmp_path, "Annorlunda", "Östra slätten", "2021")
    return tmp_path


def _packed(root: Path, *arguments: str) -> tuple[set[str], str]:
    """Build and pack by district: the areas in Västra slätten's package, and what was told."""
    run = built(root, *arguments, *ONLY, "--zip", "lpo")
    assert run.returncode == ExitCode.DONE, run.stderr
    held = _held(root / "output/zip/vastra-slatten.zip")
    return {name.partition("/")[0] for name in held}, told_of(run)


def test_a_package_of_a_part_is_made_and_what_is_not_in_it_is_told(slatten: Path) -> None:
    areas, told = _packed(slatten, "ek")
    assert areas == {"ek"}
    assert "output/zip/vastra-slatten.zip: varning: det här är inte hela" in told
    assert "; här saknas Zinkby, Åby, Älby, Öby →" in told
    command = told.partition("→ ")[2].partition(" packar ")[0]
    assert command == 'loftespdf build lpo:"lokalpolisområde västra Slätten" --zip lpo'
    areas, told = _packed(slatten, *shlex.split(command)[2:])
    assert (len(areas), told) == (5, "")


@pytest.mark.parametrize(
    ("asked", "missing", "year"),
    [
        (("ek", "aby"), "Zinkby, Älby, Öby", ""),
        (("ek", "aby/2021", "--year", "2021"), "Zinkby, Älby", " --year 2021"),
        (("lpo:västra slätten", "--year", "2021"), None, ""),
        ((), None, ""),
    ],
)
def test_areas_without_a_pledge_of_the_year_are_not_missing(
    slatten: Path, asked: tuple[str, ...], missing: str | None, year: str
) -> None:
    told = _packed(slatten, *asked)[1]
    if missing is None:
        assert told == ""
    else:
        assert f"här saknas {missing} →" in told
        assert f'build lpo:"Västra slätten"{year} --zip lpo packar' in told


def test_of_very_many_missing_areas_a_dozen_are_told(slatten: Path) -> None:
    for number in range(10, 30):
        area(slatten, f"By{number}", "Västra slätten", "2021")
    told = _packed(slatten, "ek")[1]
    shown = ", ".join(f"By{number}" for number in range(10, 22))
    assert f"här saknas {shown} … →" in told


@pytest.mark.parametrize(
    ("which", "pack", "loaded"),
    [
        (("ek",), None, []),
        (("ek",), "area", []),
        ((), "lpo", ["loftespdf.batch.partial"]),
        (("ek",), "lpo", ["loftespdf.batch.partial", "yaml"]),
    ],
)
def test_areas_are_read_only_where_some_may_be_missing(
    slatten: Path, which: tuple[str, ...], pack: str | None, loaded: list[str]
) -> None:
    built(slatten, *ONLY)
    script = f"""
import sys
from pathlib import Path
from loftespdf import building
from loftespdf.batch.wish import Wish
root = Path({str(slatten)!r})
building.build(Wish(root, root / "output", which={which!r}, layouts=("webb",)), pack={pack!r})
print(sorted(set(sys.modules) & {{"loftespdf.batch.partial", "yaml"}}))
"""
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(REPOSITORY / "src")},
    )  # fmt: skip
    assert run.stdout.splitlines()[-1] == str(loaded)
