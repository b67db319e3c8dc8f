#!/usr/bin/env python3
"""Prints the version, once every file that names it names the same one."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# How pages name it, each as often as it likes.
PAGE = r"ekslint==([0-9.]+)|rev: v([0-9.]+)|ekslint/ekslint(?:@v|:)([0-9.]+)"

# Where the version stands, and how. Snippets may name it more than once.
PLACES = {
    "Cargo.toml": r'^version = "([^"]+)"',
    "Cargo.lock": r'^name = "ekslint"\nversion = "([^"]+)"',
    "pyproject.toml": r'^version = "([^"]+)"|"ekslint==([^"]+)"',
    "action.yml": r'installed. for the one on the PATH\.\n    default: "([^"]+)"',
    "packaging/ci/gitlab.yml": r"ekslint==([0-9.]+)",
    "packaging/ci/Jenkinsfile": r"ekslint==([0-9.]+)",
    "README.md": PAGE,
    "docs/adopting.md": PAGE,
    "docs/ci.md": PAGE,
    "docs/pre-commit.md": PAGE,
}


def main() -> None:
    found = {}
    for path, pattern in PLACES.items():
        matches = list(re.finditer(pattern, (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))
        found[path] = sorted({group for match in matches for group in match.groups() if group})
    versions = {version for named in found.values() for version in named}
    if len(versions) != 1 or not all(found.values()):
        for path, named in found.items():
            print(f"{path}: {', '.join(named) or 'no version'}", file=sys.stderr)
        sys.exit("the versions differ")
    print(versions.pop())


if __name__ == "__main__":
    main()
