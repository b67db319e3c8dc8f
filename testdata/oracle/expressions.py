"""Expressions of every construct, from a grammar with types: most make sense, some do not."""

LOCALS = """locals {
  s      = "prod"
  long   = "arn:aws:iam::111122223333:role/app"
  n      = 3
  f      = 2.5
  b      = true
  no     = null
  words  = ["b", "a", "c"]
  list   = tolist(["x", "y"])
  set    = toset(["q", "p"])
  nums   = [3, 1, 2]
  mixed  = [1, "a", true, null]
  nested = [["a", "b"], [], ["c"]]
  map    = tomap({ k = "v", j = "w" })
  tags   = { Name = "main", env = "prod" }
  cidr   = "10.0.0.0/16"
  people = [{ name = "bo", age = 7, on = true }, { name = "al", age = 30, on = false }]
  tree   = { a = { b = [1, { c = "deep" }] }, z = [] }
  empty  = {}
  none   = []
}
"""

VARIABLES = """variable "s" {
  type = any
}
variable "t" {
  type = any
}
variable "n" {
  type = any
}
variable "b" {
  type = any
}
variable "l" {
  type = any
}
variable "m" {
  type = any
}
variable "o" {
  type = any
}
variable "str" {
  type = string
}
variable "ls" {
  type = list(string)
}
variable "obj" {
  type = object({ name = optional(string, "dflt"), size = optional(number), on = optional(bool, true) })
}
"""

# Untyped variables take what is written; the text is HCL for those that are no strings.
CHOICES = [
    {"s": '"x"', "t": '"a"', "n": "1", "b": "true", "l": '["x", "y"]', "m": '{ a = "x" }', "o": '{ name = "n", size = 3 }', "str": "abc", "ls": '["a", "b"]', "obj": "{}"},
    {"s": '""', "t": '""', "n": "0", "b": "false", "l": "[]", "m": "{}", "o": '{ name = "", size = 0 }', "str": "", "ls": "[]", "obj": '{ name = "q", on = false }'},
    {"s": '"prod"', "t": '"prod"', "n": "2.5", "b": "true", "l": '["a", "a", "b"]', "m": '{ a = "1", b = "2", k = "z" }', "o": '{ name = "prod", size = 100 }', "str": "prod", "ls": '["a"]', "obj": '{ name = "prod", size = 4 }'},
    {"s": '"a,b"', "t": '"é"', "n": "-7", "b": "false", "l": '["prod"]', "m": '{ prod = "p" }', "o": '{ name = "é", size = -1 }', "str": "x-y-z", "ls": '["b", "a", "b", ""]', "obj": '{ size = 2 }'},
    {"s": '"10.1.0.0/16"', "t": '"12"', "n": "40", "b": "true", "l": '["10.0.0.0/8", "0.0.0.0/0", "x"]', "m": '{ x = "12", y = "" }', "o": '{ name = "12", size = 7 }', "str": "12", "ls": '["x", "prod"]', "obj": '{ name = "x", on = true, size = 9 }'},
    {"s": "null", "t": '"b"', "n": "null", "b": "null", "l": "null", "m": "null", "o": "null", "str": "b", "ls": '["é", "z"]', "obj": "null"},
]


def quoted(value):
    """A string of Terraform without anything to escape."""
    return f'"{value}"'


