"""Finding guests: by any spelling of a name, by codes and numbers or their ends, the best first."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from sync.device.carving import _file_pages
from sync.device.folding import folded, words_of
from sync.device.retention import forget
from sync.device.search import search_tickets
from sync.device.search_file import SEARCH_FILE
from sync.device.search_index import SearchIndex
from sync.device.search_keeper import SearchKeeper
from sync.device.ticket_cache import LIST_NUMBER, SEARCH_KEY
from sync.rules.ids import TicketId
from sync.rules.ticket import TicketStatus
from tests.sync.device.doors import reading
from tests.sync.device.guests import KNOWING, Place, guest, many, open_place
from tests.sync.making import EVENT, NOW, PREFIX, make_id

DUE = NOW + 30 * 86_400_000
REFERENCE = "ord_01k2abcdefghjkmnpqrstvwxyz"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path) as place:
        yield place


@pytest.mark.parametrize(
    ("holder", "texts"),
    [
        ("Jörg Müller", ["jorg", "JOERG", "Jo\u0308rg", "muller", "Mueller", "MÜLLER", "mül jö", "mueller joerg"]),
        ("Mueller", ["müller", "Muller", "mull"]),
        ("Muller", ["müller", "mueller"]),
        ("Groß", ["gross", "GROSS", "groß", "GROẞ"]),
        ("Søren Ærø", ["soren", "soeren", "aero", "søren ærø"]),
        ("Łukasz Wałęsa", ["lukasz", "walesa", "ŁUKASZ"]),
        ("Işıl Yıldız", ["isil", "yildiz", "IŞIL", "YILDIZ"]),
        ("Жанна Иванова", ["zhanna", "ivanova", "жан", "ИВАНОВА"]),
        ("Γιώργος Παππάς", ["giorgos", "γιωργος", "ΠΑΠΠΑΣ", "παπ"]),
        ("Nguyễn Thị Minh", ["nguyen", "thi", "minh nguyen", "NGUYỄN"]),
        ("王小明", ["王", "小明", "王小明", "wang", "xiaoming", "wangxiaoming"]),
        ("김민준", ["김", "민준", "김민준"]),
        ("O'Brien-Smith", ["obrien", "o'brien", "o\u2019brien", "brien", "smith", "obriensmith"]),
        ("Li", ["l", "li", "LI"]),
        ("Ana Ó", ["o", "ó", "ana o", "o ana"]),
        ("Jean-Luc Picard", ["jean luc", "jeanluc", "picard jean-luc", "pic j"]),
    ],
)
def test_a_guest_is_found_however_the_name_is_typed(place: Place, holder: str, texts: list[str]) -> None:
    place.put(guest(1, holder), guest(2, "Zzyzx Qwrt"))
    place.keep_up()
    assert {text: place.find(text) for text in texts} == {text: [holder] for text in texts}


@pytest.mark.parametrize(
    "text",
    [
        *("anna@example.com", "Anna@Exam", "ann", "ANNA@", "+49 30 7654321", "030/765 43 21", "0049307654321", "4321"),
        *("7654321", "307654321", REFERENCE, REFERENCE.upper(), "ord_01k2abc", "01k2abcdef", "vwxyz", "4006381333931"),
        *(
            "4006 3813",
            "3931",
            make_id(100),
            make_id(100).replace("-", "").lower(),
            make_id(100)[-5:],
            make_id(100)[:-2],
        ),
    ],
)
def test_a_guest_is_found_by_what_they_show(place: Place, text: str) -> None:
    phone, alias = "+49 (0)30 7654321", "4006381333931"
    shown = guest(1, "Bo", reference=REFERENCE, email="anna@example.com", phone=phone, alias=alias)
    national = guest(3, "Other", phone="0171 11111111", email="other@example.com", reference="ord_01k2z", alias="9")
    place.put(shown, national)
    place.keep_up()
    assert place.find(text)[:1] == ["Bo"]


@pytest.mark.parametrize("text", ["+49 171 1234567", "0049 171 1234567", "0171 1234567", "1711234567", "34567"])
@pytest.mark.parametrize("kept", ["+49 171 1234567", "01711234567", "0049-171/1234567"])
def test_a_phone_is_the_same_with_and_without_its_country(place: Place, kept: str, text: str) -> None:
    place.put(guest(1, "Anna", phone=kept), guest(2, "Max", phone="+49 171 7654321"))
    place.keep_up()
    assert place.find(text) == ["Anna"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("li", ["Li Wei", "Anna Li", "Lia Zhou", "Lisa Bo", "Anna Lind"]),
        ("lisa", ["Lisa Bo"]),
        ("bo", ["Lisa Bo"]),
        ("anna li", ["Anna Li", "Anna Lind"]),
        ("li anna", ["Anna Li", "Anna Lind"]),
        ("wei li", ["Li Wei"]),
        ("x", []),
        ("li li li x", []),
    ],
)
def test_the_best_come_first(place: Place, text: str, found: list[str]) -> None:
    place.put(*(guest(at, name) for at, name in enumerate(["Lisa Bo", "Anna Lind", "Anna Li", "Lia Zhou", "Li Wei"])))
    place.keep_up()
    assert place.find(text) == found


def test_a_short_name_is_not_lost_among_many_that_begin_with_it(place: Place) -> None:
    place.listed(*(guest(at, f"Lisa {at}") for at in range(300)), guest(999, "Wei Li"))
    place.keep_up()
    assert place.find("li", most=3)[0] == "Wei Li"
    assert len(place.find("l", most=3)) == 3


def test_a_code_is_meant_before_a_name_where_there_are_digits(place: Place) -> None:
    place.put(guest(1, "4321 Street Band"), guest(2, "Anna", phone="030 774321"))
    place.keep_up()
    assert place.find("4321") == ["Anna", "4321 Street Band"]


@pytest.mark.parametrize("text", ["", "  ", "%", '"', "*", "'; DROP TABLE words", "a" * 5_000, "\x00", "\ud800"])
def test_nothing_that_is_typed_is_an_error(place: Place, text: str) -> None:
    place.put(guest(1, "Bo"))
    place.keep_up()
    assert place.find(text) == []


names = st.text(st.characters(categories=["L", "M"], max_codepoint=0x17F), min_size=1, max_size=12)
CHANGES: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    str.casefold,
    str.swapcase,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFC", text),
    lambda text: "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)),
    folded,
    lambda text: text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"),
]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with open_place(tmp_path_factory.mktemp("crowd")) as place:
        yield place


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(names, st.sampled_from(range(len(CHANGES))), st.integers(1, 12))
@example("ŉ", 0, 1)
@example("İ", 1, 1)
@example("ΐ", 0, 1)
@example("ß", 0, 1)
def test_every_spelling_and_every_beginning_finds_the_name(crowd: Place, name: str, change: int, length: int) -> None:
    ticket = guest(1, f"Zed {name}")
    crowd.put(ticket)
    crowd.keep_up()
    asked = CHANGES[change](name)
    for text in (asked, f"{asked} zed", folded(name)[:length]):
        if words_of(text):
            found = search_tickets(crowd.store, crowd.index, text, 5, EVENT.event_id, PREFIX)
            assert found == [ticket], (text, words_of(ticket.holder))


def test_the_index_follows_what_the_feed_changes(place: Place) -> None:
    place.put(guest(1, "Anna Old"), guest(2, "Max"))
    place.keep_up()
    place.put(guest(1, "Anna New"), guest(3, "Zoë"))
    place.keep_up()
    assert (place.find("old"), place.find("new"), place.find("zoe")) == ([], ["Anna New"], ["Zoë"])
    place.put(msgspec.structs.replace(guest(1, "Anna New"), status=TicketStatus.REVOKED))
    with place.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM search_queue").fetchone() == (0,)


def test_the_index_follows_another_list(place: Place) -> None:
    place.listed(*(guest(at, f"Guest {at}") for at in range(600)))
    place.keep_up()
    place.listed(*(guest(at, f"Guest {at}" if at % 2 else f"Visitor {at}") for at in range(100, 700)))
    place.keep_up()
    assert place.find("visitor 300") == ["Visitor 300"]
    assert (place.find("guest 300"), place.find("guest 99"), place.find("guest 699")) == ([], [], ["Guest 699"])
    assert len(place.find("visitor", 1_000)) == 300


def test_while_there_is_no_index_yet_people_are_found_all_the_same(place: Place) -> None:
    place.listed(*(guest(at, f"Guest {at}") for at in range(600)))
    assert place.index.missing_after() == ""
    assert place.find("guest 431") == ["Guest 431"]
    assert not (place.store.path.parent / SEARCH_FILE).exists()


def test_an_index_that_is_half_made_goes_on_where_it_stopped(place: Place) -> None:
    place.listed(*(guest(at, f"Guest {at}") for at in range(600)))
    assert not place.index.keep_up(lambda: True)
    half = place.index.missing_after()
    assert half
    assert [place.find(f"guest {at}") for at in (0, 599)] == [["Guest 0"], ["Guest 599"]]
    place.index.close()
    again = SearchIndex(place.store)
    assert again.missing_after() == half
    again.close()


def test_an_index_that_cannot_be_read_is_made_anew(place: Place) -> None:
    place.put(guest(1, "Anna"))
    place.keep_up()
    place.index.close()
    (place.store.path.parent / SEARCH_FILE).write_bytes(b"noise" * 2_000)
    assert place.find("anna") == ["Anna"]
    place.keep_up()
    assert place.find("anna") == ["Anna"]


def test_a_name_that_was_changed_is_nowhere_in_the_index(place: Place) -> None:
    place.put(*(guest(at, f"Guest{at} Common", email=f"g{at}@example.com") for at in range(400)))
    place.put(guest(999, "Quirinus Zebulon", email="quirinus@example.com", phone="030 9876501", reference="ord_quirq"))
    place.keep_up()
    assert b"quirinus" in place.file()
    place.put(guest(999, ""))
    place.keep_up()
    place.index.close()
    assert b"Guest".lower() in place.file()
    for part in (b"quirinus", b"uirinus", b"zebulon", b"1056789"):
        assert part not in place.file()


def test_with_the_names_the_index_is_gone_for_good(place: Place) -> None:
    place.put(guest(1, "Anna Example", email="anna@example.com"))
    place.keep_up()
    key, path = place.store.get(SEARCH_KEY), place.store.path.parent / SEARCH_FILE
    assert forget(place.store, place.device.scan_log, reading(DUE)).names == 1
    assert place.store.get(SEARCH_KEY) is None
    assert place.find("anna") == []
    place.keep_up()
    assert place.store.get(SEARCH_KEY) not in (None, key)
    assert b"anna" not in place.file()
    assert path.exists()
    place.store.settle()
    stored = (*_file_pages(place.store.path, bytes(range(32))),)
    assert key not in b"".join(page.content for page in stored)


def test_contacts_that_may_be_known_no_more_are_gone_from_the_index(place: Place) -> None:
    place.put(guest(1, "Anna Example", email="zeb@example.com", phone="030 9876501"))
    place.keep_up()
    assert place.find("zeb@") == ["Anna Example"]
    place.device.keep(msgspec.structs.replace(KNOWING, version=9, knows_contacts=False))
    place.keep_up()
    assert (place.find("zeb@"), place.find("9876501"), place.find("anna")) == ([], [], ["Anna Example"])
    assert b"zeb" not in place.file()


def test_a_thread_keeps_the_index_up_and_lets_go_of_its_file(place: Place) -> None:
    place.listed(*(guest(at, f"Guest {at}") for at in range(600)))
    keeper = SearchKeeper(place.index)
    keeper.start()
    until_whole = 600
    while place.index.missing_after() is not None and until_whole:
        until_whole -= 1
        keeper._stopping.wait(0.05)
    assert until_whole
    keeper.stop()
    assert place.store.get(LIST_NUMBER) == 1
    assert place.find("guest 431") == ["Guest 431"]


def test_no_log_says_who_was_looked_for_or_found(place: Place) -> None:
    with capture_logs() as logs:
        place.put(guest(1, "Anna Example", email="anna@example.com", phone="030 9876501", reference="ord_anna"))
        place.keep_up()
        for text in ("anna", "anna@example.com", "9876501", "ord_anna"):
            assert place.find(text) == ["Anna Example"]
        place.index.close()
        (place.store.path.parent / SEARCH_FILE).write_bytes(b"noise" * 2_000)
        place.find("anna")
        place.keep_up()
        forget(place.store, place.device.scan_log, reading(DUE))
    assert {"search_index_whole", "search_index_lost", "names_forgotten"} <= {line["event"] for line in logs}
    assert not any(text in str(logs).lower() for text in ("anna", "9876501"))


def test_tickets_of_any_id_are_found(place: Place) -> None:
    place.put(msgspec.structs.replace(guest(1, "Anna"), ticket_id=TicketId("other system №5")))
    place.keep_up()
    assert place.find("anna") == ["Anna"]
    assert place.find("system №5") == ["Anna"]


def test_who_was_sold_a_ticket_a_moment_ago_is_found_before_the_index_hears(place: Place) -> None:
    place.listed(*many(600))
    place.keep_up()
    place.put(guest(999, "Zoë Late"), guest(3, "Renamed Guest"))
    assert place.index.missing_after() is None
    assert (place.find("zoe"), place.find("renamed")) == (["Zoë Late"], ["Renamed Guest"])


def test_what_changes_behind_the_walk_is_found_while_it_goes_on(place: Place) -> None:
    place.listed(*many(600))
    assert not place.index.keep_up(lambda: True)
    place.put(guest(0, "Renamed Guest"))
    assert place.index.missing_after()
    assert place.find("renamed") == ["Renamed Guest"]


def test_of_very_many_changes_the_newest_are_found_the_best_first(place: Place) -> None:
    place.listed(*many(10))
    place.keep_up()
    place.put(*many(3_000, "Visitor"))
    found = search_tickets(place.store, place.index, "visitor 2999", 5, EVENT.event_id, PREFIX)
    assert [ticket.holder for ticket in found] == ["Visitor 2999"]
    assert len(search_tickets(place.store, place.index, "visitor", 5, EVENT.event_id, PREFIX)) == 5
