#!/usr/bin/env python3
"""Runs what the snippets for GitLab and Jenkins run, in a repository, with the wheel that was built.

EKSLINT_BINARY is the installed command.
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import xml.etree.ElementTree

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = pathlib.Path(os.environ["EKSLINT_BINARY"])
CLUSTER = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: main, region: eu-west-1, version: '1.30'}\n"
# The day that it is in UTC is not the one of the clock of who commits.
DATE = "2026-07-22T23:30:00-05:00"


def repository(folder: pathlib.Path) -> None:
    (folder / "cluster.yaml").write_text(CLUSTER)
    environment = {**os.environ, "GIT_COMMITTER_DATE": DATE}
    name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in [["init", "--quiet"], ["add", "--all"], [*name, "commit", "--quiet", "--message", "x"]]:
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)


def run(script: str, folder: pathlib.Path, **variables: str) -> int:
    environment = {**os.environ, "PATH": f"{BINARY.parent}:{os.environ['PATH']}", **variables}
    return subprocess.run(["sh", "-ec", script], cwd=folder, env=environment, stdout=subprocess.DEVNULL).returncode


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        repository(folder)
        job = yaml.safe_load((ROOT / "packaging/ci/gitlab.yml").read_text())["ekslint"]
        lines = [line for line in job["script"] if not line.startswith("pip install")]
        assert len(lines) + 1 == len(job["script"])
        assert run("\n".join(lines), folder, CI_COMMIT_TIMESTAMP=DATE) == 1
        report = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text())
        print("gitlab:", len(report), "issues, as", report[0]["check_name"], report[0]["location"]["path"])

        pipeline = (ROOT / "packaging/ci/Jenkinsfile").read_text()
        script = re.search(r"sh '''(.*?)'''", pipeline, re.DOTALL)[1]
        script = re.sub(r".*(-m venv|pip install).*\n", "", script).replace(".ekslint/bin/ekslint", "ekslint")
        script = script.replace("ekslint check", "ekslint check --output json=report.json")
        assert run(script, folder) == 1
        assert json.loads((folder / "report.json").read_text())["summary"]["as_of"] == "2026-07-23"
        tests = xml.etree.ElementTree.parse(folder / "ekslint-junit.xml").getroot()
        sarif = json.loads((folder / "ekslint.sarif").read_text())
        print("jenkins:", len(list(tests.iter("testcase"))), "tests,", len(sarif["runs"][0]["results"]), "SARIF results")


if __name__ == "__main__":
    main()