class Grammar:
    """Writes expressions of a wanted type; `leaves` are the names that may stand in them."""

    def __init__(self, chooser, leaves):
        self.chooser = chooser
        self.leaves = leaves
        self.names = []

    def pick(self, *options):
        return self.chooser.choice(options)

    def of(self, kind, depth):
        # One in forty is of another type: errors have to be errors.
        if self.chooser.random() < 0.025:
            kind = self.pick("string", "number", "bool", "list", "map", "object")
        if depth <= 0 or self.chooser.random() < 0.12:
            return self.leaf(kind)
        return getattr(self, kind)(depth - 1)

    def leaf(self, kind):
        names = [name for name, its in self.names if its in (kind, "any")] * 3
        return self.chooser.choice(self.leaves[kind] + names)

    def string(self, d):
        c = self.chooser.randrange(46)
        s, n, b, l = (lambda: self.of("string", d)), (lambda: self.of("number", d)), (lambda: self.of("bool", d)), (lambda: self.of("list", d))
        forms = {
            0: lambda: f"\"{self.pick('a', 'x-', '')}${{{s()}}}{self.pick('', ':sub', '/0')}\"",
            1: lambda: f"\"${{{s()}}}-${{{n()}}}\"",
            2: lambda: f"({b()} ? {s()} : {s()})",
            3: lambda: f"upper({s()})", 4: lambda: f"lower({s()})", 5: lambda: f"title({s()})",
            6: lambda: f"join({self.leaf('string')}, {l()})",
            7: lambda: f"format(\"{self.pick('%s-%s', '%s', '[%s]%v')}\", {s()}, {s()})",
            8: lambda: f"format(\"{self.pick('%03d', '%d', 'n%d', '%.1f')}\", {n()})",
            9: lambda: f"replace({s()}, {self.leaf('string')}, {self.leaf('string')})",
            10: lambda: f"substr({s()}, {self.pick('0', '1', '-2')}, {self.pick('2', '3', '-1')})",
            11: lambda: f"trimprefix({s()}, {self.leaf('string')})", 12: lambda: f"trimsuffix({s()}, {self.leaf('string')})",
            13: lambda: f"trimspace(\" ${{{s()}}} \")", 14: lambda: f"coalesce({s()}, {s()})",
            15: lambda: f"try({s()}, {s()})", 16: lambda: f"element({l()}, {n()})",
            17: lambda: f"{l()}[{n()}]", 18: lambda: f"lookup({self.of('map', d)}, {s()}, {s()})",
            19: lambda: f"try({self.of('map', d)}[{s()}], {s()})", 20: lambda: f"tostring({n()})",
            21: lambda: f"jsonencode({self.anything(d)})", 22: lambda: f"one(slice({l()}, 0, 1))",
            23: lambda: f"cidrsubnet({self.pick(quoted('10.0.0.0/16'), self.leaf('string'))}, {self.pick('4', '8')}, {n()})",
            24: lambda: f"split({self.pick(quoted(','), quoted('-'))}, {s()})[0]", 25: lambda: f"base64encode({s()})",
            26: lambda: f"\"%{{ if {b()} }}{self.pick('y', 'on')}${{{s()}}}%{{ else }}n%{{ endif }}\"",
            27: lambda: self.bound("v", "string", lambda inner: f"\"%{{ for v in {l()} }}${{{inner}}},%{{ endfor }}\"", d),
            28: lambda: f"try({self.of('object', d)}.name, {s()})", 29: lambda: f"nonsensitive({s()})",
            30: lambda: f"md5({s()})", 31: lambda: f"yamlencode({self.anything(d)})", 32: lambda: f"keys({self.of('map', d)})[0]",
            33: lambda: f"regex(\"{self.pick('[a-z]+', '^.', '[^:]*$')}\", {s()})", 34: lambda: f"strrev({s()})",
            35: lambda: f"chomp(\"${{{s()}}}\\n\")", 36: lambda: f"{{ a = {s()}, b = {s()} }}[{self.pick(quoted('a'), quoted('b'), s())}]",
            37: lambda: f"[{s()}, {s()}][{self.pick('0', '1', n())}]", 38: lambda: f"\"${{{b()}}}\"", 39: lambda: f"merge({self.of('map', d)}, {{ a = {s()} }}).a",
            40: lambda: f"jsondecode(jsonencode({{ q = {s()} }})).q", 41: lambda: f"(({s()}))", 42: lambda: f"indent(2, {s()})",
            43: lambda: f"sort({l()})[0]", 44: lambda: f"basename({s()})", 45: lambda: f"cidrhost({self.pick(quoted('10.0.0.0/16'), s())}, {self.pick('5', n())})",
        }
        return forms[c]()

    def number(self, d):
        s, n, b, l = (lambda: self.of("string", d)), (lambda: self.of("number", d)), (lambda: self.of("bool", d)), (lambda: self.of("list", d))
        return self.chooser.choice([
            lambda: f"({n()} {self.pick('+', '-', '*', '/', '%')} {n()})", lambda: f"({n()} {self.pick('+', '-', '*')} {n()})",
            lambda: f"length({self.pick(l, s, lambda: self.of('map', d))()})", lambda: f"({b()} ? {n()} : {n()})", lambda: f"-{n()}",
            lambda: f"max({n()}, {n()})", lambda: f"min({n()}, {n()})", lambda: f"abs({n()})", lambda: f"floor({n()} / 2)", lambda: f"ceil({n()})",
            lambda: f"tonumber({self.pick(n, lambda: quoted('12'), s)()})", lambda: f"try(tonumber({s()}), {n()})", lambda: f"sum([{n()}, {n()}])",
            lambda: f"index({l()}, {s()})", lambda: f"coalesce({n()}, {n()})", lambda: f"parseint({self.pick(quoted('ff'), s())}, 16)",
            lambda: f"length([for x in {l()} : x if x != {s()}])", lambda: f"try({self.of('object', d)}.size, {n()})", lambda: f"{{ a = {n()} }}.a",
            lambda: f"signum({n()})", lambda: f"pow({n()}, 2)", lambda: f"try({s()} + 1, {n()})", lambda: f"length(range({n()}))",
        ])()

    def bool(self, d):
        s, n, b, l = (lambda: self.of("string", d)), (lambda: self.of("number", d)), (lambda: self.of("bool", d)), (lambda: self.of("list", d))
        return self.chooser.choice([
            lambda: f"({s()} {self.pick('==', '!=')} {s()})", lambda: f"({n()} {self.pick('==', '<', '>=', '>', '<=', '!=')} {n()})",
            lambda: f"({b()} {self.pick('&&', '||')} {b()})", lambda: f"!{b()}", lambda: f"contains({l()}, {s()})", lambda: f"({self.anything(d)} {self.pick('==', '!=')} null)",
            lambda: f"startswith({s()}, {self.leaf('string')})", lambda: f"endswith({s()}, {self.leaf('string')})", lambda: f"strcontains({s()}, {self.leaf('string')})",
            lambda: f"can({self.anything(d)})", lambda: f"can(regex(\"{self.pick('^a', '[0-9]', 'prod')}\", {s()}))", lambda: f"alltrue([{b()}, {b()}])", lambda: f"anytrue([{b()}, {b()}])",
            lambda: f"({l()} == {l()})", lambda: f"({self.of('object', d)} == {self.of('object', d)})", lambda: f"({b()} ? {b()} : {b()})", lambda: f"try(tobool({s()}), {b()})",
            lambda: f"alltrue([for x in {l()} : x != {s()}])", lambda: f"({self.of('map', d)} == {self.of('map', d)})", lambda: f"(length({l()}) {self.pick('>', '==')} {self.pick('0', '1', '2')})",
            lambda: f"contains(keys({self.of('map', d)}), {s()})", lambda: f"({self.anything(d)} == {self.anything(d)})", lambda: f"can({self.of('object', d)}.{self.pick('name', 'size', 'q')})",
        ])()

    def list(self, d):
        s, n, b, l = (lambda: self.of("string", d)), (lambda: self.of("number", d)), (lambda: self.of("bool", d)), (lambda: self.of("list", d))
        return self.chooser.choice([
            lambda: f"[{s()}, {s()}]", lambda: f"[{s()}]", lambda: f"concat({l()}, {l()})", lambda: f"distinct({l()})", lambda: f"compact({l()})", lambda: f"reverse({l()})",
            lambda: f"sort({l()})", lambda: f"toset({l()})", lambda: f"tolist({l()})", lambda: f"flatten([{l()}, [{l()}, {s()}]])", lambda: f"slice({l()}, 0, {self.pick('1', '2', n())})",
            lambda: self.bound("x", "string", lambda inner: f"[for x in {l()} : {inner}]", d), lambda: self.bound("x", "string", lambda inner: f"[for i, x in {l()} : \"${{i}}${{{inner}}}\"]", d),
            lambda: f"[for x in {l()} : x if x {self.pick('==', '!=')} {s()}]", lambda: f"[for k, v in {self.of('map', d)} : \"${{k}}=${{v}}\"]", lambda: f"({b()} ? {l()} : {l()})",
            lambda: f"split({self.pick(quoted(','), quoted('-'), quoted(''))}, {s()})", lambda: f"keys({self.of('map', d)})", lambda: f"values({self.of('map', d)})", lambda: f"coalescelist({l()}, {l()})",
            lambda: f"try({l()}, {l()})", lambda: f"setunion({l()}, {l()})", lambda: f"setsubtract({l()}, {l()})", lambda: f"setintersection({l()}, {l()})", lambda: f"formatlist(\"%s-{self.pick('x', '%s')}\", {l()}, {self.pick(s, l)()})",
            lambda: f"[{self.of('object', d)}, {self.of('object', d)}][*].name", lambda: f"regexall(\"{self.pick('[a-z]', '.', '[0-9]+')}\", {s()})", lambda: f"chunklist({l()}, {self.pick('1', '2')})[0]",
            lambda: f"[{s()}, {s()}, {s()}]", lambda: f"matchkeys({l()}, {l()}, {l()})", lambda: f"{s()}[*]", lambda: f"jsondecode(jsonencode({l()}))", lambda: f"[for x in setproduct({l()}, {l()}) : join(\"-\", x)]",
            lambda: f"yamldecode(yamlencode({l()}))", lambda: f"[for x in {l()} : {{ name = x }}].*.name",
        ])()

    def map(self, d):
        s, b, l, m = (lambda: self.of("string", d)), (lambda: self.of("bool", d)), (lambda: self.of("list", d)), (lambda: self.of("map", d))
        return self.chooser.choice([
            lambda: f"{{ a = {s()}, b = {s()} }}", lambda: f"{{ ({s()}) = {s()} }}", lambda: f"merge({m()}, {m()})", lambda: f"{{ for x in {l()} : x => {s()} }}", lambda: f"{{ for k, v in {m()} : \"${{k}}2\" => v }}",
            lambda: f"{{ for k, v in {m()} : k => v if v != {s()} }}", lambda: f"tomap({m()})", lambda: f"zipmap({l()}, {l()})", lambda: f"({b()} ? {m()} : {m()})", lambda: f"{{ for i, x in {l()} : tostring(i) => x }}",
            lambda: f"try({m()}, {{}})", lambda: f"jsondecode(jsonencode({m()}))", lambda: f"{{ for x in {l()} : x => \"g\"... }}", lambda: f"merge([{m()}, {m()}]...)", lambda: f"{{ \"${{{s()}}}:sub\" = {s()} }}",
        ])()

    def object(self, d):
        s, n, b = (lambda: self.of("string", d)), (lambda: self.of("number", d)), (lambda: self.of("bool", d))
        return self.chooser.choice([
            lambda: f"{{ name = {s()}, size = {n()} }}", lambda: f"{{ name = {s()} }}", lambda: f"merge({self.of('object', d)}, {{ name = {s()} }})", lambda: f"({b()} ? {self.of('object', d)} : {self.of('object', d)})",
            lambda: f"[{self.of('object', d)}][0]", lambda: f"{{ name = {s()}, on = {b()}, list = {self.of('list', d)} }}", lambda: f"jsondecode(jsonencode({self.of('object', d)}))", lambda: f"try({self.of('object', d)}, {{ name = {s()} }})",
        ])()

    def anything(self, d):
        return self.of(self.pick("string", "number", "bool", "list", "map", "object", "string", "list"), d)

    def bound(self, name, kind, make, d):
        self.names.append((name, kind))
        inner = self.of(kind, d)
        self.names.pop()
        return make(inner)


