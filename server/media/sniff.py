"""What a file is by its first bytes, whatever it is said to be: of the pictures and videos that are taken here."""

PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
"""By Pillow's names."""
VIDEOS = ("video/mp4", "video/webm")
ENOUGH_BYTES = 64
_MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV")
_EBML = b"\x1a\x45\xdf\xa3"


def content_type_of(head: bytes) -> str | None:
    """The media type of a file that begins with ``head`` (ENOUGH_BYTES of it); None for what is not taken."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _MP4_BRANDS:
        return "video/mp4"
    # Matroska begins alike; the document's type, in its first element, tells them apart.
    if head.startswith(_EBML) and b"\x42\x82\x84webm" in head:
        return "video/webm"
    return None
