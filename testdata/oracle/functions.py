"""Calls of every function: its own arguments, and the same fixed list of strange ones for each."""

# Not the same twice, or about the machine that runs it.
SKIPPED = {"timestamp", "plantimestamp", "uuid", "bcrypt", "pathexpand", "abspath", "rsadecrypt"}

# Tried in the place of every argument.
STRANGE = [
    "null", "true", "false", "0", "1", "-1", "2.5", "0.1", "1e3", "\"\"", "\"a\"", "\"12\"",
    "\"true\"", "\"é\"", "\"👨‍👩‍👧 x\"", "\"  pad \\t\"", "\"a,b\"", "\"10.0.0.0/16\"", "\"line\\nnext\\r\\n\"",
    "[]", "[1]", "[\"a\", \"b\"]", "[\"b\", \"a\", \"b\"]", "[1, \"1\", true]", "[null]", "[[1, 2], [3]]",
    "tolist([\"c\", \"a\"])", "toset([\"b\", \"a\"])", "toset([])", "toset([3, 20, 100])", "{}", "{ a = 1 }",
    "{ b = \"x\", a = \"y\" }", "tomap({ k = \"v\" })", "{ a = [1], b = { c = null } }", "[{ a = 1 }, { a = 2 }]",
    "12345678901234567890", "1/3", "[for x in [\"q\"] : x]", "[true, false]",
]

STRINGS = ["\"\"", "\"a\"", "\"A-b_c\"", "\"hello world\"", "\"ÀÉ ß ŉ\"", "\"e\\u0301x\"", "\"x\\u200dy\"", "\"日本語\"",
           "\"a.b.c\"", "\"/x/y/z.txt\"", "\"ǆ ǅ\"", "\"🇩🇪🇫🇷\"", "\"a\\\"b\\\\c\"", "\"<&>\"", "\"0x1F\"", "\"İI\""]
NUMBERS = ["0", "1", "-1", "7", "2.5", "-2.5", "0.1", "1e21", "1e-7", "\"3.14\"", "1/3", "-1/3", "9007199254740993",
           "123456789012345678901234567890", "0.1 + 0.2", "-0.5", "100"]
LISTS = ["[]", "[1, 2, 3]", "[\"a\", \"b\", \"c\"]", "[\"b\", \"a\", \"b\", \"\"]", "[1, \"a\", true]", "tolist([3, 1, 2])",
         "toset([\"z\", \"y\"])", "[null, \"a\"]", "[[1], [2, 3], []]", "[\"10\", 9, 8.5]", "[{ a = 1 }, { b = 2 }]",
         "tolist([])", "[[\"a\"], \"b\"]", "toset([true, false])", "[\"é\", \"z\", \"Z\", \"a\"]"]
MAPS = ["{}", "{ a = 1 }", "{ b = 2, a = 1 }", "{ a = \"x\", b = true }", "tomap({ x = 1, y = 2 })", "{ a = [1], b = [2, 3] }",
        "{ a = null }", "{ \"k 1\" = { d = 1 } }", "tomap({})", "{ z = 1, Z = 2, \"é\" = 3, \"10\" = 4, \"9\" = 5 }"]
SETS = ["[]", "[\"a\", \"b\"]", "toset([\"b\", \"c\"])", "[1, 2]", "[\"1\", 2]", "[true]", "toset([3, 1])", "[[1], [2]]",
        "[\"x\", null]", "[{ a = 1 }]"]
CIDRS = ["\"10.0.0.0/16\"", "\"10.1.2.3/8\"", "\"192.168.0.0/24\"", "\"0.0.0.0/0\"", "\"10.0.0.0/32\"", "\"fd00:fd12:3456:7890::/56\"",
         "\"::/0\"", "\"2001:db8::1/127\"", "\"010.0.0.0/8\"", "\"10.0.0/8\"", "\"10.0.0.0/33\"", "\"10.0.0.0\"", "\"::ffff:10.0.0.0/104\"",
         "\"10.0.0.0/08\"", "\"fe80::/10\""]
