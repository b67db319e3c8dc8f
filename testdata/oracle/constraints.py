"""Type constraints of variables, and values for them."""

TYPES = [
    "string", "number", "bool", "any", "list(string)", "list(number)", "set(string)", "map(string)", "map(bool)", "list(any)", "map(any)", "set(any)", "list(list(string))", "map(list(number))",
    "tuple([string, number])", "tuple([])", "object({})", "object({ a = string })", "object({ a = string, b = optional(number) })", "object({ a = optional(string, \"d\"), b = optional(number, 5) })",
    "object({ a = optional(bool), b = optional(bool, true) })", "object({ a = optional(list(string), []), b = optional(map(string), {}) })", "map(object({ a = optional(string, \"x\"), b = optional(bool, false) }))",
    "list(object({ a = string, b = optional(object({ c = optional(number, 1) }), {}) }))", "object({ a = optional(object({ c = optional(string, \"deep\"), d = optional(number) })) })", "set(object({ a = string }))",
    "object({ a = any, b = optional(any) })", "map(object({ a = optional(list(string), [\"z\"]) }))", "set(number)", "object({ a = optional(set(string), [\"b\", \"a\"]), b = optional(string, null) })",
]
VALUES = [
    "null", "\"s\"", "\"12\"", "\"true\"", "7", "1.5", "true", "[]", "[\"a\", \"b\"]", "[1, \"2\"]", "[true]", "[null]", "{}", "{ a = \"x\" }", "{ a = 1, b = 2 }", "{ a = null, b = null }", "{ a = true, z = \"extra\" }",
    "{ a = [\"q\", 1] }", "{ a = { c = 3 } }", "{ a = {}, b = {} }", "[{ a = \"m\" }, { a = 2, b = { c = 9 } }]", "[[\"a\"], [1, 2]]", "{ a = [1, \"2\"], b = [] }", "[\"b\", \"a\", \"b\"]", "{ b = \"false\" }", "{ x = { a = \"k\" }, y = {} }",
    "[\"one\", 2]", "{ a = \"yes\" }", "[3, \"x\"]", "{ a = { a = [1] }, b = { a = null } }",
]


def rows(chooser, count):
    """Pairs of a type and a value."""
    pairs = [(kind, value) for kind in TYPES for value in VALUES]
    return sorted(chooser.sample(pairs, count))


def main(kind, value):
    """A file of which `local.out` is the value as the type makes it."""
    return f"variable \"v\" {{\n  type    = {kind}\n  default = {value}\n}}\nlocals {{\n  out = jsonencode(var.v)\n}}\n"
