#!/usr/bin/env bash
# Builds what users install, and runs it as they do. What this machine lacks is said and skipped.
#
# EKSLINT_QUICK=1 leaves out what compiles once more: the hook from source, the image, the crate.
set -euo pipefail
cd "$(dirname "$0")/.."

folder="$PWD/target/packaging"
tools="$folder/tools/bin"
links="$folder/links"
skipped=()

step() { printf '\n== %s\n' "$*"; }
has() {
  if command -v "$1" >/dev/null; then return 0; fi
  skipped+=("$2: there is no $1")
  return 1
}

step Tools
mkdir -p "$links"
[[ -x "$tools/python" ]] || python3 -m venv "$folder/tools"
"$tools/pip" install --quiet --disable-pip-version-check --requirement packaging/requirements.txt
"$tools/pip" download --quiet --disable-pip-version-check --no-deps --dest "$links" 'setuptools>=68'

step "Version $(packaging/version.py)"

step Wheel
rm -f "$links"/ekslint-*
# A debug build, which `cargo test` has made already; the release workflow builds the real one.
(cd packaging/python && CARGO_TARGET_DIR="$folder/../" "$tools/maturin" build --locked --profile dev --out "$links")
ls "$links"
rm -rf "$folder/installed"
python3 -m venv "$folder/installed"
"$folder/installed/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links "$links" ekslint
export EKSLINT_BINARY="$folder/installed/bin/ekslint"
"$EKSLINT_BINARY" version
(cd testdata/demo && "$EKSLINT_BINARY" check payments --as-of 2026-11-20 --output concise --fail-on never | tail -2)
"$folder/installed/bin/pip" uninstall --quiet --yes --disable-pip-version-check ekslint
[[ ! -e "$EKSLINT_BINARY" ]]
"$folder/installed/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links "$links" ekslint

step Source distribution
rm -f "$folder"/ekslint-*.tar.gz
(cd packaging/python && "$tools/maturin" sdist --out "$folder")
tar -tzf "$folder"/ekslint-*.tar.gz | sed 's|^[^/]*/||' >"$folder/sdist.txt"
for name in Cargo.lock Cargo.toml src/main.rs rules/reader/syntax-error.md LICENSE-MIT; do
  grep -qx "$name" "$folder/sdist.txt" || { echo "$name is missing"; exit 1; }
done
wc -l <"$folder/sdist.txt"

step Archive
python3 packaging/archive.py "$EKSLINT_BINARY" "$(rustc -vV | sed -n 's/^host: //p')" "$folder/dist"
archive="$(echo "$folder"/dist/*.tar.gz)"
python3 packaging/archive.py "$EKSLINT_BINARY" again "$folder/dist" >/dev/null
cmp "$archive" "$folder/dist/ekslint-again.tar.gz"
rm "$folder"/dist/ekslint-again.*
(cd "$folder/dist" && sha256sum --check ./*.sha256)
tar -tvzf "$archive"
rm -rf "$folder/unpacked"
mkdir "$folder/unpacked"
tar -xzf "$archive" -C "$folder/unpacked"
"$folder/unpacked/ekslint" version

step Completions and manual pages
for shell in bash zsh fish; do has "$shell" "completions for $shell" || true; done
"$tools/python" packaging/complete.py "$folder/unpacked/completions"
if has man 'manual pages'; then
  for page in "$folder"/unpacked/man/*.1; do
    complaints="$(LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$page" 2>&1 >/dev/null)"
    [[ -z "$complaints" ]] || { echo "$page: $complaints"; exit 1; }
  done
  LC_ALL=C.UTF-8 MANWIDTH=80 man -l "$folder/unpacked/man/ekslint-check.1" | sed -n '1,5p'
fi

if has mandoc 'manual pages of BSD'; then
  mandoc -T lint -W warning "$folder"/unpacked/man/*.1
  echo 'mandoc: nothing'
fi

step Hooks and action
"$tools/pre-commit" validate-manifest .pre-commit-hooks.yaml
source=1
[[ -n "${EKSLINT_QUICK:-}" ]] && source=
PIP_FIND_LINKS="$links" EKSLINT_TEST_SOURCE="$source" CARGO_TARGET_DIR="$folder/source" \
  "$tools/python" -m unittest discover --verbose --start-directory packaging/tests

step Snippets
"$tools/python" packaging/snippets.py

step Workflows
"$tools/zizmor" --offline --persona=auditor action.yml .github/workflows
if has shellcheck 'shell scripts'; then shellcheck .ci/run packaging/*.sh packaging/action/*.sh && echo 'shellcheck: nothing'; fi

if [[ -z "${EKSLINT_QUICK:-}" ]]; then
  step Crate
  dirty=()
  [[ -n "$(git status --porcelain)" ]] && dirty=(--allow-dirty)
  cargo publish --dry-run --locked "${dirty[@]}"

  step Image
  packaging/image.sh "$folder"
fi

printf '\n'
for it in "${skipped[@]}"; do printf 'skipped: %s\n' "$it"; done
echo 'packages: all good'
