#!/bin/sh
# See that the system libraries that Qt and pyzbar load are there, and install the missing ones where that is allowed.
#
# Libraries are looked for as the dynamic linker would find them, however they came onto the machine.
# Exit status 1, with the one line to run, when something is missing that this script may not install. Where there
# is no apt it only says what it did not find, and the work goes on.
set -eu

say() { printf '%s\n' "doorward: $*" >&2; }

# Only Linux keeps these outside the wheels.
[ "$(uname -s)" = Linux ] || exit 0

# What the linker looks for, and the Debian package that has it.
table='libGL.so.1 libgl1
libEGL.so.1 libegl1
libglib-2.0.so.0 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libxkbcommon.so.0 libxkbcommon0
libxcb-cursor.so.0 libxcb-cursor0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libpulse.so.0 libpulse0
libXrandr.so.2 libxrandr2
libzbar.so.0 libzbar0'

# ldconfig is in sbin, which is not on everyone's search path.
PATH=$PATH:/usr/sbin:/sbin
known=$(ldconfig -p 2>/dev/null || true)

missing() {
    printf '%s\n' "$table" | while read -r library package; do
        case "$known" in
            *"$library "*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

packages=$(missing)
[ -n "$packages" ] || exit 0

command -v apt-get >/dev/null 2>&1 || {
    say "these libraries were not found; if the scanner does not start, install what your system calls them: $packages"
    exit 0
}

if [ "$(id -u)" = 0 ]; then
    as_root=''
elif sudo -n true 2>/dev/null; then
    as_root='sudo -n'
else
    say "system libraries are missing. Run this line, then make again:"
    say "  sudo apt-get install -y $packages"
    exit 1
fi

say "installing system libraries: $packages"
# A fresh container has no package lists yet; the names are looked up again after fetching them.
install() {
    # shellcheck disable=SC2086  # Both variables are lists of words.
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null
}
install 2>/dev/null || { $as_root apt-get update -qq && install; }