SMALL = ["0", "1", "2", "3", "4", "8", "10", "16", "-1", "1.5", "\"2\"", "300", "65536"]
TIMES = ["\"2024-02-29T12:34:56Z\"", "\"2018-01-02T23:12:01Z\"", "\"1999-12-31T23:59:59+02:00\"", "\"2023-07-04T00:00:00-07:30\"",
         "\"2024-02-30T00:00:00Z\"", "\"2024-1-2T00:00:00Z\"", "\"2020-01-01 00:00:00Z\"", "\"2017-11-22T13:05:09.5Z\"", "\"2024-03-10T24:00:00Z\""]
TIME_FORMATS = ["\"DD MMM YYYY hh:mm ZZZ\"", "\"EEEE, DD-MMM-YY hh:mm:ss ZZZ\"", "\"h'h'mm\"", "\"YYYY-MM-DD'T'hh:mm:ssZ\"", "\"M/D/YY HH:mm aa\"",
                "\"AA A\"", "\"EEE MMMM\"", "\"H h m s\"", "\"ZZZZ ZZZZZ\"", "\"'it''s' YYYY\"", "\"YYY\"", "\"EE\"", "\"x\"", "\"-_/:., \"", "\"'open\"",
                "\"\"", "\"hhh\"", "\"MMMMM\""]
DURATIONS = ["\"1h\"", "\"-10m\"", "\"1h15m30.918273645s\"", "\"0\"", "\"1.5h\"", "\"100ms\"", "\"1d\"", "\"\"", "\"-1.5h30m\"", "\"1us\"",
             "\"2µs\"", "\"8760h\"", "\"+5s\"", "\".5s\"", "\"1h 2m\"", "\"3ns\""]
PATTERNS = ["\"[a-z]+\"", "\"^(\\\\d+)\"", "\"(?P<y>\\\\w+) (?P<z>\\\\w+)\"", "\"(a)|(b)\"", "\"\\\\s\"", "\"(\"", "\"a**\"", "\"[[:alpha:]]+\"",
            "\"(?i)HELLO\"", "\"\\\\bworld\"", "\".\"", "\"x*\"", "\"(?P<y>a)(b)\"", "\"é\"", "\"\\\\pL+\"", "\"a{2,1}\"", "\"[a&&b]\"", "\"\\\\Qa.b\\\\E\"",
            "\"\\\\z\"", "\"\\\\Z\"", "\"$\"", "\"(?<y>h)\"", "\"[^\\\\w]\"", "\"(?s).+\"", "\"a{,2}\"", "\"\\\\x{e9}\"", "\"(?!x)\"", "\"a{1001}\""]
TEXTS = ["\"hello world\"", "\"abc 123\"", "\"\"", "\"a.b aXb\"", "\"é wörld\"", "\"aab\"", "\"a\\nb\"", "\"12ab\""]
FORMATS = ["\"%s\"", "\"%d\"", "\"%v\"", "\"%5s|\"", "\"%-5s|\"", "\"%05d\"", "\"%+d\"", "\"%x\"", "\"%X\"", "\"%o\"", "\"%b\"", "\"%f\"", "\"%.2f\"",
           "\"%8.3f|\"", "\"%e\"", "\"%g\"", "\"%G\"", "\"%q\"", "\"%t\"", "\"%#v\"", "\"%%\"", "\"%.3s|\"", "\"%10.2s|\"", "\"% d\"", "\"%[1]s-%[1]s\"",
           "\"%\"", "\"%z\"", "\"%s %s\"", "\"plain\"", "\"%-08d|\"", "\"%#x\"", "\"%E\"", "\"%.0f\"", "\"%5q|\"", "\"%6.2v\"", "\"%[2]s\"", "\"%c\""]
