"""The admission cases of policies: re-entry by number and day, groups, clocks, hands, live codes, list age, rivals.

Where device and server must not answer alike, the row says what the device says alone, and why.
"""

from sync.rules.door_log import Kind
from sync.rules.ticket import Rotation, TicketStatus
from sync.rules.verdict import Basis
from tests.agreement.case import (
    ACTIVE,
    ALL_FIVE,
    CHECK,
    DENIED,
    FIVE_OUT,
    GROUP,
    HERE,
    IN,
    IN_AGAIN,
    IN_FIVE_MINUTES,
    IN_PRACTICE,
    LAST_NIGHT,
    LEAVES,
    MISSING,
    NEEDS_LOOK,
    NO,
    OUT,
    OUT_AGAIN,
    OUT_LAST_NIGHT,
    OVERRIDDEN,
    REVOKED,
    THIS_MORNING,
    THREE,
    TODAY,
    TOMORROW,
    TRIED,
    TWO_OUT,
    UNDO_FIRST,
    UNDO_SECOND,
    UNPAID,
    UNSURE,
    UNTIL_FIVE_MINUTES_AGO,
    YES,
    YESTERDAY,
    Apart,
    Case,
    F,
    R,
    Step,
)
from tests.agreement.table import PLAIN

OFFERED, REQUIRED = Rotation.OFFERED, Rotation.REQUIRED
DAY = 24 * 60
OVERRIDE = Step(Kind.ADMIT, 40, basis=Basis.OVERRIDE, answers=1, reason=R.OVERRIDDEN)
SENT_AWAY = Step(Kind.DENY, 49, answers=0, reason=R.PARTY_TOO_LARGE)
NOT_RECORDED = Step(Kind.DENY, 49, answers=0, reason=R.NOT_RECORDED)
TRIED_HERE = Step(Kind.ATTEMPT, 1, HERE, "main")
WAITED_HERE = Step(Kind.DENY, 1, HERE, "main", answers=1, reason=R.BEING_ADMITTED)
CLAIMED = Step(Kind.ATTEMPT, 0, is_claimed=True)

MAY_BE_NOW = "by its own clock it may be in time: who is let in early was there early, who is sent away wrongly is gone"
NEVER_OLD = "the server's list is the list itself"
NOT_ASKED = "the other door has not asked the server, which therefore may say yes, and only once"
NOT_SEEN = "the server's yes stands for an admission; the other door has not written one down yet"
ALONE = "a door that sees neither the server nor the other door cannot know, and says so"

