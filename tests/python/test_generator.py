"""The generator that carries the words of the headers to Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))
GENERATOR = ROOT / "bindings" / "python" / "tools" / "generate.py"

HEADER = """
/** How firm. */
typedef enum pship_rank {
    PSHIP_RANK_LOW = -1, /**< Low. */
    PSHIP_RANK_HIGH = 1  /**< High. */
} pship_rank;

/** What a quay is recorded with. */
typedef struct pship_quay_fields {
    size_t size;              /**< Size. */
    const char *name;         /**< Its "name". */
    /** First day,
     *  EDTF. */
    const char *from;
    const char *const *ships; /**< Ships. */
    size_t ship_count;        /**< Length of `ships`. */
    pship_rank rank;          /**< How firm. */
    bool dry; /**< Whether it is dry. */
} pship_quay_fields;

/**
 * Record a quay, as pship_quay_record() does.
 *
 * @param transaction A transaction.
 * @param id Its id,
 *        never NULL.
 * @param fields What is stated; NULL for nothing.
 * @param err Receives the detail.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown ship.
 *
 * Thread safety: one thread.
 */
PSHIP_API pship_result pship_quay_record(pship_transaction *transaction, const char *id,
                                         const pship_quay_fields *fields, pship_error *err);
"""

INTERFACE = """
%extend Transaction {
    pship_result _quay(const char *id, const pship_quay_fields *fields, pship_error *err) {
        return pship_quay_record($self->object, id, fields, err);
    }
}
"""


def generate(folder, header=HEADER, interface=INTERFACE):
    # The classes that the generator always documents.
    makers = "".join(
        f"/** Make it. */\nPSHIP_API pship_result pship_{name}(int x);\n"
        for name in (
            "context_new",
            "model_new",
            "view_open",
            "transaction_begin",
            "brief_build",
            "flows_from_table",
            "flow_sums_new",
            "complexity_build",
            "network_from_tables",
            "network_max_flow",
            "mapping_from_table",
            "network_from_tables",
        )
    )
    (folder / "include").mkdir()
    (folder / "include" / "quay.h").write_text(header + makers)
    (folder / "quay.i").write_text(interface)
    return subprocess.run(
        [sys.executable, "-B", GENERATOR, folder / "include", folder, folder / "quay.i"],
        capture_output=True,
        text=True,
    )


def test_structs_become_keyword_arguments(tmp_path):
    assert generate(tmp_path).stderr == ""
    made = (tmp_path / "_recorders.py").read_text()
    assert "def quay(\n        self,\n        id: str,\n        *,\n" in made
    assert "name: str | None = None" in made
    assert "from_: When | None = None" in made
    assert "from_: First day, EDTF." in made
    assert "ships: Iterable[str] | None = None" in made
    assert 'rank: Literal["low", "high"] | None = None' in made
    assert "dry: bool | None = None" in made
    assert "ship_count" not in made
    compile(made, "_recorders.py", "exec")


def test_the_words_are_those_of_python(tmp_path):
    generate(tmp_path)
    made = (tmp_path / "_recorders.py").read_text()
    assert "Record a quay, as Transaction.quay() does." in made
    assert "id: Its id, never None." in made
    assert "Raises: NotFoundError for an unknown ship." in made
    assert "Thread safety: one thread." in made
    docs = (tmp_path / "_docstrings.i").read_text()
    assert '%feature("docstring") Transaction::_quay "Record a quay' in docs


def test_members_are_listed_for_c(tmp_path):
    generate(tmp_path)
    made = (tmp_path / "_structs.i").read_text()
    assert 'pship_rank_words[] = {{"low", -1}, {"high", 1}, {NULL, 0}};' in made
    assert (
        '{"ships", MEMBER_TEXTS, offsetof(pship_quay_fields, ships), '
        "offsetof(pship_quay_fields, ship_count), NULL, NULL}"
    ) in made
    assert "\"'low' or 'high'\"" in made
    assert "%filled(pship_quay_fields)" in made


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("@return", "@returns", "unknown command @returns"),
        (" /**< Whether it is dry. */", "", "nothing is said about the member dry"),
        ("bool dry", "float dry", "pship_quay_fields.dry: no rule for the type float"),
        ("/**\n * Record", "/*\n * Record", "pship_quay_record has no doc comment"),
    ],
)
def test_what_cannot_be_read_stops_the_build(tmp_path, old, new, said):
    run = generate(tmp_path, header=HEADER.replace(old, new))
    assert run.returncode != 0 and said in run.stderr


def test_a_function_that_no_header_declares_stops_the_build(tmp_path):
    run = generate(tmp_path, interface=INTERFACE.replace("pship_quay_record", "pship_quay_dig"))
    assert run.returncode != 0 and "no header declares pship_quay_dig" in run.stderr
