"""What is pinned, is asked: no example without an answer, no answer without its example."""

from tests.golden.sources.pinning import HERE, said


def test_every_example_has_its_answer_and_says_where_it_stands() -> None:
    examples = {file.name for file in (HERE / "said").iterdir()}

    assert examples == {file.name for file in (HERE / "answers").iterdir()}
    assert all(".md, " in said(name.removesuffix(".json"))["source"] for name in examples)
