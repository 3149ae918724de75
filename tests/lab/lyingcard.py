# SPDX-License-Identifier: GPL-3.0-or-later
"""For nbdkit: a card that says it has size bytes, and has those of its file: beyond them it starts again at the beginning."""
import os

import nbdkit

API_VERSION = 2
told = {}


def config(key, value):
    told[key] = value


def open(readonly):
    return os.open(told["file"], os.O_RDWR)


def get_size(card):
    return nbdkit.parse_size(told["size"])


def places(card, offset, count):
    """The stretches of the file that are behind these bytes."""
    real = os.fstat(card).st_size
    while count:
        length = min(count, real - offset % real)
        yield offset % real, length
        offset, count = offset + length, count - length


def pread(card, buffer, offset, flags):
    view = memoryview(buffer)
    for place, length in places(card, offset, len(buffer)):
        os.preadv(card, [view[:length]], place)
        view = view[length:]


def pwrite(card, buffer, offset, flags):
    view = memoryview(buffer)
    for place, length in places(card, offset, len(buffer)):
        os.pwrite(card, view[:length], place)
        view = view[length:]


def can_flush(card):
    return True


def flush(card, flags):
    pass
