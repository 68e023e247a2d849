"""What can go wrong with accounts beyond the errors that every part knows.

ForbiddenError
└── NotVerifiedError        403 EMAIL_NOT_VERIFIED
ConflictError
└── OrganizationNeededError 409 ORGANIZATION_NEEDED: the person has several, listed in ``organizations``
"""

from server.errors import ConflictError, ForbiddenError


class NotVerifiedError(ForbiddenError):
    """The password is right, but the e-mail address was never proved."""

    code = "EMAIL_NOT_VERIFIED"
    says = "Prove your e-mail address first: follow the link that we mailed you"


class OrganizationNeededError(ConflictError):
    """The person belongs to several organizations and did not say for which they act."""

    code = "ORGANIZATION_NEEDED"
    says = "You belong to several organizations: name one in the header X-Organization-Id"
