"""A sealed packet holds the whole review, and any change to it shows, with the part named."""

from __future__ import annotations

import json
import warnings
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.test_replay import Desk, desk, words  # noqa: F401  (fixtures)
from tests.ui_support import Newsroom, newsroom  # noqa: F401  (a fixture)
from tests.ui_support import app as ui_app
from workbench import sealing
from workbench.cli.app import app
from workbench.errors import InputError, ProofError
from workbench.exports.packet import CHAIN, FORMAT, sealed, verify_packet
from workbench.reviews import rules
from workbench.reviews.finding import find_review
from workbench.reviews.ledger import open_ledger
from workbench.settings import Settings

PARTS = {"README.txt": b"Read me\n", "claims/c1.json": b'{"claim": 1}\n', "article.json": b"{}\n", "empty": b""}
SEALED = sealed(PARTS)


def entries(data: bytes) -> list[tuple[ZipInfo, bytes]]:
    archive = ZipFile(BytesIO(data))
    return [(info, archive.read(info)) for info in archive.infolist()]


def repacked(rows: list[tuple[ZipInfo, bytes]], compression: int = 0) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for info, data in rows:
            archive.writestr(info, data, compression)
    return out.getvalue()


def flipped(data: bytes, at: int, mask: int = 1) -> bytes:
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def test_a_packet_is_unchanged_and_its_bytes_follow_from_its_parts() -> None:
    found = verify_packet(SEALED)
    assert found.faults == ()
    assert found.parts == PARTS
    assert sealed(dict(reversed(PARTS.items()))) == SEALED
    assert [info.filename for info, _ in entries(SEALED)] == [*sorted(PARTS), CHAIN]


def test_the_chain_is_what_the_readme_says() -> None:
    chain = json.loads(entries(SEALED)[-1][1])
    link = sha256(FORMAT.encode()).hexdigest()
    for part in chain["parts"]:
        assert part["sha256"] == sha256(PARTS[part["name"]]).hexdigest()
        link = sha256(f"{link}\n{part['name']}\n{part['sha256']}\n".encode()).hexdigest()
        assert part["link"] == link
    assert chain["seal"] == link == verify_packet(SEALED).seal


def test_every_byte_of_the_file_counts() -> None:
    for at in range(len(SEALED)):
        for mask in (1, 0x20, 0xFF):
            assert verify_packet(flipped(SEALED, at, mask)).faults, f"byte {at} may be changed by {mask:#x}"


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True), st.binary(max_size=40), min_size=1))
def test_any_parts_come_back(parts: dict[str, bytes]) -> None:
    found = verify_packet(sealed(parts))
    assert (found.parts, found.faults) == (parts, ())


