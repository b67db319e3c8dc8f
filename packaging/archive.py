#!/usr/bin/env python3
"""Packs a release archive, with its sum beside it.

    archive.py BINARY TARGET FOLDER

writes FOLDER/ekslint-TARGET.tar.gz: the binary at the top, where mise, asdf and Homebrew look for
it, the licences, the manual pages and the completions. The same input gives the same bytes.
"""

import gzip
import hashlib
import io
import pathlib
import subprocess
import sys
import tarfile
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHELLS = {"bash": "ekslint.bash", "elvish": "ekslint.elv", "fish": "ekslint.fish", "powershell": "_ekslint.ps1", "zsh": "_ekslint"}


def contents(binary: pathlib.Path) -> dict[str, bytes]:
    """The files of the archive by their names."""
    files = {binary.name: binary.read_bytes()}
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "CHANGELOG.md"]:
        files[name] = (ROOT / name).read_bytes()
    for shell, name in SHELLS.items():
        script = subprocess.run([binary, "completions", shell], check=True, capture_output=True)
        files[f"completions/{name}"] = script.stdout
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, "man", folder], check=True)
        for page in sorted(pathlib.Path(folder).iterdir()):
            files[f"man/{page.name}"] = page.read_bytes()
    return files


def pack(files: dict[str, bytes], binary: str) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=9) as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name, content in sorted(files.items()):
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                entry.mode = 0o755 if name == binary else 0o644
                archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def main() -> None:
    binary, target, folder = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], pathlib.Path(sys.argv[3])
    packed = pack(contents(binary), binary.name)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ekslint-{target}.tar.gz"
    path.write_bytes(packed)
    # With a newline alone on every system: `sha256sum --check` reads it.
    line = f"{hashlib.sha256(packed).hexdigest()}  {path.name}\n"
    path.with_name(path.name + ".sha256").write_bytes(line.encode())
    print(path)


if __name__ == "__main__":
    main()