FORMATTED = ["\"a\"", "1", "-42", "2.675", "true", "null", "\"é👨‍👩‍👧z\"", "[1, \"a\"]", "{ a = 1 }", "1e21", "0.1", "\"12\"", "1/3", "0", "\"<q>\"", "255",
             "12345678901234567890", "0.000012345", "100000000"]
YAML = ["a: 1", "- 1\n- two", "a: [1, 2.5, .5, 1e3, 0x1F, 017, 0o17, 1_000]", "a: yes\nb: on\nc: n\nd: True", "k: ~\nl: null\nm:", "a: \"q\\u00e9\\n\"\nb: 'it''s'",
        "|\n  text\n  more\n", ">\n  folded\n  text\n\n  x\n", "a: &x {b: 1}\nc: *x", "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2", "---\na: 1\n---\nb: 2\n", "a: 1\na: 2",
        "2024-01-02", "2024-01-02T03:04:05Z", "!!str 12", "!!int \"3\"", "!!binary aGk=", "1: a\ntrue: b\nnull: c", "a: .inf", "a: .nan", "", "   ", "# only\n",
        "a:\n\t- b", "{a: 1", "[1, 2", "@x", "%x", "a: b: c", "!custom x", "yes", "\"yes\"", "~", "12345678901234567890", "1.0", "1e400", "+1", "-0", "0b101",
        "? a\n: b", "- &a 1\n- *a", "a: *nope", "x: -.inf", "a: !!float 3", "0.1", "a: |-\n  x\n   y\n", "a: |+\n  x\n\n", "{}", "[]", "a: # c\n  b", "1:2", "12:30:45",
        "Y", "NO", "off", "Null", "nUll", "0o8", "08", "1e3", "1.", ".5", "1_0.5", "<<: 1", "a: !!null ''", "- - 1\n  - 2\n- x: y\n  z: w", "...", "--- 5"]
YAML_VALUES = ["\"a\"", "\"a: b\"", "\"x\\ny\"", "\"x\\ny\\n\"", "\"\\nx\\n\"", "\" lead\\nb\"", "\"trail \\nb\"", "\"tab\\tx\"", "\"é👍\"", "\"yes\"", "\"12\"",
               "{ a = { b = [1, { c = 2 }] } }", "[[1, 2], [[]], {}]", "{ \"a b\" = 1, \"yes\" = 2, \"1\" = 3, \"\" = 4 }", "[{ a = 1, b = [] }]",
               "{ s = \"one\\ntwo\\n\", t = \"x\" }", "[\"multi\\nline\", \"b\"]", "\"\\u0000\\u0007\\u001b\"", "\"a\\n\\n\\nb\\n\\n\"", "1e30", "0.5", "{ x = null }",
               "\"long ${join(\" \", [for i in range(30) : \"word${i}\"])}\"", "\"#c\"", "\"\\\"q\\\\\"", "\"\\r\\n\"", "\"\\u2028\\u0085\\ufeff\"", "\"x\\n y\\n  z\"",
               "{ a = \"\\n\", b = \"\\n\\n\", c = \"a\\n \" }"]
JSON = ["1", "\"x\"", "[1, 2.50, 1e3, -0, 1E-2]", "{\"a\": {\"b\": [null, true]}}", "", " ", "{\"a\":1,\"a\":2}", "[1,]", "nul", "\"\\u00e9\\ud83d\\ude00\"",
        "\"\\ud800\"", "01", "1.", "{} x", "12345678901234567890.123", "[]", "{}", "{\"b\":1,\"a\":2}", "'x'", "\"a\nb\"", "1e400", "\"e\\u0301\""]
CSV = ["a,b\n1,2\n3,4\n", "a,b\n1\n", "a\n\"x\"\"y\"\n", "a,b\r\n1,2\r\n", "", "a,a\n1,2\n", "a\nx\"y\n", "a,b\n\"1\n2\",3\n", "a;b\n1;2\n", "a,b\n\n1,2\n", "a,b",
       " a, b\n 1, 2\n", "a\n\"x\n", "a,\n1,2\n", "a,b\n1,2,3\n", "a\n\"x\" \n", "é,b\n日,\n"]
