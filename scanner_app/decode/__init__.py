"""From pictures to the texts of the codes in them. No Qt here."""

from scanner_app.decode.cascade import decoders_available, read_codes
from scanner_app.decode.codes import Code
from scanner_app.decode.files import decode_files
from scanner_app.decode.frames import FrameReader
from scanner_app.decode.quiet import QuietPeriod
from scanner_app.decode.turns import Turns

__all__ = ["Code", "FrameReader", "QuietPeriod", "Turns", "decode_files", "decoders_available", "read_codes"]
