"""The verdicts' silhouettes: disc, stop sign, warning triangle, square. Each is told from the others in grey."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from scanner_app.wording import Shape


def draw_shape(painter: QPainter, shape: Shape, box: QRectF, ink: QColor, field: QColor) -> None:
    """Draw ``shape`` into the square ``box``: the silhouette in ``ink``, the sign inside it in ``field``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(box.width() / 100, box.height() / 100)
    if shape is Shape.FINDER:
        _draw_finder(painter, ink)
    else:
        painter.fillPath(_SILHOUETTES[shape](), ink)
        _draw_sign(painter, shape, field)
    painter.restore()


def _disc() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), 48, 48)
    return path


def _octagon() -> QPainterPath:
    corners = [QPointF(50 * cos(pi / 8 + at * pi / 4), 50 * sin(pi / 8 + at * pi / 4)) for at in range(8)]
    return _polygon(corners)


def _triangle() -> QPainterPath:
    # Thick round joins soften the corners as on a road sign.
    path = _polygon([QPointF(0, -40), QPointF(43, 36), QPointF(-43, 36)])
    return path.united(_rounded(path, 12))


def _square() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(-45, -45, 90, 90), 16, 16)
    return path


_SILHOUETTES = {
    Shape.TICK: _disc,
    Shape.CROSS: _octagon,
    Shape.EXCLAMATION: _triangle,
    Shape.RETURN: _square,
}


def _draw_sign(painter: QPainter, shape: Shape, field: QColor) -> None:
    painter.setPen(QPen(field, 11, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if shape is Shape.TICK:
        painter.drawPolyline([QPointF(-22, 2), QPointF(-7, 17), QPointF(22, -15)])
    elif shape is Shape.CROSS:
        painter.drawLine(QPointF(-18, -18), QPointF(18, 18))
        painter.drawLine(QPointF(18, -18), QPointF(-18, 18))
    elif shape is Shape.EXCLAMATION:
        painter.drawLine(QPointF(0, -14), QPointF(0, 10))
        painter.drawPoint(QPointF(0, 27))
    elif shape is Shape.RETURN:
        painter.drawPath(_return_arrow())
        painter.drawPolyline([QPointF(-8, -24), QPointF(-24, -9), QPointF(-8, 6)])


def _return_arrow() -> QPainterPath:
    path = QPainterPath(QPointF(-22, -9))
    path.lineTo(8, -9)
    path.arcTo(QRectF(-9, -9, 34, 34), 90, -180)
    path.lineTo(-10, 25)
    return path


def _draw_finder(painter: QPainter, ink: QColor) -> None:
    painter.setPen(QPen(ink, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for quarter in range(4):
        painter.save()
        painter.rotate(90 * quarter)
        corner = QPainterPath(QPointF(-42, -20))
        corner.lineTo(-42, -32)
        corner.quadTo(-42, -42, -32, -42)
        corner.lineTo(-20, -42)
        painter.drawPath(corner)
        painter.restore()
    painter.drawLine(QPointF(-26, 0), QPointF(26, 0))


def _polygon(corners: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def _rounded(path: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path)
