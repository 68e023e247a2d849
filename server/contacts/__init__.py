"""The organization's CRM: one contact an e-mail address."""
