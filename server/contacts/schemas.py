"""Contacts as the API speaks them."""

from typing import Literal

from server.api import Page, Schema


class ContactObject(Schema):
    """A contact; ``email`` is empty where none was given. ``eventIds`` are those of its tickets and orders, by age."""

    id: str
    type: Literal["crm_contact"] = "crm_contact"
    firstName: str
    lastName: str
    email: str
    phone: str
    tags: list[str]
    eventIds: list[str]
    createdAt: int
    updatedAt: int


class ContactPage(Page):
    """GET /api/v1/contacts, newest first."""

    contacts: list[ContactObject]
