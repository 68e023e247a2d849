"""Which calendar this server uses."""

from server.appointments.cal_com import CalCom
from server.appointments.calendar import Calendar
from server.appointments.own_calendar import OwnCalendar
from server.config import ServerConfig
from server.database import Database


def make_calendar(config: ServerConfig, database: Database) -> Calendar:
    """Cal.com where its key is configured, else our own."""
    if config.cal_api_key:
        return CalCom(config.cal_api_key, config.cal_url)
    return OwnCalendar(database, config.base_url)
