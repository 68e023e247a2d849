"""What the upload queue says: how much waits, and why each entry does. Pure."""

from scanner_app.door.queue import Queue, Waiting, Why
from scanner_app.log_wording import KINDS
from scanner_app.wording import clock_time, duration, plain, say, say_count

_CODE_LENGTH = 6


def describe_queue(queue: Queue, offline_for_s: float | None) -> tuple[str, tuple[str, ...]]:
    """How much waits, on one line, and why, on a line for each reason."""
    if not queue.total and not queue.sealed_left and not queue.of_other_events:
        return say("Nothing waits: the server has every scan of this device."), ()
    summary = say_count("{count} entry waits for upload.", "{count} entries wait for upload.", queue.total)
    return summary, tuple(line for line in (*_counts(queue, offline_for_s), *_files(queue)) if line)


def describe_waiting(waiting: Waiting, time_zone: str, offline_for_s: float | None) -> tuple[str, str]:
    """What happened, and why it waits, on a line each."""
    ticket = "" if waiting.ticket_id is None else f"…{waiting.ticket_id[-_CODE_LENGTH:]}"
    parts = (
        clock_time(waiting.at, time_zone),
        say(KINDS[waiting.kind]),
        ticket,
        plain(waiting.gate, 40),
        plain(waiting.door, 40),
        say("training") if waiting.is_training else "",
    )
    return " · ".join(part for part in parts if part), why_said(waiting.why, offline_for_s)


def why_said(why: Why, offline_for_s: float | None) -> str:
    """Why an entry waits, as one sentence; ``offline_for_s`` is None while the server is reached."""
    if why is Why.NOT_SENT:
        if offline_for_s is None:
            return say("Not sent yet: it goes up in a moment.")
        return say("Not sent yet: offline for {time}.", time=duration(offline_for_s))
    return say(_WHY[why])


def _counts(queue: Queue, offline_for_s: float | None) -> tuple[str, ...]:
    return tuple(
        say("{count}: {why}", count=count, why=why_said(why, offline_for_s))
        for why, count in sorted(queue.counts.items(), key=lambda each: list(Why).index(each[0]))
    )


def _files(queue: Queue) -> tuple[str, ...]:
    return (
        say("A sealed copy of what waits lies beside the store: nothing is lost if the store is.")
        if queue.has_sealed_copy
        else "",
        say_count(
            "{count} sealed file of an earlier store waits to go up.",
            "{count} sealed files of earlier stores wait to go up.",
            queue.sealed_left,
        )
        if queue.sealed_left
        else "",
        say_count(
            "{count} scan of another event waits: pair this device with that event to upload it.",
            "{count} scans of other events wait: pair this device with those events to upload them.",
            queue.of_other_events,
        )
        if queue.of_other_events
        else "",
    )


_WHY = {
    Why.KEPT_ASIDE: "Kept aside: the server does not know the device that wrote it. Tell the organizer.",
    Why.CARRIED: "Of another door: carried to the server, should that door not reach it.",
    Why.CARRIED_ASIDE: "Of another door that the server does not know. Tell the organizer.",
}
