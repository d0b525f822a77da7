"""The groups by name: those of the protocol and no others, each as fast as the installed packages allow."""

from collections.abc import Callable
from functools import cache
from typing import Any

from .edwards import Edwards
from .group import Group
from .refused import Refused
from .residues import Residues

_P_BELENIOS = int(
    "a3ef2d011fefb1b6e39e568fccdffb0fb7dc7ef3a791b6862791811d21fc35f21e6d36856b428030421f514ed40bfd4c06e0"
    "92a495af8d79a2f85e0fb11c0ede07dd973f9c53e50930c6e82ac36de1ae3fb8c3aabfff12ce27a5022ddd8912d107435012"
    "768a2cdd0a4091d8fa447f6c7ebc15a349fa318a6b4fe17d8d47e843a3e14dfa9b2162f4d7229abe93a188b46b006517d6f6"
    "747ebbb29c9ec3099b607f18fb1a8bc858279aa8599411d998d3e3fada9e010840d082d8c31911acdd4a0e7992d0f18cc759"
    "cb5de0acf66a3882555bc810941e021b6a4ccfa04ee4008f878affa2375e2999b44f6cef17d707301e59e0e6351e051ed9ce"
    "c4157646e64f",
    16,
)
_Q_BELENIOS = int("adb6066a73522565f4daa0f2579db7f2f0fa90c2168bc709e20263387d55c491", 16)
_G_BELENIOS = int(
    "1307c1ab5f295885d7caa3a78a42415e31fd1c5807b61fb1e781878a52230a51988b98c259597f9c5a9dfd001d26ba31d9d8"
    "976f01d95a1c8262ee68a0e92cea541e5219e0d0d094301b894236823fe1d4bc04e29f3748aefd4f10d5b1a356a8643e673f"
    "d9d215fc8fe5fb9cf9fdb8ea88fdb1a3381a697fdf9c2458570b06d26aef1be365fdd90165f397c6b870df8c1b9e519edcee"
    "8bb0f74b7a1615a274ba60a7ea574a61f552d2dde0ce514e0927c4ff49b1964c4a913731ae4268d60d7f22127b6cbba44d45"
    "3ac8b72fd04e0991b7aeff04867d8724ac638f5f34100d2d47aa680d43771902743d663f42d853c041e1c91fe3823f4bcf28"
    "4308f1d7e653",
    16,
)
_P_RFC3526 = int(
    "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef95"
    "19b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb"
    "5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f83655d23dca3"
    "ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3be39e772c180e8603"
    "9b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa051015728e5a8aacaa68ffff"
    "ffffffffffff",
    16,
)
"""Group 14 of RFC 3526."""


def residues(name: str, power: Callable[[Any, int, int], Any] = pow) -> Group | None:
    """The group of numbers with this name."""
    if name == "BELENIOS-2048":
        return Residues(name, _P_BELENIOS, _Q_BELENIOS, _G_BELENIOS, False, power)
    if name == "RFC-3526-2048":
        return Residues(name, _P_RFC3526, (_P_RFC3526 - 1) // 2, 2, True, power)
    return None


def plain(name: str) -> Group:
    """The group in plain integers. Raises Refused for a name that the protocol does not know."""
    group = Edwards() if name == "Ed25519" else residues(name)
    if group is None:
        raise Refused(f"{name[:40]!r} is no group of ours: Ed25519, BELENIOS-2048 or RFC-3526-2048.")
    return group


@cache
def named(name: str) -> Group:
    """The group, through PyNaCl or gmpy2 where they are installed. The answers are the same."""
    return _fast(name) or plain(name)


def _fast(name: str) -> Group | None:
    try:
        if name == "Ed25519":
            from .sodium import Sodium

            return Sodium()
        from gmpy2 import powmod

        return residues(name, powmod)
    except ModuleNotFoundError:
        return None
