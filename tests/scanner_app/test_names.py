"""What door staff see of a guest's name, and what managers see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner_app.names import LONGEST_NAME, Names, shown_name


@pytest.mark.parametrize(
    ("holder", "first", "with_initial"),
    [
        ("Anna Schmidt", "Anna", "Anna S."),
        ("Schmidt, Anna", "Anna", "Anna S."),
        ("Schmidt, Anna Maria", "Anna", "Anna S."),
        ("SCHMIDT,Anna", "Anna", "Anna S."),
        ("Maria João Pereira", "Maria", "Maria P."),
        ("Anne-Marie Dupont-Aignan", "Anne-Marie", "Anne-Marie D."),
        ("Ludwig van Beethoven", "Ludwig", "Ludwig B."),
        ("Sinéad O’Connor", "Sinéad", "Sinéad O."),
        ("Ana émile", "Ana", "Ana É."),
        ("Dr. Anna Schmidt", "Anna", "Anna S."),
        ("Prof. Dr. Anna Schmidt, PhD", "Anna", "Anna S."),
        ("Martin King Jr.", "Martin", "Martin K."),
        ("Anna Schmidt (VIP)", "Anna", "Anna S."),
        ("Anna Schmidt 2", "Anna", "Anna S."),
        ("Prince", "Prince", "Prince"),
        ("Dr.", "Dr.", "Dr."),
        ("Anna,", "Anna", "Anna"),
        (", Anna", "Anna", "Anna"),
        ("山田 太郎", "太郎", "山 太郎"),
        ("山田太郎", "太郎", "山 太郎"),
        ("王小明", "小明", "王 小明"),
        ("김민준", "민준", "김 민준"),
        ("王明", "明", "王 明"),
        ("ジョン・スミス", "ジョン", "ジョン ス."),
        ("محمد علي", "محمد", "محمد ع."),
        ("anna.schmidt@example.com", "anna", "anna"),
        ("@example.com", "example", "example"),
        ("", "", ""),
        (" \n ", "", ""),
        ("…", "…", "…"),
    ],
)
def test_staff_see_a_first_name_and_in_lists_an_initial(holder: str, first: str, with_initial: str) -> None:
    assert shown_name(holder, Names.FIRST) == first
    assert shown_name(holder, Names.INITIAL) == with_initial


def test_a_manager_sees_the_whole_name_on_one_line() -> None:
    assert shown_name("Schmidt,\nAnna Maria", Names.FULL) == "Schmidt, Anna Maria"


@given(st.text(max_size=200), st.sampled_from(Names))
def test_any_text_gives_a_short_line_that_is_empty_only_without_a_name(holder: str, names: Names) -> None:
    name = shown_name(holder, names)
    assert len(name) <= LONGEST_NAME + 4
    assert name == name.strip()
    assert bool(name) is bool(shown_name(holder, Names.FULL))


@given(st.sampled_from(["Anna", "Zoë", "Maria João", "Björk"]), st.text("abcdefghijklmnop", min_size=8, max_size=20))
def test_staff_never_see_the_whole_last_name(first: str, last: str) -> None:
    for holder in (f"{first} {last}", f"{last}, {first}"):
        for names in (Names.FIRST, Names.INITIAL):
            assert last not in shown_name(holder, names)
