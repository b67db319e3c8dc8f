#!/usr/bin/env bash
# Holds reports against the official schemas and validators of their formats.
#
# Schemas are fetched from the addresses of schemas.txt. Without a network, EKSLINT_SCHEMAS names a
# folder that they are in. SARIF Multitool comes from npm.
set -euo pipefail
cd "$(dirname "$0")/.."

folder="$PWD/target/formats"
schemas="${EKSLINT_SCHEMAS:-$folder/schemas}"
multitool=@microsoft/sarif-multitool@5.7.0
mkdir -p "$folder" "$schemas"

step() { printf '\n== %s\n' "$*"; }

step Schemas
while read -r sum name address; do
  file="$schemas/$name"
  [[ -e "$file" ]] || curl --silent --show-error --fail --location --retry 3 --output "$file" "$address"
  echo "$sum  $file" | sha256sum --check
done < <(grep -v '^#' packaging/schemas.txt)

step 'SARIF, rdjson and Code Quality against their schemas'
EKSLINT_SCHEMAS="$schemas" cargo test --locked --test reports -- --ignored

step Reports
# The second one is of a run that finds nothing.
cargo build --quiet --locked --bin ekslint
for name in demo none; do
  only=()
  if [[ "$name" == none ]]; then only=(--select irsa-subject-unknown batch); fi
  (cd testdata/demo && ../../target/debug/ekslint check --as-of 2026-11-20 --fail-on never "${only[@]}" \
    --output "sarif=$folder/$name.sarif" --output "sarif-all=$folder/$name-all.sarif" --output "junit=$folder/$name.xml")
done

step 'SARIF Multitool, with the rules of GitHub'
for name in demo demo-all none none-all; do
  checked="$folder/$name.checked.sarif"
  # It runs what it is given in a shell once more, hence the quotes, and ends well whatever it finds.
  npx --yes "$multitool" validate "$folder/$name.sarif" --rule-kind "'Sarif;Ghas'" --output "$checked" --log ForceOverwrite >"$folder/log"
  python3 - "$checked" <<'PYTHON'
import json, sys
[run] = json.load(open(sys.argv[1], encoding="utf-8-sig"))["runs"]
told = [f"{it['ruleId']}: {it['message']}" for it in run.get("results", [])]
told += [str(it) for call in run["invocations"] for it in call.get("toolExecutionNotifications", [])]
sys.exit("\n".join(told) or None)
PYTHON
  echo "$name: nothing"
done

step JUnit against the schema of Jenkins
for name in demo none; do xmllint --noout --schema "$schemas/junit-10.xsd" "$folder/$name.xml"; done
