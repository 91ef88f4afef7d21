"""Taking the network from a process, before it runs a query.

Two nets, each by itself enough: a network name space of its own, which has no way out, and a filter
by which the kernel refuses to make sockets. Both are Linux's; either may be forbidden where the
process runs in a container.
"""

import ctypes
import platform
import struct
import sys

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _BY_FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE = 0, 4  # where a filter finds them
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | 13  # EACCES
_OTHER_TABLE = 0x40000000  # the first of the 32-bit calls of x86-64

# By machine: what the kernel calls it; the calls that make or use a socket, and io_uring's.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 425)),
    "aarch64": (0xC00000B7, (198, 203, 425)),
}


def isolate() -> tuple[str, ...]:
    """Take the network from this process and from all that it starts, for good.

    Returns:
        The nets that hold: ``"namespace"``, ``"filter"``, both, or none.
    """
    if sys.platform != "linux":
        return ()
    nets = {"namespace": _leave_network, "filter": _refuse_sockets}
    return tuple(name for name, cast in nets.items() if cast())


def _leave_network() -> bool:
    kernel = ctypes.CDLL(None, use_errno=True)
    return any(kernel.unshare(wanted) == 0 for wanted in (_NEW_NET, _NEW_USER | _NEW_NET))


def _refuse_sockets() -> bool:
    known = _MACHINES.get(platform.machine())
    if known is None:
        return False
    program = b"".join(struct.pack("=HBBI", *step) for step in _filter(*known))
    kept = ctypes.create_string_buffer(program, len(program))
    told = struct.pack("@HP", len(program) // 8, ctypes.addressof(kept))
    kernel = ctypes.CDLL(None, use_errno=True)
    return bool(
        kernel.prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))) == 0
        and kernel.prctl(_SET_SECCOMP, ctypes.c_ulong(_BY_FILTER), told) == 0
    )


def _filter(architecture: int, calls: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """A program for the kernel: what to do, steps to skip if so, if not, and with what."""
    return [
        (_LOAD | 0, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, len(calls) + 1, 0, _OTHER_TABLE),
        *((_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