@pytest.mark.parametrize("cut", [1, 20, 200, len(SEALED) // 2, len(SEALED) - 1])
def test_a_packet_that_was_cut_off(cut: int) -> None:
    assert verify_packet(SEALED[:-cut]).faults


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_packet(data: bytes) -> None:
    found = verify_packet(data)
    assert found.seal is None
    assert "no packet" in found.faults[0] or f"{CHAIN} is missing" in found.faults


ROWS = entries(SEALED)
STRANGE = (ZipInfo("strange.txt"), b"added")
TAMPERED = [
    (repacked([*ROWS, STRANGE]), ["strange.txt was added"]),
    (repacked(ROWS[1:]), ["README.txt is missing"]),
    (repacked(ROWS[:-1]), ["chain.json is missing"]),
    (repacked([*ROWS, ROWS[0]]), ["README.txt is there 2 times"]),
    (repacked([(ROWS[0][0], b"Read you"), *ROWS[1:]]), ["README.txt was changed"]),
    (repacked([*ROWS[:-1], (ROWS[-1][0], ROWS[-1][1] + b" ")]), ["chain.json was changed"]),
    (repacked([*ROWS[:-1], (ROWS[-1][0], b"[]")]), ["chain.json was changed"]),
]


@pytest.mark.parametrize(("data", "faults"), TAMPERED, ids=[faults[0] for _, faults in TAMPERED])
def test_what_was_changed_is_named(data: bytes, faults: list[str]) -> None:
    assert list(verify_packet(data).faults) == faults


@pytest.mark.parametrize(
    "data",
    [
        repacked([ROWS[1], ROWS[0], *ROWS[2:]]),
        repacked(ROWS, ZIP_DEFLATED),
        b"before" + SEALED,
        SEALED + b"behind",
        SEALED[:-2] + b"\x07\x00comment",
    ],
    ids=["other order", "compressed", "before", "behind", "comment"],
)
def test_an_archive_that_was_packed_anew_is_not_the_packet(data: bytes) -> None:
    assert len(verify_packet(data).faults) == 1


def test_the_packet_of_a_review_holds_all_of_it(desk: Desk, words: None) -> None:  # noqa: F811
    with desk.ledger() as ledger:
        data, again = sealing.packet(ledger, find_review(ledger, desk.article_id), desk.settings)
        assert sealing.packet(ledger, find_review(ledger, desk.article_id), desk.settings)[0] == data
    assert again.faults == ()
    found = verify_packet(data)
    assert found.faults == ()
    parts = {name: json.loads(part) for name, part in found.parts.items() if name.endswith(".json")}
    document = desk.document
    claims = [f"claims/{claim['id']}.json" for claim in document["claims"]]
    ledger_parts = [f"ledger/{n:08}.json" for n in (1, 2)]
    named = ["article.json", "manifest.json", "models.json", "replay.json", "review.json"]
    assert sorted(parts) == sorted([*claims, *ledger_parts, *named])
    assert parts["article.json"] == document["article"]
    assert parts["manifest.json"]["generation"] == document["index"]["generation"]
    assert parts["models.json"]["stance_model"] == {"name": "words", "sha256": "words-1"}
    assert parts["replay.json"] == {"identical": True, "faults": [], "notes": []}
    assert parts["review.json"] | {"claim_id": "c1", "decision_entry": 2, "check_entry": 1} == parts["review.json"]
    assert parts["ledger/00000001.json"]["payload"]["document"] == document
    assert parts["ledger/00000002.json"]["payload"]["verdict"] == "supported"
    for claim, part in zip(document["claims"], claims, strict=True):
        assert parts[part]["shown"] == claim["evidence"]
        assert parts[part]["claim"]["text"] == claim["text"]
        shown = {one["passage"]["text"] for one in parts[part]["shown"]}
        assert parts[part]["rejected"]
        assert not shown & {one["passage"]["text"] for one in parts[part]["rejected"]}


def test_one_changed_byte_in_any_part_of_a_review_is_found_and_named(desk: Desk, words: None) -> None:  # noqa: F811
    with desk.ledger() as ledger:
        data, _ = sealing.packet(ledger, find_review(ledger, desk.article_id), desk.settings)
    for info, part in entries(data):
        start = data.index(part, info.header_offset)
        for at in {start, start + len(part) // 2, start + len(part) - 1}:
            assert verify_packet(flipped(data, at)).faults == (f"{info.filename} was changed",)


def test_a_packet_says_what_it_has_not(desk: Desk, words: None) -> None:  # noqa: F811
    desk.lose_generation()
    with desk.ledger() as ledger:
        data, again = sealing.packet(ledger, find_review(ledger, desk.article_id), desk.settings)
    found = verify_packet(data)
    assert found.faults == ()
    assert len(again.faults) == 1
    assert "manifest.json" not in found.parts
    assert json.loads(found.parts["claims/c1.json"])["rejected"] is None
    assert json.loads(found.parts["claims/c1.json"])["shown"] == desk.document["claims"][0]["evidence"]
    assert json.loads(found.parts["replay.json"])["faults"] == list(again.faults)
    readme = found.parts["README.txt"].decode()
    assert again.faults[0] in readme
    assert "manifest.json is missing" in readme


def test_the_command_line_writes_and_verifies(desk: Desk, words: None, tmp_path: Path) -> None:  # noqa: F811
    where = ["--reviews", str(desk.reviews)]
    out = tmp_path / "packet.zip"
    exported = CliRunner().invoke(
        app, ["export", "packet", desk.article_id, *where, "--index", str(desk.index), "--out", str(out)]
    )
    assert exported.exit_code == 0, exported.output
    seal = exported.stdout.split()[-1]
    verified = CliRunner().invoke(app, ["verify", "packet", str(out), "--seal", seal.upper()])
    assert verified.exit_code == 0
    assert f"seal {seal}" in verified.stdout
    other = CliRunner().invoke(app, ["verify", "packet", str(out), "--seal", "0" * 64])
    assert isinstance(other.exception, ProofError)
    assert "not the one that was noted" in str(other.exception)
    assert isinstance(CliRunner().invoke(app, ["verify", "packet", str(out), "--seal", "x"]).exception, InputError)
    out.write_bytes(flipped(out.read_bytes(), out.read_bytes().index(b"Sealed packet")))
    changed = CliRunner().invoke(app, ["verify", "packet", str(out), "--json"])
    assert isinstance(changed.exception, ProofError)
    assert changed.exception.exit_code == 7
    assert "README.txt was changed" in str(changed.exception)
    assert json.loads(changed.stdout)["sound"] is False
    assert isinstance(CliRunner().invoke(app, ["verify", "packet", str(tmp_path / "no")]).exception, InputError)


def test_the_other_exports_come_from_the_ledger(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    def export(kind: str, *more: str) -> str:
        out = tmp_path / f"out.{kind}"
        done = CliRunner().invoke(app, ["export", kind, "2", "--reviews", str(desk.reviews), "--out", str(out), *more])
        assert done.exit_code == 0, done.output
        return out.read_text("utf-8")

    review = json.loads(export("claimreview", "--organisation", "Prüfstelle"))
    assert [one["claimReviewed"] for one in review["@graph"]] == [desk.document["claims"][0]["text"]]
    assert "Anna: supported" in export("csv")
    assert desk.document["claims"][0]["text"] in export("html")


def test_a_ledger_entry_recorded_later_gives_another_seal(desk: Desk, words: None) -> None:  # noqa: F811
    with desk.ledger() as ledger:
        before, _ = sealing.packet(ledger, find_review(ledger, "2"), desk.settings)
        rules.decide(ledger, desk.article_id, "c1", "refuted", reviewer="Ben")
        after, _ = sealing.packet(ledger, find_review(ledger, "2"), desk.settings)
    assert verify_packet(before).seal != verify_packet(after).seal
    assert "ledger/00000003.json" in verify_packet(after).parts


def test_the_export_screen_prepares_a_packet_with_its_seal(newsroom: Newsroom, words: None) -> None:  # noqa: F811
    newsroom.build()
    check = newsroom.add()
    test = ui_app("export", article=check.article.id)
    assert not [button for button in test.get("download_button") if "packet" in str(button.proto)]
    test.button(key="make:packet").click().run()
    assert not test.exception
    (seal,) = [code.value for code in test.code]
    with open_ledger(str(newsroom.reviews)) as ledger:
        data, again = sealing.packet(
            ledger, find_review(ledger, check.article.id), Settings(index=newsroom.index, reviews=str(newsroom.reviews))
        )
    assert again.faults == ()
    assert seal == verify_packet(data).seal
    assert [button for button in test.get("download_button") if "packet" in str(button.proto)]
