import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from loftespdf.loading.schema import area_schema, pledge_schema
from loftespdf.loading.workspace import builtin_theme
from tests.loading.helpers import AREA, PLEDGE

CONTENT = builtin_theme() / "content"
WHOLE = """\
titel: A
period: {från: 2019-05-08, till: tillsvidare}
status: utkast
ändrad: 2021-05-11
länk:
avsnitt:
  - slag: löften
    part: polisen
    punktform: siffror
    punkter:
      - En rad
      - {id: a, text: 16:00, term: on, kort: 0114, part: [polisen], ansvarig: No, plats: 9:30,
         mål: [{minst: 8, enhet: insatser, per: år}, {öka med: "2,5", enhet: procent}],
         punkter: [under, {text: a}]}
  - {rubrik: 2021, när: tertialvis, kanaler: [hemsida], avsnitt: [{text: a, avslutning: b}]}
kontakt: [{namn: A, telefon: 0501234567}]
bilder: [{fil: x.jpg, alt: A, bildtext: B, foto: C}]
underskrifter: [{part: polisen, namn: A, ort: B, datum: 2021-01-05}]
beslut: {organ: kommunstyrelsen, datum: 2020-03-19, dnr: KS 1}
överenskommelse: {period: 2020–2023}
källor: [{slag: medborgardialog, datum: 2020-01-01}]
varumärke: {färger: {polisen: {skärm: "#123456", tryck: [100, 50, 0, 10]}}}
"""


def complaints(schema: dict[str, Any], text: str) -> list[str]:
    Draft202012Validator.check_schema(schema)
    content = json.loads(
        json.dumps(yaml.safe_load(text), default=str)
    )  # dates, as editors see them
    errors = Draft202012Validator(schema).iter_errors(content)
    return [f"{error.json_path}: {error.validator}" for error in errors]


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*/*.yaml")), ids=lambda p: p.stem)
def test_the_real_files_pass(path: Path) -> None:
    schema = area_schema() if path.name == "omrade.yaml" else pledge_schema()
    assert complaints(schema, path.read_text(encoding="utf-8")) == []


def test_the_shared_file_passes() -> None:
    text = (CONTENT / "_gemensamt.yaml").read_text(encoding="utf-8")
    assert complaints(area_schema(), text) == []


@pytest.mark.parametrize("text", [PLEDGE, WHOLE, PLEDGE + AREA])
def test_a_realistic_pledge_passes(text: str) -> None:
    assert complaints(pledge_schema(), text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{PLEDGE}statsu: x\n", "$: additionalProperties"),
        (f"{PLEDGE}status: x\n", "$.status: anyOf"),
        (f"{PLEDGE}        txt: x\n", "$.avsnitt[0].punkter[0]: anyOf"),
        (
            f"{PLEDGE}        mål: [{{minst: -1, enhet: a}}]\n",
            "$.avsnitt[0].punkter[0]: anyOf",
        ),
        (PLEDGE.replace("rubrik", "x").replace("punkter", "punkt"), "$.avsnitt[0]: "),
        ("period: 2021\navsnitt: [{text: a}]\n", "$: required"),
    ],
)
def test_a_misspelt_or_missing_key_is_marked(text: str, expected: str) -> None:
    (complaint,) = complaints(pledge_schema(), text)
    assert complaint.startswith(expected)


def test_an_area_may_add_to_a_party_that_is_named_elsewhere() -> None:
    assert complaints(area_schema(), "parter: {polisen: {organisation: LPO}}\n") == []
    assert complaints(area_schema(), "parter: {polisen: {organisatio: LPO}}\n") != []


@pytest.mark.parametrize("schema", [pledge_schema(), area_schema()])
def test_every_key_is_described_in_swedish_for_people(schema: dict[str, Any]) -> None:
    keys = list(_keys(schema))
    assert len(keys) > 80
    assert [key for key, value in keys if not value.get("description")] == []
    words = json.dumps(schema, ensure_ascii=False)
    assert " the " not in words
    assert " of " not in words
    for own in ("ge", "max_length"):
        assert f'"{own}"' not in words, "pydantic's own words, not those of JSON Schema"


def _keys(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in (schema, *schema["$defs"].values()):
        yield from part.get("properties", {}).items()