# ruff: noqa: E501  One case is one row, however long.
# fmt: off
POLICIES: list[Case] = [
    # However it is typed, it is one ticket.
    Case("typed small, without dashes, o for 0 and i for 1", "all_folds", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("the same of a used ticket", "all_folds", ACTIVE, (IN,), "main", NO, R.ALREADY_INSIDE, 0),
    # So many entries altogether.
    Case("first of two entries", "signed", ACTIVE, (), "twice", YES, R.ADMITTED),
    Case("second of two entries, still inside", "signed", ACTIVE, (IN,), "twice", YES, R.ADMITTED_AGAIN),
    Case("second of two entries, after leaving", "signed", ACTIVE, (IN, OUT), "twice", YES, R.ADMITTED_AGAIN),
    Case("third of two entries, inside", "signed", ACTIVE, (IN, IN_AGAIN), "twice", NO, R.ALREADY_INSIDE, 1),
    Case("third of two entries, after leaving", "signed", ACTIVE, (IN, OUT, IN_AGAIN, OUT_AGAIN), "twice", NO, R.ALREADY_USED, 2),
    Case("third of two entries, one of them undone", "signed", ACTIVE, (IN, IN_AGAIN, UNDO_SECOND), "twice", YES, R.ADMITTED_AGAIN),
    Case("not in the list, third of two entries", "signed", MISSING, (IN, IN_AGAIN), "twice", NO, R.ALREADY_INSIDE, 1),
    # So many entries a day, by the calendar where the event is.
    Case("first time, once a day", "signed", ACTIVE, (), "daily", YES, R.ADMITTED),
    Case("came just after midnight, once a day", "signed", ACTIVE, (THIS_MORNING,), "daily", NO, R.ALREADY_INSIDE, 0),
    Case("came and left today, once a day", "signed", ACTIVE, (THIS_MORNING, OUT), "daily", NO, R.ALREADY_USED, 0),
    Case("came just before midnight, once a day", "signed", ACTIVE, (LAST_NIGHT,), "daily", YES, R.ADMITTED_AGAIN),
    Case("came and left last night, once a day", "signed", ACTIVE, (LAST_NIGHT, OUT_LAST_NIGHT), "daily", YES, R.ADMITTED_AGAIN),
    Case("last night and today, once a day", "signed", ACTIVE, (LAST_NIGHT, IN), "daily", NO, R.ALREADY_INSIDE, 1),
    Case("today, but undone, once a day", "signed", ACTIVE, (LAST_NIGHT, IN, UNDO_SECOND), "daily", YES, R.ADMITTED_AGAIN),
    Case("once today, twice a day", "typed", ACTIVE, (THIS_MORNING,), "twice_daily", YES, R.ADMITTED_AGAIN),
    Case("twice today, twice a day", "signed", ACTIVE, (THIS_MORNING, IN), "twice_daily", NO, R.ALREADY_INSIDE, 1),
    Case("last night and once today, twice a day", "signed", ACTIVE, (LAST_NIGHT, IN), "twice_daily", YES, R.ADMITTED_AGAIN),
    Case("not in the list, last night, once a day", "signed", MISSING, (LAST_NIGHT,), "daily", YES, R.ADMITTED_AGAIN),
    Case("not in the list, today, once a day", "signed", MISSING, (IN,), "daily", NO, R.ALREADY_INSIDE, 0),
    Case("today by a clock that said yesterday", "signed", ACTIVE, (Step(Kind.ADMIT, 12 * 60, clock_off_min=-60),), "daily", NO, R.ALREADY_INSIDE, 0),
    Case("last night by a clock that said today", "signed", ACTIVE, (Step(Kind.ADMIT, 13 * 60, clock_off_min=60),), "daily", YES, R.ADMITTED_AGAIN),
    # Other policies beside each other.
    Case("came back and left, re-entry after exit", "signed", ACTIVE, (IN, OUT, IN_AGAIN, OUT_AGAIN), "reentry", YES, R.ADMITTED_AGAIN),
    Case("let in twice and left once, re-entry after exit", "signed", ACTIVE, (IN, IN_AGAIN, OUT_AGAIN), "reentry", YES, R.ADMITTED_AGAIN),
    Case("the third time, unlimited", "signed", ACTIVE, (IN, OUT, IN_AGAIN), "unlimited", YES, R.ADMITTED_AGAIN),
    Case("came where it is unlimited, now where it is not", "signed", ACTIVE, (Step(Kind.ADMIT, 60, gate="unlimited"),), "main", NO, R.ALREADY_INSIDE, 0),
    # Groups: n of m by one code.
    Case("all of a group", "signed", GROUP, (), "main", YES, R.ADMITTED, people=5, left=0),
    Case("three of a group of five", "typed", GROUP, (), "main", YES, R.ADMITTED, people=3, left=2),
    Case("one of a group of five", "signed", GROUP, (), "main", YES, R.ADMITTED, left=4),
    Case("six of a group of five", "signed", GROUP, (), "main", NO, R.PARTY_TOO_LARGE, people=6, left=5),
    Case("the rest of a group", "signed", GROUP, (THREE,), "main", YES, R.ADMITTED, people=2, left=0),
    Case("more than the rest of a group", "signed", GROUP, (THREE,), "main", NO, R.PARTY_TOO_LARGE, 0, people=3, left=2),
    Case("one more than a group", "signed", GROUP, (ALL_FIVE,), "main", NO, R.ALREADY_INSIDE, 0, left=0),
    Case("a group that has come and gone", "signed", GROUP, (ALL_FIVE, FIVE_OUT), "main", NO, R.ALREADY_USED, 0, left=0),
    Case("a group's first part was undone", "signed", GROUP, (THREE, UNDO_FIRST), "main", YES, R.ADMITTED, people=5, left=0),
    Case("two come back, re-entry after exit", "signed", GROUP, (ALL_FIVE, TWO_OUT), "reentry", YES, R.ADMITTED_AGAIN, people=2, left=0),
    Case("three come back of two who left", "signed", GROUP, (ALL_FIVE, TWO_OUT), "reentry", NO, R.PARTY_TOO_LARGE, 0, people=3, left=2),
    Case("a whole group a second time of two", "signed", GROUP, (ALL_FIVE,), "twice", YES, R.ADMITTED_AGAIN, people=5, left=0),
    Case("a group that came last night, once a day", "signed", GROUP, (Step(Kind.ADMIT, 13 * 60, people=5, party=5),), "daily", YES, R.ADMITTED_AGAIN, people=3, left=2),
    Case("a group that is inside, unlimited", "signed", GROUP, (ALL_FIVE,), "unlimited", YES, R.ADMITTED_AGAIN, people=5),
    Case("more than a group, unlimited", "signed", GROUP, (), "unlimited", NO, R.PARTY_TOO_LARGE, people=6, left=5),
    Case("two on a ticket for one", "signed", ACTIVE, (), "main", NO, R.PARTY_TOO_LARGE, people=2),
    Case("two on a used ticket for one", "signed", ACTIVE, (IN,), "main", NO, R.ALREADY_INSIDE, 0, people=2),
    Case("a group's ticket that was revoked", "signed", F(TicketStatus.REVOKED, admits=5), (), "main", NO, R.REVOKED, people=3),
    Case("a group that needs a look", "signed", F(needs_look=True, admits=5), (), "main", CHECK, R.NEEDS_LOOK, people=2, left=3),
    Case("a group at the wrong gate", "signed", GROUP, (), "vip", NO, R.WRONG_GATE, people=5),
    Case("two of a group that the list lacks", "signed", MISSING, (), "main", NO, R.PARTY_TOO_LARGE, people=2),
    Case("the rest of a group that the list lacks", "signed", MISSING, (THREE,), "main", YES, R.SOLD_AFTER_SYNC, people=2, left=0),
    Case("two of a group leave", "signed", GROUP, (ALL_FIVE,), "exit", LEAVES, R.EXIT_RECORDED, 0, people=2),
    Case("looking at a part of a group", "signed", GROUP, (THREE,), "look", YES, R.ADMITTED, people=1, left=1),
    # Windows, by a clock that is right and by one that may not be.
    Case("valid in five minutes", "signed", IN_FIVE_MINUTES, (), "main", NO, R.NOT_YET_VALID),
    Case("valid until five minutes ago", "signed", UNTIL_FIVE_MINUTES_AGO, (), "main", NO, R.NO_LONGER_VALID),
    Case("gate opens in five minutes", "signed", ACTIVE, (), "in_five_minutes", NO, R.GATE_NOT_OPEN),
    Case("gate closed five minutes ago", "signed", ACTIVE, (), "until_five_minutes_ago", NO, R.GATE_CLOSED),
    Case("valid in five minutes, clock unsure", "signed", IN_FIVE_MINUTES, (), "main", NO, R.NOT_YET_VALID, clock_error_min=UNSURE, apart=Apart(YES, R.ADMITTED, MAY_BE_NOW)),
    Case("valid until five minutes ago, clock unsure", "signed", UNTIL_FIVE_MINUTES_AGO, (), "main", NO, R.NO_LONGER_VALID, clock_error_min=UNSURE, apart=Apart(YES, R.ADMITTED, MAY_BE_NOW)),
    Case("gate opens in five minutes, clock unsure", "signed", ACTIVE, (), "in_five_minutes", NO, R.GATE_NOT_OPEN, clock_error_min=UNSURE, apart=Apart(YES, R.ADMITTED, MAY_BE_NOW)),
    Case("gate closed five minutes ago, clock unsure", "signed", ACTIVE, (), "until_five_minutes_ago", NO, R.GATE_CLOSED, clock_error_min=UNSURE, apart=Apart(YES, R.ADMITTED, MAY_BE_NOW)),
    Case("valid tomorrow, clock unsure", "signed", TOMORROW, (), "main", NO, R.NOT_YET_VALID, clock_error_min=UNSURE),
    Case("gate closed yesterday, clock unsure", "signed", ACTIVE, (), "yesterday", NO, R.GATE_CLOSED, clock_error_min=UNSURE),
    Case("valid today, the clock a day ahead", "signed", TODAY, (), "main", YES, R.ADMITTED, clock_off_min=DAY),
    Case("valid tomorrow, the clock a day ahead", "signed", TOMORROW, (), "main", NO, R.NOT_YET_VALID, clock_off_min=DAY),
    Case("valid until yesterday, the clock a day behind", "signed", YESTERDAY, (), "main", NO, R.NO_LONGER_VALID, clock_off_min=-DAY),
    Case("gate open tonight, the clock a day behind", "signed", ACTIVE, (), "tonight", YES, R.ADMITTED, clock_off_min=-DAY),
    Case("came today, once a day, the clock a day ahead", "signed", ACTIVE, (IN,), "daily", NO, R.ALREADY_INSIDE, 0, clock_off_min=DAY),
    # Notes and looks.
    Case("a note that asks for nothing", "signed", F(note="Knows the band"), (), "main", YES, R.ADMITTED),
    Case("a note that asks for a look", "signed", F(note="Must be 18", needs_look=True), (), "main", CHECK, R.NEEDS_LOOK),
    Case("needs a look, typed", "typed", NEEDS_LOOK, (), "main", CHECK, R.NEEDS_LOOK),
    Case("needs a look, and valid tomorrow", "signed", F(needs_look=True, valid_from_h=24), (), "main", NO, R.NOT_YET_VALID),
    Case("looked at, turned away, and back", "signed", NEEDS_LOOK, (IN, UNDO_FIRST), "main", CHECK, R.NEEDS_LOOK),
    Case("needs a look, leaving", "signed", NEEDS_LOOK, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0),
    Case("only looking at who needs a look", "signed", NEEDS_LOOK, (), "look", CHECK, R.NEEDS_LOOK),
    Case("only looking, at the wrong gate", "signed", ACTIVE, (), "look_vip", NO, R.WRONG_GATE),
    Case("only looking at an unpaid ticket", "signed", UNPAID, (), "look", NO, R.UNPAID),
    Case("only looking at what the list lacks", "signed", MISSING, (), "look", YES, R.SOLD_AFTER_SYNC),
    # Exits.
    Case("leaves unpaid", "signed", UNPAID, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0),
    Case("leaves, the last exit was undone", "signed", ACTIVE, (IN, OUT, UNDO_SECOND), "exit", LEAVES, R.EXIT_RECORDED, 0),
    Case("leaves, the admission was undone", "signed", ACTIVE, (IN, UNDO_FIRST), "exit", LEAVES, R.EXIT_WITHOUT_ENTRY),
    Case("not in the list, leaves without having come", "signed", MISSING, (), "exit", LEAVES, R.EXIT_WITHOUT_ENTRY),
    Case("leaves the second time it came", "signed", ACTIVE, (IN, OUT, IN_AGAIN), "exit", LEAVES, R.EXIT_RECORDED, 2),
    # Done by hand, and practised.
    Case("inside by hand", "signed", ACTIVE, (Step(Kind.ADMIT, 60, reason=R.ADMITTED_BY_HAND),), "main", NO, R.ALREADY_INSIDE, 0),
    Case("denied, and overridden by a manager", "signed", ACTIVE, (IN, DENIED, OVERRIDE), "main", NO, R.ALREADY_INSIDE, 2),
    Case("overridden, and left, re-entry after exit", "signed", ACTIVE, (OVERRIDDEN, OUT), "reentry", YES, R.ADMITTED_AGAIN),
    Case("overridden, and undone", "signed", ACTIVE, (OVERRIDDEN, UNDO_FIRST), "main", YES, R.ADMITTED),
    Case("overridden although revoked, and again", "signed", REVOKED, (OVERRIDDEN,), "main", NO, R.REVOKED),
    Case("tried where the disk was full", "signed", ACTIVE, (TRIED, NOT_RECORDED), "main", YES, R.ADMITTED),
    Case("undone twice", "signed", ACTIVE, (IN, UNDO_FIRST, UNDO_FIRST), "main", YES, R.ADMITTED),
    Case("both admissions undone", "signed", ACTIVE, (IN, IN_AGAIN, UNDO_FIRST, UNDO_SECOND), "main", YES, R.ADMITTED),
    Case("an undo of an undo undoes nothing", "signed", ACTIVE, (IN, UNDO_FIRST, UNDO_SECOND), "main", YES, R.ADMITTED),
    Case("not in the list, undone", "signed", MISSING, (IN, UNDO_FIRST), "main", YES, R.SOLD_AFTER_SYNC),
    Case("not in the list, twice at two doors", "signed", MISSING, (IN, IN_AGAIN), "main", NO, R.ALREADY_INSIDE, 1),
    Case("let in in practice", "signed", ACTIVE, (IN_PRACTICE,), "main", YES, R.ADMITTED),
    Case("not in the list, let in in practice", "signed", MISSING, (IN_PRACTICE,), "main", YES, R.SOLD_AFTER_SYNC),
    Case("let in in practice, leaves", "signed", ACTIVE, (IN_PRACTICE,), "exit", LEAVES, R.EXIT_WITHOUT_ENTRY),
    Case("undone in practice only", "signed", ACTIVE, (IN, Step(Kind.VOID, 5, voids=0, training=True)), "main", NO, R.ALREADY_INSIDE, 0),
    # Live codes where the event offers them ...
    Case("live", "live", ACTIVE, (), "main", YES, R.ADMITTED, rotation=OFFERED),
    Case("live, half a minute ago", "live_last", ACTIVE, (), "main", YES, R.ADMITTED, rotation=OFFERED),
    Case("live, in half a minute", "live_next", ACTIVE, (), "main", YES, R.ADMITTED, rotation=OFFERED),
    Case("a screenshot", "screenshot", ACTIVE, (), "main", NO, R.STALE_CODE, rotation=OFFERED),
    Case("a phone five minutes ahead", "live_ahead", ACTIVE, (), "main", NO, R.STALE_CODE, rotation=OFFERED),
    Case("a screenshot, clock unsure", "screenshot", ACTIVE, (), "main", NO, R.STALE_CODE, rotation=OFFERED, clock_error_min=UNSURE, apart=Apart(YES, R.ADMITTED, MAY_BE_NOW)),
    Case("live, the clock a day ahead", "live", ACTIVE, (), "main", YES, R.ADMITTED, rotation=OFFERED, clock_off_min=DAY),
    Case("live by a made-up secret", "live_forged", ACTIVE, (), "main", NO, R.BAD_SIGNATURE, rotation=OFFERED),
    Case("live by another ticket's secret", "live_others_secret", ACTIVE, (), "main", NO, R.BAD_SIGNATURE, rotation=OFFERED),
    Case("live in small letters", "live_lower", ACTIVE, (), "main", NO, R.MALFORMED, rotation=OFFERED),
    Case("live with something behind it", "live_long", ACTIVE, (), "main", NO, R.MALFORMED, rotation=OFFERED),
    Case("live of another event", "live_other_event", ACTIVE, (), "main", NO, R.OTHER_EVENT, rotation=OFFERED),
    Case("live of another organization", "live_other_organization", ACTIVE, (), "main", NO, R.UNKNOWN_KEY, rotation=OFFERED),
    Case("live, inside", "live", ACTIVE, (IN,), "main", NO, R.ALREADY_INSIDE, 0, rotation=OFFERED),
    Case("live, revoked", "live", REVOKED, (), "main", NO, R.REVOKED, rotation=OFFERED),
    Case("live, not in the list", "live", MISSING, (), "main", YES, R.SOLD_AFTER_SYNC, rotation=OFFERED),
    Case("a screenshot, revoked", "screenshot", REVOKED, (), "main", NO, R.STALE_CODE, rotation=OFFERED),
    Case("a screenshot, not in the list", "screenshot", MISSING, (), "main", NO, R.STALE_CODE, rotation=OFFERED),
    Case("leaves by a screenshot", "screenshot", ACTIVE, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0, rotation=OFFERED),
    Case("a part of a group, live", "live", GROUP, (THREE,), "main", YES, R.ADMITTED, people=2, left=0, rotation=OFFERED),
    Case("static where live is offered", "signed", ACTIVE, (), "main", YES, R.ADMITTED, rotation=OFFERED),
    Case("typed where live is offered", "typed", ACTIVE, (), "main", YES, R.ADMITTED, rotation=OFFERED),
    # ... where it wants them ...
    Case("called off", "signed", ACTIVE, (), "main", NO, R.EVENT_CLOSED, is_called_off=True),
    Case("called off, by hand", "typed", ACTIVE, (), "main", NO, R.EVENT_CLOSED, is_called_off=True),
    Case("called off, refunded", "signed", REVOKED, (), "main", NO, R.EVENT_CLOSED, is_called_off=True),
    Case("called off, not in the list", "signed", MISSING, (), "main", NO, R.EVENT_CLOSED, is_called_off=True),
    Case("called off, inside", "signed", ACTIVE, (IN,), "main", NO, R.EVENT_CLOSED, is_called_off=True),
    Case("called off, leaves", "signed", ACTIVE, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0, is_called_off=True),
    Case("called off, altered", "token_changed", ACTIVE, (), "main", NO, R.BAD_SIGNATURE, is_called_off=True),
    Case("live where live is wanted", "live", ACTIVE, (), "main", YES, R.ADMITTED, rotation=REQUIRED),
    Case("static where live is wanted", "signed", ACTIVE, (), "main", CHECK, R.LIVE_CODE_WANTED, rotation=REQUIRED),
    Case("typed where live is wanted", "typed", ACTIVE, (), "main", CHECK, R.LIVE_CODE_WANTED, rotation=REQUIRED),
    Case("a screenshot where live is wanted", "screenshot", ACTIVE, (), "main", NO, R.STALE_CODE, rotation=REQUIRED),
    Case("static, used, where live is wanted", "signed", ACTIVE, (IN,), "main", NO, R.ALREADY_INSIDE, 0, rotation=REQUIRED),
    Case("static, not in the list, where live is wanted", "signed", MISSING, (), "main", CHECK, R.LIVE_CODE_WANTED, rotation=REQUIRED),
    Case("static, needs a look, where live is wanted", "signed", NEEDS_LOOK, (), "main", CHECK, R.NEEDS_LOOK, rotation=REQUIRED),
    Case("leaves by a typed code where live is wanted", "typed", ACTIVE, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0, rotation=REQUIRED),
    # ... and where there are none: a live code is its static one.
    Case("live where there are none", "live", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("a screenshot where there are none", "screenshot", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("live of another organization where there are none", "live_other_organization", ACTIVE, (), "main", NO, R.UNKNOWN_KEY),
    # The age of the list is the door's own: the server's is never old.
    Case("a list half an hour old", "signed", ACTIVE, (), "careful", YES, R.ADMITTED, list_age_h=0.5),
    Case("a list two hours old", "signed", ACTIVE, (), "careful", YES, R.ADMITTED, list_age_h=2, apart=Apart(CHECK, R.LIST_OLD, NEVER_OLD)),
    Case("a list five hours old", "signed", ACTIVE, (), "careful", YES, R.ADMITTED, list_age_h=5, apart=Apart(NO, R.LIST_TOO_OLD, NEVER_OLD)),
    Case("a list five hours old, inside", "signed", ACTIVE, (IN,), "careful", NO, R.ALREADY_INSIDE, 0, list_age_h=5, apart=Apart(NO, R.LIST_TOO_OLD, NEVER_OLD)),
    Case("a list two hours old, inside", "signed", ACTIVE, (IN,), "careful", NO, R.ALREADY_INSIDE, 0, list_age_h=2),
    Case("a list two hours old, needs a look", "signed", NEEDS_LOOK, (), "careful", CHECK, R.NEEDS_LOOK, list_age_h=2),
    Case("a list five hours old, revoked", "signed", REVOKED, (), "careful", NO, R.REVOKED, list_age_h=5),
    Case("a list five hours old where nobody minds", "signed", ACTIVE, (), "main", YES, R.ADMITTED, list_age_h=5),
    Case("leaves by a list five hours old", "signed", ACTIVE, (IN,), "exit_careful", LEAVES, R.EXIT_RECORDED, 0, list_age_h=5),
    # While another door decides. What stands first here must: the last rows' attempts are of this moment.
    Case("tried and sent away, doors asked", "signed", ACTIVE, (TRIED, SENT_AWAY), "main", YES, R.ADMITTED, asks_doors=True),
    Case("tried at this door itself, doors asked", "signed", ACTIVE, (Step(Kind.ATTEMPT, 50, HERE),), "main", YES, R.ADMITTED, asks_doors=True),
    Case("tried in practice, doors asked", "signed", ACTIVE, (Step(Kind.ATTEMPT, 50, training=True),), "main", YES, R.ADMITTED, asks_doors=True),
    Case("tried elsewhere, unlimited, doors asked", "signed", ACTIVE, (TRIED,), "unlimited", YES, R.ADMITTED, asks_doors=True),
    Case("inside and tried elsewhere, doors asked", "signed", ACTIVE, (IN, TRIED), "main", NO, R.ALREADY_INSIDE, 0, asks_doors=True),
    Case("tried elsewhere, and waited for it here", "signed", ACTIVE, (TRIED, TRIED_HERE, WAITED_HERE), "main", YES, R.ADMITTED, asks_doors=True),
    Case("tried elsewhere without an answer", "signed", ACTIVE, (TRIED,), "main", YES, R.ADMITTED, asks_doors=True, apart=Apart(NO, R.BEING_ADMITTED, NOT_ASKED)),
    Case("the server has said yes elsewhere", "signed", ACTIVE, (CLAIMED,), "main", NO, R.ALREADY_INSIDE, asks_doors=True, apart=Apart(NO, R.BEING_ADMITTED, NOT_SEEN)),
    Case("the same, no door asked", "signed", ACTIVE, (CLAIMED,), "main", NO, R.ALREADY_INSIDE, apart=Apart(YES, R.ADMITTED, ALONE)),
]
# fmt: on

CASES: list[Case] = PLAIN + POLICIES
