"""The action, run as GitHub's runner would: its steps in order, with a release in a folder."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tarfile
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = pathlib.Path(os.environ["EKSLINT_BINARY"])
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
VERSION = ACTION["inputs"]["version"]["default"]

CLUSTER = """apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: main
  region: eu-west-1
  version: "{version}"
"""


class Action(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ekslint action "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.workspace = self.folder / "work space"
        for name in ["temp", "work space", "releases"]:
            (self.folder / name).mkdir()
        self.release()

    def release(self):
        """Packs the binary as a release, in a folder that stands for the download page."""
        folder = self.folder / f"releases/v{VERSION}"
        folder.mkdir()
        archive = folder / "ekslint-x86_64-unknown-linux-musl.tar.gz"
        with tarfile.open(archive, "w:gz", compresslevel=1) as packed:
            packed.add(BINARY, "ekslint")
        total = hashlib.sha256(archive.read_bytes()).hexdigest()
        archive.with_name(archive.name + ".sha256").write_text(f"{total}  {archive.name}\n")
        return archive

    def commit(self, date="2026-11-20T23:30:00-05:00"):
        environment = {**os.environ, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date}
        name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        for command in [["init", "--quiet"], ["add", "--all"], [*name, "commit", "--quiet", "--message", "x"]]:
            subprocess.run(["git", *command], cwd=self.workspace, env=environment, check=True)

    def run_action(self, **inputs):
        """The exit code of the first step that fails, all that was printed, and all outputs."""
        values = {name: it["default"] for name, it in ACTION["inputs"].items()}
        values["download-url"] = (self.folder / "releases").as_uri()
        values.update({name.replace("_", "-"): value for name, value in inputs.items()})
        self.assertLessEqual(set(values), set(ACTION["inputs"]))
        outputs, printed, code = {}, "", 0

        def filled(text):
            def value(match):
                parts = match[1].split(".")
                return values[parts[1]] if parts[0] == "inputs" else outputs[parts[1]].get(parts[3], "")
            return re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, text)

        for step in ACTION["runs"]["steps"]:
            if "uses" in step:
                continue
            output = self.folder / "output"
            output.write_text("")
            environment = {
                "PATH": os.environ["PATH"],
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
                "RUNNER_TEMP": str(self.folder / "temp"),
                "RUNNER_OS": "Linux",
                "RUNNER_ARCH": "X64",
                **{name: filled(text) for name, text in step["env"].items()},
            }
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.workspace, env=environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )
            lines = output.read_text().splitlines()
            outputs[step["id"]] = dict(line.split("=", 1) for line in lines)
            printed, code = printed + done.stdout, done.returncode
            if code:
                break
        return code, printed, outputs.get("check", {})

    def test_findings_are_annotations_and_a_summary(self):
        (self.workspace / "cluster.yaml").write_text(CLUSTER.format(version="1.30"))
        self.commit()
        code, printed, outputs = self.run_action()
        self.assertEqual((code, outputs["exit-code"]), (1, "1"), printed)
        self.assertIn(f"ekslint {VERSION}", printed)
        self.assertRegex(printed, r"(?m)^::error file=cluster\.yaml,line=6,")
        self.assertIn("k8s-version-unsupported", (self.folder / "summary.md").read_text())
        self.assertNotIn("sarif-file", outputs)

    def test_the_day_is_that_of_the_commit_in_utc(self):
        # Support of 1.30 ended on 2026-07-23: at this moment it was the 23rd in UTC alone.
        (self.workspace / "cluster.yaml").write_text(CLUSTER.format(version="1.30"))
        self.commit("2026-07-22T23:30:00-05:00")
        select = {"arguments": "--select\nk8s-version-unsupported\n--output\njson=report.json"}
        code, printed, _ = self.run_action(**select)
        report = (self.workspace / "report.json").read_text()
        self.assertIn('"as_of": "2026-07-23"', report)
        code, printed, _ = self.run_action(as_of="2026-01-01", **select)
        self.assertEqual(code, 0, printed)

    def test_sarif_is_written_where_it_is_wanted(self):
        (self.workspace / "cluster.yaml").write_text(CLUSTER.format(version="1.30"))
        self.commit()
        code, printed, outputs = self.run_action(upload_sarif="true", annotations="false", summary="false")
        self.assertEqual(code, 1, printed)
        self.assertIn('"2.1.0"', pathlib.Path(outputs["sarif-file"]).read_text())
        self.assertNotIn("::error", printed)
        self.assertFalse((self.folder / "summary.md").exists())
        _, _, outputs = self.run_action(sarif_file="out.sarif", fail_on="never")
        self.assertEqual((outputs["sarif-file"], outputs["exit-code"]), ("out.sarif", "0"))

    def test_inputs_are_no_code(self):
        (self.workspace / "a b").mkdir()
        (self.workspace / "a b" / "cluster.yaml").write_text(CLUSTER.format(version="1.30"))
        self.commit()
        evil = "$(touch owned); `touch owned`\n'; touch owned; '"
        for name in ["paths", "config", "since", "fail_on", "as_of", "arguments", "version"]:
            code, printed, _ = self.run_action(**{name: evil})
            self.assertEqual(code, 2, f"{name}: {printed}")
        self.assertFalse(list(self.folder.rglob("owned")))
        code, printed, _ = self.run_action(paths="a b\n\n")
        self.assertEqual(code, 1, printed)

    def test_a_wrong_sum_is_refused(self):
        archive = self.folder / f"releases/v{VERSION}/ekslint-x86_64-unknown-linux-musl.tar.gz"
        archive.write_bytes(archive.read_bytes() + b"x")
        code, printed, outputs = self.run_action()
        self.assertEqual((code, outputs), (2, {}), printed)
        self.assertIn("has another sum than is published", printed)

    def test_a_version_that_is_not_there_is_told(self):
        code, printed, _ = self.run_action(version="9.9.9")
        self.assertEqual(code, 2)
        self.assertIn("of version 9.9.9 cannot be downloaded", printed)

    def test_without_a_commit_the_day_is_told_to_be_today(self):
        (self.workspace / "cluster.yaml").write_text(CLUSTER.format(version="1.30"))
        code, printed, _ = self.run_action()
        self.assertEqual(code, 1, printed)
        self.assertIn("::warning title=ekslint::there is no commit here", printed)


if __name__ == "__main__":
    unittest.main()
