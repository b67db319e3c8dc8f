#!/usr/bin/env python3
"""Prints the formula of Homebrew for a release.

    formula.py VERSION FOLDER

FOLDER holds the archives and their sums, as archive.py writes them.
"""

import pathlib
import sys

PLATFORMS = {
    ("macos", "arm"): "aarch64-apple-darwin",
    ("macos", "intel"): "x86_64-apple-darwin",
    ("linux", "arm"): "aarch64-unknown-linux-musl",
    ("linux", "intel"): "x86_64-unknown-linux-musl",
}


def platform(version: str, folder: pathlib.Path, target: str) -> list[str]:
    name = f"ekslint-{target}.tar.gz"
    total = (folder / f"{name}.sha256").read_text().split()[0]
    return [
        f'      url "https://github.com/ekslint/ekslint/releases/download/v{version}/{name}"',
        f'      sha256 "{total}"',
    ]


def main() -> None:
    version, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    lines = [
        "class Ekslint < Formula",
        '  desc "Static analyser for Amazon EKS configuration"',
        '  homepage "https://github.com/ekslint/ekslint"',
        f'  version "{version}"',
        '  license any_of: ["MIT", "Apache-2.0"]',
        "",
    ]
    for system in ["macos", "linux"]:
        lines.append(f"  on_{system} do")
        for processor in ["arm", "intel"]:
            lines.append(f"    on_{processor} do")
            lines += platform(version, folder, PLATFORMS[system, processor])
            lines.append("    end")
        lines += ["  end", ""]
    lines += [
        "  def install",
        '    bin.install "ekslint"',
        '    man1.install Dir["man/*.1"]',
        '    bash_completion.install "completions/ekslint.bash" => "ekslint"',
        '    zsh_completion.install "completions/_ekslint"',
        '    fish_completion.install "completions/ekslint.fish"',
        "  end",
        "",
        "  test do",
        '    assert_match version.to_s, shell_output("#{bin}/ekslint version")',
        "  end",
        "end",
    ]
    print("\n".join(lines))


if __name__ == "__main__":
    main()
