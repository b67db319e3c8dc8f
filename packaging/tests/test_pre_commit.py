"""The hooks, with the real pre-commit on real repositories, and without a network.

The wheel comes from the folder that PIP_FIND_LINKS names; nothing on the PATH could compile it.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "testdata" / "demo" / "payments"
TOOLS = pathlib.Path(sys.executable).parent
PATH = f"{TOOLS}:/usr/bin:/bin"

CLASS = """apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
parameters:
  type: gp3
  encrypted: "true"
volumeBindingMode: {mode}
"""
GOOD, BAD = CLASS.format(mode="WaitForFirstConsumer"), CLASS.format(mode="Immediate")
CLUSTER = """apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: main
  region: eu-west-1
  version: "1.35"
"""
RULE = "storageclass-immediate-binding"


def run(folder, *command, **variables):
    """The exit code of a command and everything that it printed."""
    environment = {
        "PATH": PATH,
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_CONFIG_NOSYSTEM": "1",
        **variables,
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace",
    )
    return done.returncode, done.stdout


class Hooks(unittest.TestCase):
    """A repository that uses the hooks, and a released version of this one that has them."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(tempfile.mkdtemp(prefix="ekslint hooks "))
        cls.addClassCleanup(shutil.rmtree, cls.scratch)
        cls.hooks = cls.scratch / "released"
        cls.hooks.mkdir()
        for name in [".pre-commit-hooks.yaml", "pyproject.toml"]:
            shutil.copy(ROOT / name, cls.hooks)
        if os.environ.get("EKSLINT_TEST_SOURCE"):
            for name in ["Cargo.toml", "Cargo.lock"]:
                shutil.copy(ROOT / name, cls.hooks)
            for name in ["src", "rules", "benches"]:
                shutil.copytree(ROOT / name, cls.hooks / name)
        for command in ["init --quiet", "add --all", "commit --quiet --message released", "tag v0.1.0"]:
            code, out = run(cls.hooks, "git", *command.split())
            assert code == 0, out

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))
        self.git("init", "--quiet", "--initial-branch", "main")

    def write(self, path, text):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *command):
        code, out = run(self.folder, "git", *command, PRE_COMMIT_ALLOW_NO_CONFIG="1")
        self.assertEqual(code, 0, out)
        return out

    def use(self, hook, *arguments, select=RULE, **variables):
        """Installs a hook in the repository, and commits everything that is there without it."""
        arguments = [f"--select={select}", "--output=concise", "--as-of=2026-11-20", *arguments]
        self.write(
            ".pre-commit-config.yaml",
            f"repos:\n  - repo: '{self.hooks}'\n    rev: v0.1.0\n    hooks:\n"
            f"      - id: {hook}\n        args: {list(arguments)}\n",
        )
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "start")
        code, out = self.pre_commit("install", "--install-hooks", **variables)
        self.assertEqual(code, 0, out)

    def pre_commit(self, *command, **variables):
        offline = {
            "PRE_COMMIT_HOME": str(self.scratch / "cache"),
            "PIP_FIND_LINKS": os.environ["PIP_FIND_LINKS"],
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        return run(self.folder, TOOLS / "pre-commit", *command, **{**offline, **variables})

    def commit(self, *paths):
        """Commits, as a user would: the exit code and what the hook says."""
        self.git("add", "--", *paths)
        offline = {"PRE_COMMIT_HOME": str(self.scratch / "cache")}
        return run(self.folder, "git", "commit", "--message", "change", **offline)

    def test_nothing_here_could_compile(self):
        self.assertIsNone(shutil.which("cargo", path=PATH))
        self.assertIsNone(shutil.which("rustc", path=PATH))

    def test_what_is_added_is_checked_with_the_whole_project(self):
        self.write("a.yaml", GOOD)
        self.use("ekslint")
        self.write("b.yaml", BAD)
        code, out = self.commit("b.yaml")
        self.assertEqual(code, 1, out)
        self.assertIn(f"b.yaml:9:20: warning[{RULE}]", out)
        self.write("b.yaml", GOOD)
        self.assertEqual(self.commit("b.yaml")[0], 0)

    def test_a_change_elsewhere_is_told_too(self):
        self.write("a.yaml", BAD)
        self.write("b.yaml", GOOD)
        self.use("ekslint")
        self.write("b.yaml", GOOD.replace("fast", "slow"))
        code, out = self.commit("b.yaml")
        self.assertEqual(code, 1, out)
        self.assertIn("a.yaml:9:20", out)

    def test_changed_files_alone_are_told(self):
        self.write("a.yaml", BAD)
        self.write("b.yaml", GOOD)
        self.use("ekslint-changed")
        self.write("b.yaml", GOOD.replace("fast", "slow"))
        code, out = self.commit("b.yaml")
        self.assertEqual(code, 0, out)
        self.write("a.yaml", BAD.replace("fast", "other"))
        code, out = self.commit("a.yaml")
        self.assertEqual(code, 1, out)
        self.assertIn("a.yaml:9:20", out)
        self.assertNotIn("b.yaml", out)

    def test_a_manifest_is_held_against_terraform_that_did_not_change(self):
        shutil.copytree(DEMO, self.folder / "payments")
        self.use("ekslint-changed", select="irsa-subject-unknown")
        accounts = self.folder / "payments/manifests/service-accounts.yaml"
        accounts.write_text("# touched\n" + accounts.read_text(encoding="utf-8"), encoding="utf-8")
        code, out = self.commit("payments/manifests/service-accounts.yaml")
        self.assertEqual(code, 1, out)
        self.assertIn("payments/terraform/roles.tf:118:51: error[irsa-subject-unknown]", out)

    def test_what_is_not_staged_is_not_seen(self):
        self.write("a.yaml", GOOD)
        self.use("ekslint")
        self.write("b.yaml", GOOD)
        self.git("add", "b.yaml")
        self.write("b.yaml", BAD)
        self.assertEqual(self.commit()[0], 0, "the staged half is good")
        self.assertEqual((self.folder / "b.yaml").read_text(encoding="utf-8"), BAD)
        self.git("checkout", "--quiet", "b.yaml")
        self.write("b.yaml", BAD.replace("fast", "slow"))
        self.git("add", "b.yaml")
        self.write("b.yaml", GOOD)
        code, out = self.commit()
        self.assertEqual(code, 1, out)
        self.assertIn("b.yaml:9:20", out)
        self.assertEqual((self.folder / "b.yaml").read_text(encoding="utf-8"), GOOD)

    def test_a_commit_that_only_deletes_runs_no_hook(self):
        self.write("a.yaml", BAD)
        self.write("b.yaml", GOOD)
        self.use("ekslint")
        self.git("rm", "--quiet", "b.yaml")
        code, out = self.commit()
        self.assertEqual(code, 0, out)
        self.assertIn("(no files to check)Skipped", out)

    def test_always_run_sees_what_a_deletion_breaks(self):
        self.write("a.yaml", BAD)
        self.write("b.yaml", GOOD)
        self.use("ekslint")
        config = self.folder / ".pre-commit-config.yaml"
        config.write_text(config.read_text(encoding="utf-8") + "        always_run: true\n", encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "always")
        self.git("rm", "--quiet", "b.yaml")
        code, out = self.commit()
        self.assertEqual(code, 1, out)
        self.assertIn("a.yaml:9:20", out)

    def test_a_file_may_go_while_another_one_changes(self):
        self.write("a.yaml", GOOD)
        self.write("gone.yaml", GOOD.replace("fast", "gone"))
        self.use("ekslint-changed")
        self.git("rm", "--quiet", "gone.yaml")
        self.write("a.yaml", BAD)
        code, out = self.commit("a.yaml")
        self.assertEqual(code, 1, out)
        self.assertIn("a.yaml:9:20", out)

    def test_names_may_be_odd(self):
        self.write("start.yaml", GOOD)
        self.use("ekslint-changed", "--")
        names = ["with a space.yaml", "-dash.yaml", "größe.yaml", "quo'te.yaml", "deep er/$HOME.yaml"]
        for index, name in enumerate(names):
            self.write(name, BAD.replace("fast", f"class-{index}"))
        code, out = self.commit(*names)
        self.assertEqual(code, 1, out)
        for name in names:
            self.assertIn(f"{name}:9:20", out)

    def test_five_thousand_files_are_one_project(self):
        # More names than one command line takes, 128 KiB: pre-commit runs the hook several times.
        for index in range(5000):
            mode = "Immediate" if index % 1000 == 7 else "WaitForFirstConsumer"
            text = CLASS.format(mode=mode).replace("fast", f"class-{index}")
            self.write(f"a-folder-with-a-long-name/number-{index:04}.yaml", text)
        self.use("ekslint-changed")
        code, out = self.pre_commit("run", "--all-files")
        self.assertEqual(code, 1, out)
        told = [line for line in out.splitlines() if RULE in line]
        self.assertEqual(len(told), 5, "each once, though the names come in parts\n" + out)

    def test_a_fix_stops_the_commit_and_is_left_to_be_read(self):
        self.write("a.yaml", GOOD)
        self.use("ekslint", "--fix", "--unsafe-fixes", select="control-plane-logging")
        self.write("cluster.yaml", CLUSTER)
        code, out = self.commit("cluster.yaml")
        self.assertEqual(code, 1, out)
        self.assertIn("files were modified by this hook", out)
        fixed = (self.folder / "cluster.yaml").read_text(encoding="utf-8")
        self.assertTrue(fixed.startswith(CLUSTER) and "- audit" in fixed, fixed)
        self.assertEqual(self.commit("cluster.yaml")[0], 0)

    @unittest.skipUnless(os.environ.get("EKSLINT_TEST_SOURCE"), "EKSLINT_TEST_SOURCE compiles it")
    def test_the_hook_from_source_compiles(self):
        # Quickly rather than well.
        quickly = {f"CARGO_PROFILE_RELEASE_{name}": value for name, value in
                   [("OPT_LEVEL", "0"), ("LTO", "off"), ("CODEGEN_UNITS", "16")]}
        for name in ["CARGO_HOME", "RUSTUP_HOME", "CARGO_TARGET_DIR"]:
            if name in os.environ:
                quickly[name] = os.environ[name]
        quickly["PATH"] = os.environ["PATH"]
        self.write("a.yaml", BAD)
        self.use("ekslint-src", **quickly)
        code, out = self.pre_commit("run", "--all-files", **quickly)
        self.assertEqual(code, 1, out)
        self.assertIn("a.yaml:9:20", out)


if __name__ == "__main__":
    unittest.main()