TEMPLATES = ["\"${name}\"", "\"Hi ${name}!\"", "\"%{ for x in items }${x},%{ endfor }\"", "\"%{ if flag }y%{ else }n%{ endif }\"", "\"${missing}\"", "\"$${name}\"",
             "\"${upper(name)}\"", "\"${1 + 1}\"", "\"\"", "\"${name\"", "\"${items}\""]


def text(value):
    """A string of Terraform."""
    escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
    escaped = escaped.replace("\t", "\\t").replace("${", "$${").replace("%{", "%%{")
    return f"\"{escaped}\""


BASE64 = ["\"aGVsbG8=\"", "\"aGVsbG8\"", "\"!!\"", "\"\"", "\"/+8=\"", "\"w6k=\"", "\"aGk=\\n\"", "\"aGk==\"", "\"_-8=\"", "\"aGl=\""]
ENCODINGS = ["\"UTF-8\"", "\"UTF-16LE\"", "\"UTF-16BE\"", "\"utf-16le\"", "\"windows-1252\"", "\"ISO-8859-1\"", "\"Shift_JIS\"", "\"UTF-16\"", "\"nope\"", "\"US-ASCII\"",
             "\"ISO-8859-15\"", "\"EUC-KR\"", "\"GBK\"", "\"CP1252\"", "\"KOI8-R\""]
NAMESPACES = ["\"dns\"", "\"url\"", "\"oid\"", "\"x500\"", "\"DNS\"", "\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\"", "\"x\"", "\"6BA7B810-9DAD-11D1-80B4-00C04FD430C8\""]
FILES = ["\"files/hello.txt\"", "\"./files/hello.txt\"", "\"files/none.txt\"", "\"files\"", "\"files/latin1.bin\"", "\"\"", "\"files/../files/list.yaml\"", "\"${path.module}/files/hello.txt\"",
         "\"files/sub/a.tpl\"", "\"files/crlf.txt\"", "\"${path.root}/files/sub/b.json\""]
TEMPLATE_FILES = ["\"files/sub/a.tpl\"", "\"files/hello.txt\"", "\"files/none.tpl\"", "\"files/loop.tpl\"", "\"files/bad.tpl\"", "\"files/recursive.tpl\""]
VARS = ["{ name = \"x\" }", "{ name = \"x\", items = [\"a\", \"b\"] }", "{}", "{ name = null }", "{ name = 1, items = [], flag = true }", "[]", "{ \"1a\" = 2 }", "tomap({ name = \"m\" })"]
GLOBS = ["\"*.txt\"", "\"**\"", "\"**/*\"", "\"sub/*\"", "\"*.{tpl,txt}\"", "\"?ello.txt\"", "\"[a-l]*.txt\"", "\"none*\"", "\"**/*.tpl\"", "\"*\"", "\"[\"", "\"sub/../*.txt\"", "\"[^h]*\""]

