"""Heredocs: indents, blank lines, markers that strip, directives, escapes, ends of lines."""

LOCALS = "name = \"x\"\nitems = [\"a\", \"b\"]\nflag = true\nmulti = \"one\\ntwo\"\n"

INDENTS = ["", "  ", "    ", "\t", "      ", " \t", "\u00a0 "]
PIECES = ["text", "key: value", "${local.name}", "a ${local.name} b", "$${kept}", "%%{kept}", "${~ local.name ~}", "x ${local.name ~}", "${~ local.name } y", "%{ if local.flag }yes%{ endif }",
          "%{ if local.flag ~}", "%{ else ~}", "%{ endif ~}", "%{ for i in local.items ~}", "%{ for i in local.items }", "%{ endfor ~}", "%{ endfor }", "- ${i}", "", "", "   ", "\\n \\\" \\\\", "${local.multi}",
          "\"quoted\" 'single'", "{\"json\": \"${local.name}\"}", "trailing   ", "é 日本", "${\"in ${local.name} ner\"}", "# no comment", "EOTX", "$ % {", "%{ if !local.flag }\nno\n%{ else }\nelse\n%{ endif }"]


def body(chooser):
    lines, open_blocks = [], []
    for _ in range(chooser.randrange(0, 8)):
        piece = chooser.choice(PIECES)
        if piece.startswith("%{ if local.flag ~"):
            open_blocks.append("if")
        elif piece.startswith("%{ for"):
            open_blocks.append("for")
        elif piece.startswith("%{ else"):
            if not open_blocks or open_blocks[-1] != "if":
                continue
            open_blocks[-1] = "else"
        elif piece.startswith("%{ end"):
            if not open_blocks:
                continue
            wanted = "endfor" if open_blocks.pop() == "for" else "endif"
            piece = f"%{{ {wanted} {chooser.choice(['~', ''])}}}"
        elif "${i}" in piece and "for" not in open_blocks:
            continue
        indent = chooser.choice(INDENTS)
        lines += [indent + line if line or chooser.random() < 0.5 else line for line in piece.split("\n")]
    for block in reversed(open_blocks):
        lines.append(chooser.choice(INDENTS) + ("%{ endfor ~}" if block == "for" else "%{ endif ~}"))
    return lines


def files(chooser, count):
    """Heredocs from `<<` to the end of the closing marker."""
    found = {}
    while len(found) < count:
        newline = "\r\n" if chooser.random() < 0.15 else "\n"
        opener = chooser.choice(["<<-EOT", "<<-EOT", "<<EOT"])
        lines = [opener, *body(chooser), chooser.choice(["", "  ", "\t"]) + "EOT"]
        found[newline.join(lines) + newline] = None
    return list(found)


def main(text):
    """A file of which `local.out` is the heredoc."""
    return f"locals {{\n{LOCALS}}}\nlocals {{\nout = {text}}}\n"
