"""What each reason, act and incident is called at a door. Values only; a tired volunteer reads them."""

from dataclasses import dataclass

from scanner_app.door.shown import Act
from sync.rules.incidents import IncidentKind
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Reason


@dataclass(frozen=True, slots=True)
class Lines:
    """The texts of one reason; ``{gate}`` stands for the gate's name."""

    word: str
    sentence: str
    next_step: str = ""


VERDICTS = {
    Reason.MALFORMED: Lines(
        "Not a ticket code", "This code is not from a ticket.", "Ask for the QR code on the ticket itself."
    ),
    Reason.BAD_CHECK: Lines(
        "Misread code", "One character of the code is wrong.", "Scan it again, or type it again with care."
    ),
    Reason.BAD_SIGNATURE: Lines(
        "Not genuine", "This ticket was altered or is a fake.", "Do not let in. Call the manager."
    ),
    Reason.UNKNOWN_KEY: Lines(
        "Cannot be checked", "This device cannot check this ticket yet.", "Press Sync now, then scan again."
    ),
    Reason.STALE_CODE: Lines(
        "Old code",
        "This code is of another moment: a screenshot, or a phone with a wrong clock.",
        "Ask the guest to open the ticket on the phone itself, then scan again.",
    ),
    Reason.OTHER_EVENT: Lines("Other event", "This ticket is for another event.", "Ask for the ticket for this event."),
    Reason.UNKNOWN_TICKET: Lines(
        "Not on the list",
        "No such ticket is on this device’s list.",
        "Press Sync now, then scan again. If it stays, call the manager.",
    ),
    Reason.EXIT_RECORDED: Lines("Checked out", "The exit is recorded.", "Let the guest out."),
    Reason.EXIT_WITHOUT_ENTRY: Lines(
        "Checked out", "The exit is recorded, but no entry was scanned before.", "Let the guest out."
    ),
    Reason.DEVICE_REVOKED: Lines(
        "Device removed",
        "This device was removed from the event.",
        "Do not let in. Send the guest to another door and call the manager.",
    ),
    Reason.EVENT_CLOSED: Lines(
        "Event closed", "The organizer has closed this event.", "Do not let in. Send the guest to the box office."
    ),
    Reason.REVOKED: Lines(
        "Blocked", "The organizer has blocked this ticket.", "Do not let in. Send the guest to the box office."
    ),
    Reason.CANCELLED: Lines(
        "Cancelled", "This ticket was cancelled.", "Do not let in. Send the guest to the box office."
    ),
    Reason.REFUNDED: Lines(
        "Refunded", "The money for this ticket was paid back.", "Do not let in. Send the guest to the box office."
    ),
    Reason.UNPAID: Lines("Not paid", "This ticket has not been paid for.", "Send the guest to the box office to pay."),
    Reason.NOT_YET_VALID: Lines(
        "Too early", "This ticket is not valid yet.", "Ask the guest to come back at the time on the ticket."
    ),
    Reason.NO_LONGER_VALID: Lines("Expired", "The time of this ticket is over.", "Send the guest to the box office."),
    Reason.WRONG_GATE: Lines(
        "Wrong gate", "{gate} does not take this kind of ticket.", "Send the guest to the gate on the ticket."
    ),
    Reason.GATE_NOT_OPEN: Lines("Gate not open", "{gate} is not open yet.", "Ask the guest to wait."),
    Reason.GATE_CLOSED: Lines("Gate closed", "{gate} takes no more guests.", "Send the guest to another gate."),
    Reason.LIST_TOO_OLD: Lines(
        "List too old",
        "This device’s list is too old to let anybody in without the server.",
        "Press Sync now, then scan again. Else send the guest to another gate.",
    ),
    Reason.BEING_ADMITTED: Lines(
        "At another door",
        "Another door is letting this ticket in at this moment.",
        "Do not let in. Scan again in a moment; in doubt, call the manager.",
    ),
    Reason.ALREADY_INSIDE: Lines(
        "Already inside", "This ticket has been used to enter.", "Do not let in. In doubt, call the manager."
    ),
    Reason.ALREADY_USED: Lines(
        "Already used", "This ticket has been used up.", "Do not let in. In doubt, call the manager."
    ),
    Reason.PARTY_TOO_LARGE: Lines(
        "Too many", "More people than this ticket has places left.", "Let in fewer, or call the manager."
    ),
    Reason.LIVE_CODE_WANTED: Lines(
        "Check first",
        "The ticket is good, but the code is not the phone’s changing one.",
        "Ask for the ticket on the phone itself, or check the name, then let in.",
    ),
    Reason.LIST_OLD: Lines(
        "Check first",
        "The ticket is good by a list that is too old to trust.",
        "Check the name and, if you can, another door. Then let in.",
    ),
    Reason.NEEDS_LOOK: Lines("Check first", "The ticket is good, but needs a look.", "Check, then let in."),
    Reason.ADMITTED: Lines("Admitted", "Welcome in."),
    Reason.ADMITTED_AGAIN: Lines("Admitted", "Back in after an exit."),
    Reason.SOLD_AFTER_SYNC: Lines("Admitted", "A genuine ticket, sold after the last sync."),
    Reason.OVERRIDDEN: Lines("Admitted", "Let in by the manager."),
    Reason.ADMITTED_BY_HAND: Lines("Admitted", "Let in by hand."),
    Reason.NOT_RECORDED: Lines(
        "Not recorded", "Device storage is full.", "Do not let in yet. Free space, then scan again."
    ),
}