# The arguments of each function; functions that are not here take what their signature says.
OWN = {
    "alltrue": [["[]", "[true]", "[true, false]", "[null]", "[\"true\", true]", "[\"x\"]", "tolist([true, true])", "[true, null]", "[1]"]],
    "anytrue": [["[]", "[false]", "[true, false]", "[null]", "[\"true\", false]", "[\"x\"]", "tolist([false])", "[null, true]"]],
    "base64decode": [BASE64], "cidrhost": [CIDRS, SMALL], "cidrnetmask": [CIDRS],
    "cidrsubnet": [CIDRS, ["0", "1", "4", "8", "16", "33", "-1", "1.5", "64"], SMALL],
    "cidrsubnets": [CIDRS, ["1", "4", "8", "0", "33"], ["1", "4", "2", "16"]],
    "chunklist": [LISTS, ["0", "1", "2", "5", "-1", "1.5"]], "coalesce": [["null", "\"\"", "1", "\"x\"", "[]"], ["null", "\"\"", "2", "\"y\"", "true"], ["\"z\"", "0", "[1]"]],
    "coalescelist": [["null", "[]", "[1]", "tolist([])", "\"x\""], ["[]", "[2, \"a\"]", "toset([1])", "null", "tolist([\"q\"])"]],
    "compact": [LISTS], "concat": [LISTS, LISTS], "contains": [LISTS, ["1", "\"a\"", "\"1\"", "null", "true", "[1]", "\"\""]],
    "csvdecode": [[text(it) for it in CSV]], "distinct": [LISTS], "element": [LISTS, ["0", "1", "5", "-1", "1.5", "\"2\""]],
    "endswith": [STRINGS, ["\"\"", "\"a\"", "\"d\"", "\"c\""]], "file": [FILES], "filebase64": [FILES], "filebase64sha256": [FILES], "filebase64sha512": [FILES],
    "fileexists": [FILES], "filemd5": [FILES], "filesha1": [FILES], "filesha256": [FILES], "filesha512": [FILES],
    "fileset": [["\"files\"", "\"${path.module}/files\"", "\"none\"", "\"./files\"", "\"files/sub\""], GLOBS], "flatten": [LISTS], "format": [FORMATS, FORMATTED],
    "formatlist": [["\"%s-%s\"", "\"%s\"", "\"%d:%s\"", "\"x\"", "\"%v\""], LISTS, ["\"a\"", "1", "[\"x\", \"y\", \"z\"]", "[]", "toset([\"p\", \"q\"])", "null"]],
    "formatdate": [TIME_FORMATS, TIMES], "indent": [["0", "2", "4", "-1", "1.5"], ["\"a\\nb\"", "\"a\\n\\nb\\n\"", "\"\"", "\"x\\r\\ny\""]],
    "index": [LISTS, ["1", "\"a\"", "\"1\"", "null", "true"]], "join": [["\",\"", "\"\"", "\" é \"", "null"], LISTS + ["[\"a\"], [\"b\"]"]],
    "jsondecode": [[text(it) for it in JSON]], "jsonencode": [YAML_VALUES + NUMBERS + MAPS + LISTS + STRINGS], "keys": [MAPS], "length": [LISTS + MAPS + STRINGS],
    "log": [["1", "8", "10", "0", "-1", "2.5"], ["2", "10", "1", "0", "2.718281828"]], "lookup": [MAPS, ["\"a\"", "\"x\"", "\"none\"", "1"], ["\"d\"", "0", "null", "[]", "{}"]],
    "matchkeys": [["[\"a\", \"b\", \"c\"]", "[1, 2, 3]", "[]"], ["[\"x\", \"y\", \"x\"]", "[1, 2]", "[1, 2, 1]", "[]"], ["[\"x\"]", "[1]", "[]", "[\"1\"]"]],
    "merge": [MAPS + ["null"], MAPS], "nonsensitive": [["sensitive(1)", "sensitive([\"a\"])", "1", "null"]], "one": [LISTS + ["[1]", "toset([\"a\"])", "toset([])"]],
    "parseint": [["\"10\"", "\"-ff\"", "\"FF\"", "\"zZ\"", "\"\"", "\"1.5\"", "12", "\"999999999999999999999\"", "\"0x1f\"", "\"1_0\"", "\"+5\""], ["2", "8", "10", "16", "36", "62", "63", "1", "0"]],
    "pow": [["2", "10", "-2", "0", "2.5", "3"], ["0", "3", "-1", "0.5", "100", "64"]], "range": [["0", "1", "5", "-3", "2.5"], ["3", "0", "-2", "1.5", "2000"], ["1", "2", "-1", "0", "0.5"]],
    "regex": [PATTERNS, TEXTS], "regexall": [PATTERNS, TEXTS], "replace": [["\"hello world\"", "\"a.b.a\"", "\"éa\"", "\"\""], ["\"a\"", "\"/[a-z]/\"", "\"/(l+)/\"", "\"/(?P<n>o)/\"", "\"\"", "\".\"", "\"/\"", "\"//\"", "\"/(/\""],
                                               ["\"\"", "\"x\"", "\"<$1>\"", "\"$${1}y\"", "\"$$\"", "\"$${n}\"", "\"$1y\""]],
    "reverse": [LISTS + ["toset([2, 1])"]], "setintersection": [SETS, SETS], "setproduct": [SETS + LISTS, SETS], "setsubtract": [SETS, SETS], "setunion": [SETS, SETS],
    "sensitive": [[]], "slice": [LISTS, ["0", "1", "-1", "1.5"], ["0", "1", "2", "3", "9", "\"1\""]], "sort": [LISTS], "split": [["\",\"", "\"\"", "\"b\"", "\"ab\"", "null"], STRINGS + ["\"a,b,,c\""]],
    "startswith": [STRINGS, ["\"\"", "\"a\"", "\"h\"", "\"A-\""]], "strcontains": [STRINGS, ["\"\"", "\"a\"", "\" w\"", "\"b\""]],
    "substr": [STRINGS, ["0", "1", "-2", "50", "-50", "1.5"], ["0", "1", "3", "-1", "-2", "99"]], "sum": [LISTS + ["[1, \"2\"]", "[0.1, 0.2]", "[1/3, 1]", "toset([1, 2])", "[-1, 1]"]],
    "templatefile": [TEMPLATE_FILES, VARS], "templatestring": [["local.t%d" % at for at in range(len(TEMPLATES))] , VARS], "textdecodebase64": [BASE64 + ["\"6Q==\"", "\"aABpAA==\"", "\"gqA=\""], ENCODINGS],
    "textencodebase64": [STRINGS[:9], ENCODINGS], "timeadd": [TIMES, DURATIONS], "timecmp": [TIMES, TIMES], "tobool": [["\"1\"", "\"0\"", "\"True\"", "\"TRUE\"", "\"false\"", "\"\""]],
    "tolist": [LISTS + SETS], "tomap": [MAPS], "tonumber": [["\"1\"", "\"1.50\"", "\" 1\"", "\"0x10\"", "\"1e5\"", "\"1_000\"", "\"+1\"", "\"-\"", "\".5\"", "\"5.\"", "\"Inf\"", "\"0b1\"", "\"1e\"", "\"-0\"", "\"1p3\"",
                                                   "\"0.1000\"", "\"123456789012345678901234567890.5\"", "\"1e-400\"", "\"00012\""]],
    "toset": [LISTS], "tostring": [NUMBERS + ["true", "\"x\"", "[]"]], "transpose": [["{}", "{ a = [\"1\", \"2\"], b = [\"2\", \"3\"] }", "{ a = [] }", "{ a = [1, true] }", "{ a = [null] }", "{ a = toset([\"x\"]) }", "{ a = null }"]],
    "trim": [["\"  x \"", "\"?!hello?!\"", "\"ééaé\"", "\"\""], ["\"?!\"", "\" \"", "\"é\"", "\"\"", "\"a-z\""]], "trimprefix": [STRINGS, ["\"a\"", "\"\"", "\"/x\"", "\"hello \""]],
    "trimsuffix": [STRINGS, ["\"a\"", "\"\"", "\".txt\"", "\"world\""]], "trimspace": [["\"\\u00a0x\\u3000\"", "\"\\n\\t x \\r\"", "\"\\u200bx\"", "\"\\u0085x\\ufeff\""] + STRINGS],
    "try": [["null.x", "1", "[][0]", "{}.a", "\"x\" + 1", "tonumber(\"x\")"], ["2", "\"d\"", "[].b", "null"]], "can": [["1", "null.x", "[][0]", "{}.a", "\"x\" + 1", "tonumber(\"x\")", "nope(1)", "tolist(1)", "{ a = 1 }.a"]],
    "uuidv5": [NAMESPACES, STRINGS[:6]], "values": [MAPS], "yamldecode": [[text(it) for it in YAML]], "yamlencode": [YAML_VALUES + MAPS + LISTS + NUMBERS],
    "zipmap": [["[\"a\", \"b\"]", "[]", "[\"a\", \"a\"]", "[1, 2]", "[null, \"b\"]", "toset([\"q\", \"p\"])"], ["[1, 2]", "[]", "[\"x\", 2]", "[null, 1]", "tolist([1, 2])", "{}"]],
    "base64encode": [STRINGS], "base64gzip": [STRINGS], "title": [STRINGS + ["\"d-e f_g h1i 2j\"", "\"o'neil\""]], "strrev": [STRINGS], "urlencode": [STRINGS], "chomp": [["\"a\\n\"", "\"a\\r\\n\\n\"", "\"\\n\"", "\"a\\nb\"", "\"a\\r\""]],
    "basename": [["\"/a/b/\"", "\"/\"", "\"\"", "\"a//b\"", "\"..\"", "\"a/.\""] + STRINGS], "dirname": [["\"/a/b/\"", "\"/\"", "\"\"", "\"a//b\"", "\"..\"", "\"a/../b\"", "\"./x\""] + STRINGS],
}

