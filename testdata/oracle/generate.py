#!/usr/bin/env python3
"""Writes the fixtures of this folder: what the real `terraform console` says.

    testdata/oracle/generate.py [--date YYYY-MM-DD] [functions] [expressions] [soundness] [heredocs] [constraints]
        [directories]

Needs `terraform` on PATH and nothing else: no network, no provider, no `init`. The date stands in
the headers; the same seed and the same Terraform give the same rows.
"""

import base64
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import constraints
import directories
import expressions
import functions
import heredocs

HERE = Path(__file__).parent
SEED = 20261121
# Terraform evaluates a list of this many expressions in a second.
BATCH = 1500


def console(main, variables=()):
    """The outcomes of `local.out`, a list of JSON texts or nulls, for one configuration."""
    with tempfile.TemporaryDirectory() as folder:
        for source in (HERE / "files").rglob("*"):
            if source.is_file():
                target = Path(folder) / "files" / source.relative_to(HERE / "files")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())
        (Path(folder) / "main.tf").write_bytes(main.encode())
        arguments = [part for name, value in variables for part in ("-var", f"{name}={value}")]
        run = subprocess.run(
            ["terraform", "console", "-no-color", *arguments],
            input="base64encode(jsonencode(local.out))\n", text=True, capture_output=True, cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": folder, "TF_CLI_CONFIG_FILE": "/dev/null",
                 "CHECKPOINT_DISABLE": "1"})
        if run.returncode != 0 or not run.stdout.strip():
            return None, run.stderr
        shown = run.stdout.strip().splitlines()[-1]
        if not shown.startswith('"'):
            return None, shown
        return json.loads(base64.b64decode(shown.strip('"'))), ""


def evaluated(rows, declarations="", variables=()):
    """The JSON text of each expression, or none where it is an error; skips what is no syntax."""
    results = {}
    for start in range(0, len(rows), BATCH):
        solve(rows[start:start + BATCH], declarations, variables, results)
    return results


def solve(rows, declarations, variables, results):
    if not rows:
        return
    items = "".join(f"    try(nonsensitive(jsonencode({row})), null),\n" for row in rows)
    found, problem = console(f"{declarations}\nlocals {{\n  out = [\n{items}  ]\n}}\n", variables)
    if found is not None:
        results.update(zip(rows, found))
    elif len(rows) == 1:
        print(f"left out: {rows[0]}\n  {problem.strip().splitlines()[1:4]}", file=sys.stderr)
    else:
        half = len(rows) // 2
        solve(rows[:half], declarations, variables, results)
        solve(rows[half:], declarations, variables, results)


def write(name, date, rows, **header):
    version = json.loads(subprocess.run(
        ["terraform", "version", "-json"], text=True, capture_output=True).stdout)
    first = {"terraform": version["terraform_version"], "date": date, "seed": SEED,
             "generator": "testdata/oracle/generate.py", "rows": len(rows), **header}
    lines = [first, *rows]
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
                   for line in lines)
    (HERE / f"{name}.jsonl").write_bytes(text.encode())
    print(f"{name}: {len(rows)} rows, {len(text.encode())} bytes")


def functions_rows(date):
    signatures = json.loads(subprocess.run(
        ["terraform", "metadata", "functions", "-json"], text=True,
        capture_output=True).stdout)["function_signatures"]
    calls = functions.calls(signatures, random.Random(SEED))
    found = evaluated([call for _, call in calls], functions.LOCALS)
    rows = [[name, call, found[call]] for name, call in calls if call in found]
    write("functions", date, rows, declarations=functions.LOCALS)


def expression_rows(date):
    wanted = expressions.closed(random.Random(SEED), 5400)
    found = evaluated(wanted, expressions.LOCALS)
    rows = [[text, found[text]] for text in wanted if text in found][:5000]
    write("expressions", date, rows, declarations=expressions.LOCALS)


def soundness_rows(date):
    wanted = expressions.opened(random.Random(SEED), 4600)
    choices = expressions.CHOICES
    found = [evaluated(wanted, expressions.VARIABLES, list(choice.items())) for choice in choices]
    rows = [[text, [one[text] for one in found]] for text in wanted
            if all(text in one for one in found) and any(one[text] is not None for one in found)]
    write("soundness", date, rows[:2000], declarations=expressions.VARIABLES, choices=choices)


def heredoc_rows(date):
    files = heredocs.files(random.Random(SEED), 560)
    rows = []
    for text in files:
        found, _ = console(heredocs.main(text))
        if found is not None:
            rows.append([text, found])
    write("heredocs", date, rows[:500], declarations=heredocs.LOCALS)


def constraint_rows(date):
    rows = []
    for kind, value in constraints.rows(random.Random(SEED), 600):
        found, _ = console(constraints.main(kind, value))
        rows.append([kind, value, found])
    write("constraints", date, rows)


def terraform(folder, *arguments):
    return subprocess.run(
        ["terraform", *arguments], text=True, capture_output=True, cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": folder, "TF_CLI_CONFIG_FILE": "/dev/null",
             "CHECKPOINT_DISABLE": "1"})


def planned(contents):
    """The plan of a directory: the instances of its resources with their values and what is not
    known of them, and the same of each output."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in contents.items():
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_bytes(text.encode())
        for arguments in (["init", "-backend=false"], ["plan", "-input=false", "-out=plan"]):
            run = terraform(folder, *arguments)
            if run.returncode != 0:
                print(f"left out: {run.stderr.strip()[:600]}", file=sys.stderr)
                return None
        plan = json.loads(terraform(folder, "show", "-json", "plan").stdout)
    resources = {}
    for change in plan.get("resource_changes", []):
        after, unknown = change["change"]["after"], change["change"]["after_unknown"]
        kept = ("input", "triggers_replace")
        resources[change["address"]] = [{key: after[key] for key in kept if after.get(key) is not None},
                                        {key: unknown[key] for key in kept if unknown.get(key)}]
    outputs = {name: [it.get("after"), it["after_unknown"]]
               for name, it in plan.get("output_changes", {}).items()}
    return {"resources": resources, "outputs": outputs}


def directory_rows(date):
    rows = []
    for contents in directories.directories(random.Random(SEED), 60):
        found = planned(contents)
        if found is not None:
            rows.append([contents, found["resources"], found["outputs"]])
    write("directories", date, rows)


def main():
    arguments = sys.argv[1:]
    date = arguments.pop(arguments.index("--date") + 1) if "--date" in arguments else "2026-11-21"
    arguments = [it for it in arguments if it != "--date"]
    parts = {"functions": functions_rows, "expressions": expression_rows,
             "soundness": soundness_rows, "heredocs": heredoc_rows, "constraints": constraint_rows,
             "directories": directory_rows}
    for name in arguments or parts:
        parts[name](date)


if __name__ == "__main__":
    main()