CONSTANTS = {
    "string": ["\"a\"", "\"\"", "\"prod\"", "\"a-b\"", "\"x,y\"", "\"12\"", "\"É\""], "number": ["0", "1", "2", "3", "10", "0.5", "1.25", "0.1", "7"], "bool": ["true", "false"],
    "list": ["[]", "[\"a\", \"b\"]", "[\"prod\"]"], "map": ["{}", "{ a = \"1\" }"], "object": ["{ name = \"n\", size = 1 }"],
}

NAMED = {
    "string": ["local.s", "local.long", "local.no", "local.people[0].name", "local.tree.a.b[1].c", "local.tags.Name", "local.map[\"k\"]", "local.words[0]", "local.cidr"],
    "number": ["local.n", "local.f", "local.people[1].age", "local.nums[0]", "length(local.words)"], "bool": ["local.b", "local.people[0].on", "!local.b"],
    "list": ["local.words", "local.list", "local.set", "local.nums", "local.mixed", "local.nested", "local.people[*].name", "local.none"], "map": ["local.map", "local.tags", "local.empty"],
    "object": ["local.people[0]", "local.tags", "local.tree"],
}

OPEN = {
    "string": ["var.s", "var.t", "var.str", "var.str", "var.l[0]", "var.obj.name", "var.m[\"a\"]"], "number": ["var.n", "length(var.ls)", "var.o.size"], "bool": ["var.b", "var.obj.on"],
    "list": ["var.l", "var.ls", "var.ls"], "map": ["var.m"], "object": ["var.o", "var.obj"],
}


def joined(*tables):
    return {kind: [leaf for table in tables for leaf in table[kind]] for kind in tables[0]}


def written(grammar, chooser, count, longest, wanted=lambda text: True):
    found = {}
    while len(found) < count:
        text = grammar.anything(chooser.choice([1, 2, 2, 3, 3, 4]))
        if len(text) <= longest and "(" in text and wanted(text):
            found[text] = None
    return list(found)


def closed(chooser, count):
    """Expressions of locals."""
    return written(Grammar(chooser, joined(CONSTANTS, NAMED)), chooser, count, 220)


def opened(chooser, count):
    """Expressions with variables."""
    leaves = joined(CONSTANTS, OPEN, OPEN)
    return written(Grammar(chooser, leaves), chooser, count, 140, lambda text: "var." in text)
