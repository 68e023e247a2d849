"""A key that was held back does what it would have done at once: the shortcut that it is, or else its own effect.

Qt looks up shortcuts before a key reaches its window, and offers no way back in; so it is done here by its rules.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from scanner_app.sources.key_events import copy_of


def deliver(window: QWindow, event: QKeyEvent) -> None:
    """Give ``event`` to ``window``, after its shortcuts if it is a press that the focused field does not claim."""
    if event.type() == QEvent.Type.KeyPress and not _is_claimed(window, event) and fire_shortcut(event):
        return
    QCoreApplication.sendEvent(window, event)


def fire_shortcut(event: QKeyEvent) -> bool:
    """Trigger the active window's action or shortcut for this key; whether there was one."""
    window = QApplication.activeWindow()
    if window is None or QApplication.activePopupWidget() is not None:
        return False
    pressed = _sequences(event)
    for action in window.findChildren(QAction):
        if action.isEnabled() and any(keys in pressed for keys in action.shortcuts()) and _is_in_reach(action):
            action.trigger()
            return True
    for shortcut in window.findChildren(QShortcut):
        parent = shortcut.parent()
        if shortcut.isEnabled() and shortcut.key() in pressed and isinstance(parent, QWidget):
            if not _reaches(parent, shortcut.context()):
                continue
            shortcut.activated.emit()
            return True
    return False


def _is_claimed(window: QWindow, event: QKeyEvent) -> bool:
    offer = copy_of(event, QEvent.Type.ShortcutOverride)
    offer.ignore()
    QCoreApplication.sendEvent(window, offer)
    return offer.isAccepted()


def _sequences(event: QKeyEvent) -> list[QKeySequence]:
    """As pressed, and for signs also without the Shift that some layouts need to type them, as for Ctrl++."""
    found = [QKeySequence(event.keyCombination())]
    if event.text() and not event.text().isalpha():
        plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        found.append(QKeySequence(plain.value | event.key()))
    return found


def _is_in_reach(action: QAction) -> bool:
    owners: list[QObject] = action.associatedObjects()
    return any(
        _reaches(owner, action.shortcutContext())
        for owner in owners
        if isinstance(owner, QWidget) and not isinstance(owner, QMenu)
    )


def _reaches(owner: QWidget, context: Qt.ShortcutContext) -> bool:
    if not (owner.isVisible() and owner.isEnabled()):
        return False
    focused = QApplication.focusWidget()
    if context is Qt.ShortcutContext.WidgetShortcut:
        return owner is focused
    if context is Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return owner is focused or (focused is not None and owner.isAncestorOf(focused))
    return True
