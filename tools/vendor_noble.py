"""Fetches the parts of @noble/curves and @noble/hashes that the booth needs, and writes them as they are served.

    python tools/vendor_noble.py [FOLDER]

The packages are checked against the integrity that is pinned here. Of each file only the addresses of its imports are
changed, so that a browser finds them beside it; whoever runs this again gets the same bytes (tests/web/booth).
"""

import base64
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
FOLDER = HERE / "src/rankandfile/web/static/rankandfile/booth/noble"
PACKAGES = {
    "@noble/curves@2.4.0": "P4/62zrgfH33CneE3Dn4WhJVA22YUU0eR51wKIan4NVRvwsA0YnPTwWGpNbpuacSujmSFLvyzpyuR30+fbq2Ew==",
    "@noble/hashes@2.4.0": "X5XaVWZIBCT7HHZGm5I7ZQXDwLG+bGXuSrMQAW+7Zvl87h1kmc1ZB1VSRJcpUfoUrGQp4Fkoxm5kZ+Ms+aW+eA==",
}
"""Package and version, and its SHA-512 as the npm registry publishes it."""
FILES = {
    "@noble/curves@2.4.0": {
        "abstract/edwards.js": "edwards.js",
        "abstract/curve.js": "curve.js",
        "abstract/modular.js": "modular.js",
        "utils.js": "curves-utils.js",
        "LICENSE": "LICENSE",
    },
    "@noble/hashes@2.4.0": {
        "sha2.js": "sha2.js",
        "_md.js": "md.js",
        "_u64.js": "u64.js",
        "utils.js": "hashes-utils.js",
    },
}
ADDRESSES = {
    "@noble/curves@2.4.0": {
        "@noble/hashes/utils.js": "./hashes-utils.js",
        "../utils.js": "./curves-utils.js",
    },
    "@noble/hashes@2.4.0": {"./_md.js": "./md.js", "./_u64.js": "./u64.js", "./utils.js": "./hashes-utils.js"},
}
SUMS = "SHA256SUMS"
_IMPORT = re.compile(r"^(import [^;]*? from )(['\"])([^'\"]+)\2", re.MULTILINE)
_MAP = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")


def main() -> None:
    """The files are in the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for package, integrity in PACKAGES.items():
        files = unpacked(package, integrity)
        for name, written in FILES[package].items():
            (folder / written).write_text(readdressed(files[name], ADDRESSES[package]))
    written = sorted(file for file in folder.iterdir() if file.name != SUMS)
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in written]
    (folder / SUMS).write_text("".join(lines))


def unpacked(package: str, integrity: str) -> dict[str, str]:
    """The text files of the package. Exits where it is not the one that is pinned."""
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(["npm", "pack", "--silent", package], cwd=place, check=True, stdout=subprocess.DEVNULL)
        (packed,) = Path(place).glob("*.tgz")
        content = packed.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != integrity:
        sys.exit(f"{package} is not the package that is pinned here.")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        members = [member for member in archive.getmembers() if member.name.endswith((".js", "LICENSE"))]
        read = {member.name.removeprefix("package/"): archive.extractfile(member) for member in members}
        return {name: file.read().decode() for name, file in read.items() if file is not None}


def readdressed(text: str, addresses: dict[str, str]) -> str:
    """The file with its imports found beside it, and without the address of a map that is not served."""
    plain = _MAP.sub("\n", text)
    return _IMPORT.sub(lambda found: f'{found[1]}"{addresses.get(found[3], found[3])}"', plain)


if __name__ == "__main__":
    main()
