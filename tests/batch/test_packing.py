"""What lies in the packages."""

import zipfile
from pathlib import Path, PurePosixPath

import pytest

from loftespdf.batch.outcome import Outcome
from loftespdf.batch.packing import pack_outcomes
from loftespdf.model.file_format import Format
from loftespdf.model.problem import CouldNotWrite, ExitCode
from loftespdf.model.product import Product

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
    (package,) = pack_outcomes([_done(tmp_path, "exempel", "2021", PICTURE)], tmp_path)
    assert PICTURE.as_posix() in _held(package)


def test_each_year_is_packed_with_the_district_it_was_made_for(tmp_path: Path) -> None:
    done = [_done(tmp_path, "exempel", year) for year in ("2020", "2021")]
    districts = {"exempel/2020": "LPO Norra Länet", "exempel/2021": "Södra"}
    packages = {one.name: _held(one) for one in pack_outcomes(done, tmp_path, districts)}
    assert packages == {
        "norra-lanet.zip": ["exempel/2020/exempel-2020-webb.html"],
        "sodra.zip": ["exempel/2021/exempel-2021-webb.html"],
    }


def test_an_area_without_a_district_is_not_packed_with_a_district_of_its_name(
    tmp_path: Path,
) -> None:
    done = [_done(tmp_path, area, "2021") for area in ("solna", "sundbyberg")]
    packages = list(pack_outcomes(done, tmp_path, {"sundbyberg/2021": "LPO Solna"}))
    held = {one.name.partition("-")[0]: _held(one) for one in packages[:1]}
    assert held == {"solna.zip": ["solna/2021/solna-2021-webb.html"]}
    assert _held(packages[1]) == ["sundbyberg/2021/sundbyberg-2021-webb.html"]
    assert packages[1].name.startswith("solna-")


def test_districts_whose_names_differ_in_a_ring_or_dots_have_a_package_each(tmp_path: Path) -> None:
    done = [_done(tmp_path, area, "2021") for area in ("ett", "tva", "tre")]
    districts = {"ett/2021": "Håbo", "tva/2021": "Habo", "tre/2021": "lokalpolisområde håbo"}
    packages = {one.name: _held(one) for one in pack_outcomes(done, tmp_path, districts)}
    assert sorted(map(len, packages.values())) == [1, 2]
    assert all(name.startswith("habo-") for name in packages)


def test_a_file_that_was_taken_away_meanwhile_is_told(tmp_path: Path) -> None:
    done = _done(tmp_path, "exempel", "2021")
    (tmp_path / done.product.path).unlink()
    with pytest.raises(CouldNotWrite):
        list(pack_outcomes([done], tmp_path))


def test_a_district_with_a_long_name_is_packed_by_itself(tmp_path: Path) -> None:
    done = [_done(tmp_path, "exempel", year) for year in ("2020", "2021")]
    long = "Älvsåkers och Önnestads " * 12
    districts = {"exempel/2020": f"{long}norra", "exempel/2021": f"{long}södra"}
    packages = list(pack_outcomes(done, tmp_path, districts))
    assert [len(_held(one)) for one in packages] == [1, 1]
    assert all(one.name.startswith("alvsakers-och-onnestads-") for one in packages)
    assert list(pack_outcomes(done, tmp_path, districts)) == packages