ACTS = {
    Act.UNDONE: "Undone. The ticket can be used again.",
    Act.ALREADY_UNDONE: "This was undone before. Nothing changed.",
    Act.NOTHING_TO_UNDO: "There is nothing to undo.",
    Act.OVERRIDDEN: "Let in by the manager.",
    Act.ALREADY_OVERRIDDEN: "The manager has let this guest in already. Nothing changed.",
    Act.NOTHING_TO_OVERRIDE: "This cannot be overridden: no ticket of this event was refused.",
    Act.NO_PIN: "The organizer has set no manager’s PIN for this event. Nobody can override.",
    Act.WRONG_PIN: "That is not the manager’s PIN.",
    Act.PIN_PAUSED: "Too many wrong PINs. Try again in {wait}.",
    Act.UNLOCKED: "Unlocked for a manager.",
    Act.ACKNOWLEDGED: "Noted. Every door will hear of it.",
    Act.ALREADY_ACKNOWLEDGED: "Somebody has dealt with this already.",
    Act.IN_TRAINING: "Training and real scans are kept apart. Switch, then try again.",
    Act.NOT_RECORDED: "Nothing was changed: device storage is full. Free space, then try again.",
}

INCIDENTS = {
    IncidentKind.DOUBLE_ADMISSION: "Let in twice",
    IncidentKind.ADMITTED_AFTER_REVOCATION: "Let in with a ticket that was no longer good",
    IncidentKind.UNKNOWN_TICKET: "Let in with a ticket that nobody sold",
    IncidentKind.FORKED_LOG: "Two devices write as one door",
    IncidentKind.REVOKED_DEVICE: "A removed device went on scanning",
}

TICKETS = {
    TicketStatus.ACTIVE: "Good",
    TicketStatus.UNPAID: "Not paid",
    TicketStatus.REVOKED: "Blocked",
    TicketStatus.CANCELLED: "Cancelled",
    TicketStatus.REFUNDED: "Refunded",
}

KIOSK = {
    Reason.MALFORMED: "We could not read a ticket in this code.",
    Reason.BAD_CHECK: "We could not read this code.",
    Reason.BAD_SIGNATURE: "We could not find your ticket here.",
    Reason.UNKNOWN_KEY: "We could not check your ticket here.",
    Reason.STALE_CODE: "Please open your ticket anew on your phone.",
    Reason.OTHER_EVENT: "Your ticket is for another event.",
    Reason.UNKNOWN_TICKET: "We could not find your ticket here.",
    Reason.EVENT_CLOSED: "Check-in has ended.",
    Reason.REVOKED: "Your ticket needs a moment with our staff.",
    Reason.CANCELLED: "Your ticket needs a moment with our staff.",
    Reason.REFUNDED: "Your ticket needs a moment with our staff.",
    Reason.UNPAID: "A payment is still open.",
    Reason.NOT_YET_VALID: "You are early: your ticket starts later.",
    Reason.NO_LONGER_VALID: "The time on your ticket has passed.",
    Reason.WRONG_GATE: "Your ticket is for another entrance.",
    Reason.GATE_NOT_OPEN: "This entrance is not open yet.",
    Reason.GATE_CLOSED: "This entrance has closed.",
    Reason.LIST_TOO_OLD: "We could not check your ticket here.",
    Reason.BEING_ADMITTED: "This ticket has been scanned before.",
    Reason.ALREADY_INSIDE: "This ticket has been scanned before.",
    Reason.ALREADY_USED: "This ticket has been scanned before.",
    Reason.PARTY_TOO_LARGE: "All places of this ticket are taken.",
    Reason.LIVE_CODE_WANTED: "Our staff will take a quick look.",
    Reason.LIST_OLD: "Our staff will take a quick look.",
    Reason.NEEDS_LOOK: "Our staff will take a quick look.",
    Reason.EXIT_RECORDED: "Thank you for coming.",
    Reason.EXIT_WITHOUT_ENTRY: "Thank you for coming.",
    Reason.DEVICE_REVOKED: "Check-in is closed here.",
    Reason.NOT_RECORDED: "Check-in is closed here.",
    Reason.ADMITTED: "Please come in.",
    Reason.ADMITTED_AGAIN: "Good to see you again.",
    Reason.SOLD_AFTER_SYNC: "Please come in.",
    Reason.OVERRIDDEN: "Please come in.",
    Reason.ADMITTED_BY_HAND: "Please come in.",
}
"""What a kiosk says to the guests themselves: short, kind, and nobody is accused."""

SERVER_SAYS = (
    "This pairing code cannot be used",
    "This device is not paired with this server any more. Pair it again.",
    "This device was shut out by the organizer. Its scans from now on do not count.",
    "This device was not in touch for too long. Pair it again; its scans are kept.",
)
"""What the server answers doors in English, word for word, for the translations."""