BY_TYPE = {"string": STRINGS, "number": NUMBERS, "bool": ["true", "false"], "dynamic": LISTS + MAPS + STRINGS[:4]}


# What the calls of `templatestring` name.
LOCALS = "locals {\n" + "".join(
    f"  t{at} = {text(it[1:-1])}\n" for at, it in enumerate(TEMPLATES)) + "}\n"


# Functions that Terraform has no more, and that people still write.
REMOVED = [("list", "list()"), ("list", "list(\"a\")"), ("list", "list(1, 2)"), ("map", "map(\"a\", 1)"), ("map", "map()")]


def pools(signature, own):
    """For each argument, what it may be."""
    if own:
        return own
    def pool(kind):
        if isinstance(kind, str):
            return BY_TYPE[kind]
        return {"list": LISTS, "set": SETS, "map": MAPS}[kind[0]]
    fixed = [pool(it["type"]) for it in signature.get("parameters", [])]
    more = signature.get("variadic_parameter")
    return fixed + ([pool(more["type"])] * 2 if more else [])


def product(lists):
    if not lists:
        return [[]]
    return [[one, *rest] for one in lists[0] for rest in product(lists[1:])]


def calls(signatures, chooser):
    """Pairs of a function and a call of it, in the order of names."""
    found = list(REMOVED)
    for name in sorted(signatures):
        if name.startswith("core::") or name in SKIPPED:
            continue
        lists = pools(signatures[name], OWN.get(name))
        usual = product(lists)
        usual = usual if len(usual) <= 44 or len(lists) == 1 else chooser.sample(usual, 44)
        rows = [f"{name}({', '.join(arguments)})" for arguments in usual]
        base = [pool[min(1, len(pool) - 1)] if pool else "1" for pool in lists]
        strange = [base[:at] + [it] + base[at + 1:] for at in range(len(base)) for it in STRANGE]
        strange = strange if len(strange) <= 30 else chooser.sample(strange, 30)
        rows += [f"{name}({', '.join(arguments)})" for arguments in strange]
        rows += [f"{name}()", f"{name}({', '.join(base[:-1])})", f"{name}({', '.join([*base, '1'])})"]
        if len(base) == 1:
            rows += [f"{name}([{base[0]}]...)", f"core::{name}({base[0]})"]
        found += [(name, row) for row in dict.fromkeys(rows)]
    return found
