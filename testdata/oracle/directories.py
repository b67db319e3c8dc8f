"""Small directories: modules, instances, types, inputs, overrides, JSON, files, policies.

Only the provider that Terraform has built in is used. It has no nested blocks, so that dynamic
blocks are not among the parts.
"""

WORDS = ["alpha", "beta", "gamma", "delta", "prod", "staging", "blue", "green", "eu-west-1", "a b"]
FUNCTIONS = [
    "upper(local.{p}_name)", "length(local.{p}_list)", "reverse(local.{p}_list)", "sort(local.{p}_list)",
    "join(\"-\", local.{p}_list)", "merge(local.{p}_map, {{ extra = local.{p}_name }})",
    "lookup(local.{p}_map, \"missing\", \"none\")", "keys(local.{p}_map)", "values(local.{p}_map)",
    "[for k, v in local.{p}_map : \"${{k}}=${{v}}\"]", "{{ for i, v in local.{p}_list : v => i }}",
    "toset(local.{p}_list)", "format(\"%s-%03d\", local.{p}_name, local.{p}_number)",
    "try(local.{p}_map.missing, local.{p}_name)", "can(local.{p}_map.missing)",
    "cidrsubnet(\"10.0.0.0/16\", 4, local.{p}_number)", "cidrhost(\"10.1.0.0/24\", local.{p}_number)",
    "[for i in range(3) : cidrsubnet(\"10.0.0.0/16\", 8, i + local.{p}_number)]",
    "local.{p}_number > 3 ? \"big\" : \"small\"", "concat(local.{p}_list, [\"end\"])",
    "{{ for v in local.{p}_list : substr(v, 0, 1) => v... }}", "replace(local.{p}_name, \"/a/\", \"4\")",
    "jsondecode(jsonencode(local.{p}_map))", "yamldecode(yamlencode(local.{p}_list))",
    "setproduct(local.{p}_list, [1, 2])", "zipmap(local.{p}_list, range(length(local.{p}_list)))",
    "base64encode(local.{p}_name)", "regexall(\"[a-e]\", local.{p}_name)", "distinct(local.{p}_list)",
    "slice(local.{p}_list, 0, 1)", "element(local.{p}_list, local.{p}_number)", "max(local.{p}_number, 4)",
    "local.{p}_list[*]", "coalesce(\"\", local.{p}_name)", "tostring(local.{p}_number)",
]


def quoted(word):
    return '"' + word + '"'


def words(chooser, count):
    return chooser.sample(WORDS, count)


def listed(items):
    return "[" + ", ".join(quoted(item) for item in items) + "]"


def functions(chooser, p):
    name, *items = words(chooser, chooser.randrange(3, 6))
    main = f"locals {{\n  {p}_name = {quoted(name)}\n  {p}_list = {listed(items)}\n"
    main += f"  {p}_number = {chooser.randrange(0, 9)}\n"
    main += f"  {p}_map = {{ for i, v in local.{p}_list : v => i * 2 }}\n}}\n"
    chosen = "".join(f"    o{i} = {text.format(p=p)}\n"
                     for i, text in enumerate(chooser.sample(FUNCTIONS, 6)))
    return {"main.tf": main + f"resource \"terraform_data\" \"{p}\" {{\n  input = {{\n{chosen}  }}\n}}\n"}


def counted(chooser, p):
    count = chooser.randrange(0, 4)
    files = {"main.tf": f"""variable "{p}_count" {{
  type    = number
  default = {chooser.randrange(0, 3)}
}}
resource "terraform_data" "{p}" {{
  count = var.{p}_count
  input = "{p}-${{count.index}}-${{count.index == 0 ? "first" : "later"}}"
}}
output "{p}_all" {{
  value = terraform_data.{p}[*].input
}}
output "{p}_one" {{
  value = one(slice(terraform_data.{p}[*].input, 0, min(1, var.{p}_count)))
}}
"""}
    if chooser.random() < 0.6:
        files["terraform.tfvars"] = f"{p}_count = {count}\n"
    return files


def each(chooser, p):
    items = words(chooser, 3)
    entries = "".join(f"    {quoted(it)} = {{ size = {chooser.randrange(9)}, zone = {quoted(chooser.choice('abc'))} }}\n"
                      for it in items)
    condition = chooser.choice(["", " if v.size > 3", " if v.zone != \"b\""])
    return {"main.tf": f"""locals {{
  {p}_groups = {{
{entries}  }}
}}
resource "terraform_data" "{p}" {{
  for_each         = {{ for k, v in local.{p}_groups : k => v{condition} }}
  input            = "${{each.key}}/${{each.value.zone}}"
  triggers_replace = [each.value.size, each.key]
}}
resource "terraform_data" "{p}_set" {{
  for_each = toset([for v in values(local.{p}_groups) : v.zone])
  input    = each.value == each.key
}}
output "{p}_inputs" {{
  value = {{ for k, r in terraform_data.{p} : k => r.input }}
}}
"""}


def module(chooser, p):
    one, two = words(chooser, 2)
    repeat = chooser.choice(["", f"  count = {chooser.randrange(0, 3)}\n", f"  for_each = toset({listed([one, two])})\n"])
    name = {"": quoted(one), "  c": f"\"{one}-${{count.index}}\"", "  f": "each.key"}[repeat[:3]]
    got = f"module.{p}.name" if not repeat else (f"module.{p}[*].name" if "count" in repeat else f"{{ for k, m in module.{p} : k => m.name }}")
    passed = chooser.choice(["", "  size = 7\n", "  size = null\n", "  tags = { team = \"core\" }\n"])
    return {
        "main.tf": f"module \"{p}\" {{\n  source = \"./modules/{p}\"\n{repeat}  name = {name}\n{passed}}}\n"
                   f"output \"{p}_names\" {{\n  value = {got}\n}}\n",
        f"modules/{p}/main.tf": f"""variable "name" {{
  type = string
}}
variable "size" {{
  type     = number
  default  = {chooser.randrange(5)}
  nullable = {chooser.choice(["true", "false"])}
}}
variable "tags" {{
  type    = map(string)
  default = {{}}
}}
module "inner" {{
  source = "./inner"
  parts  = [var.name, "x", var.size]
}}
resource "terraform_data" "this" {{
  input            = merge({{ name = var.name, path = path.module }}, var.tags)
  triggers_replace = module.inner.joined
}}
output "name" {{
  value = upper(terraform_data.this.input.name)
}}
""",
        f"modules/{p}/inner/main.tf": """variable "parts" {
  type = list(string)
}
output "joined" {
  value = join("/", compact(var.parts))
}
"""}


def optional(chooser, p):
    given = chooser.choice([
        "{ name = \"n\" }", "{ name = \"n\", public = true }", "{ name = 5, nested = { size = \"3\" } }",
        "{ name = \"n\", list = [1, 2], nested = {} }", "{ name = \"n\", extra = 1, nested = null }"])
    return {"main.tf": f"""variable "{p}" {{
  type = object({{
    name   = string
    public = optional(bool, false)
    list   = optional(list(string), ["none"])
    nested = optional(object({{
      size = optional(number, {chooser.randrange(9)})
      kind = optional(string)
    }}), {{ kind = "default" }})
  }})
  default = {given}
}}
variable "{p}_any" {{
  type = map(any)
  default = {{ a = 1, b = "2" }}
}}
resource "terraform_data" "{p}" {{
  input = {{ all = var.{p}, flag = var.{p}.public ? "on" : "off", any = var.{p}_any }}
}}
output "{p}_size" {{
  value = try(var.{p}.nested.size + 1, "none")
}}
"""}


def inputs(chooser, p):
    kind, values = chooser.choice([
        ("string", ['"one"', '"two"', '"three"', "4"]), ("number", ["1", "\"2\"", "3", "4"]),
        ("list(string)", ["[]", "[\"a\"]", "[1, 2]", "[true]"]), ("bool", ["true", "false", "\"true\"", "false"])])
    files = {"main.tf": f"variable \"{p}\" {{\n  type = {kind}\n  default = {values[0]}\n}}\n"
                        f"resource \"terraform_data\" \"{p}\" {{\n  input = var.{p}\n}}\n"
                        f"output \"{p}\" {{\n  value = [var.{p}]\n}}\n"}
    if chooser.random() < 0.7:
        files["terraform.tfvars"] = f"{p} = {values[1]}\n"
    if chooser.random() < 0.5:
        files["z.auto.tfvars"] = f"{p} = {values[2]}\n"
    if chooser.random() < 0.4:
        files[f"{p}.auto.tfvars.json"] = f"{{\"{p}\": {values[3]}}}\n"
    return files


def override(chooser, p):
    value, other = words(chooser, 2)
    name = chooser.choice(["override.tf", f"{p}_override.tf", "z_override.tf"])
    return {
        "main.tf": f"""locals {{
  {p} = {quoted(value)}
}}
variable "{p}" {{
  type    = string
  default = "kept"
}}
resource "terraform_data" "{p}" {{
  count            = 2
  input            = [local.{p}, var.{p}]
  triggers_replace = "kept"
}}
output "{p}" {{
  value = terraform_data.{p}[0].input
}}
""",
        name: f"locals {{\n  {p} = {quoted(other)}\n}}\n"
              f"resource \"terraform_data\" \"{p}\" {{\n  input = {{ over = local.{p}, v = var.{p} }}\n}}\n"
              + chooser.choice(["", f"variable \"{p}\" {{\n  default = \"overridden\"\n}}\n"])}


def syntax(chooser, p):
    one, two = words(chooser, 2)
    return {f"{p}.tf.json": f"""{{
  "locals": {{"{p}": {{"list": {listed([one, two])}, "escaped": "$${{kept}} ${{upper(\\"{one}\\")}}"}}}},
  "variable": {{"{p}": {{"type": "number", "default": {chooser.randrange(1, 4)}}}}},
  "resource": {{"terraform_data": {{
    "{p}": {{"count": "${{var.{p}}}", "input": {{"a": "${{local.{p}.list}}", "b": "x-${{count.index}}", "c": [true, null, 1.5]}}}},
    "{p}_each": [{{"for_each": "${{toset(local.{p}.list)}}", "input": "${{each.key}}"}}]
  }}}},
  "output": {{"{p}": {{"value": "${{local.{p}.escaped}}"}}}}
}}
"""}


def policy(chooser, p):
    account = "".join(chooser.choice("0123456789") for _ in range(12))
    names = words(chooser, 2)
    return {"main.tf": f"""locals {{
  {p}_issuer = "oidc.eks.eu-west-1.amazonaws.com/id/{account}"
  {p}_doc = {{
    Version = "2012-10-17"
    Statement = [for name in {listed(names)} : {{
      Effect    = "Allow"
      Action    = ["sts:AssumeRoleWithWebIdentity"]
      Principal = {{ Federated = "arn:aws:iam::{account}:oidc-provider/${{local.{p}_issuer}}" }}
      Condition = {{ StringEquals = {{ "${{local.{p}_issuer}}:sub" = "system:serviceaccount:${{name}}:api" }} }}
    }}]
  }}
}}
resource "terraform_data" "{p}" {{
  input = jsonencode(local.{p}_doc)
}}
resource "terraform_data" "{p}_heredoc" {{
  input = <<-EOT
    {{
      "Version": "2012-10-17",
      "Statement": [{{
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::${{local.{p}_issuer}}/*",
        "Condition": {{"StringLike": {{"aws:username": "$${{aws:username}}"}}}}
      }}]
    }}
  EOT
  triggers_replace = terraform_data.{p}.id
}}
output "{p}_first" {{
  value = jsondecode(terraform_data.{p}.input).Statement[0].Condition
}}
output "{p}_effect" {{
  value = jsondecode(terraform_data.{p}_heredoc.input)["Statement"][*].Effect
}}
"""}


def files(chooser, p):
    items = words(chooser, 2)
    return {
        "main.tf": f"""resource "terraform_data" "{p}" {{
  input = templatefile("${{path.module}}/files/{p}.tftpl", {{ items = {listed(items)}, n = {chooser.randrange(9)} }})
}}
locals {{
  {p} = yamldecode(file("files/{p}.yaml"))
}}
resource "terraform_data" "{p}_each" {{
  for_each = local.{p}.groups
  input    = each.value.min + 1
}}
output "{p}_files" {{
  value = [for f in sort(fileset(path.root, "files/{p}.*")) : basename(f)]
}}
output "{p}_hash" {{
  value = [filesha256("files/{p}.yaml"), fileexists("files/none"), terraform.workspace]
}}
""",
        f"files/{p}.tftpl": "%{ for i, item in items ~}\n${i}: ${upper(item)}\n%{ endfor ~}\n%{ if n > 4 }big%{ else }small%{ endif }\n",
        f"files/{p}.yaml": f"groups:\n  a: {{min: {chooser.randrange(9)}}}\n  b:\n    min: {chooser.randrange(9)}\n"}


def computed(chooser, p):
    one, two = words(chooser, 2)
    return {"main.tf": f"""resource "terraform_data" "{p}_a" {{
  input = {quoted(one)}
}}
resource "terraform_data" "{p}_b" {{
  input            = {{ id = terraform_data.{p}_a.id, out = terraform_data.{p}_a.output, in = terraform_data.{p}_a.input }}
  triggers_replace = [terraform_data.{p}_a.id, {quoted(two)}]
}}
output "{p}_known" {{
  value = [{quoted(two)}, terraform_data.{p}_a.input, length([terraform_data.{p}_a.id])]
}}
output "{p}_open" {{
  value = "${{terraform_data.{p}_a.id}}-{two}"
}}
output "{p}_chosen" {{
  value = terraform_data.{p}_a.id == "x" ? {quoted(one)} : {quoted(two)}
}}
output "{p}_null" {{
  value = terraform_data.{p}_a.id == null ? 1 : 2
}}
output "{p}_keys" {{
  value = keys({{ a = terraform_data.{p}_a.id, b = 1 }})
}}
output "{p}_for" {{
  value = [for v in [terraform_data.{p}_a.id, "z"] : v if v != null]
}}
"""}


def subnets(chooser, p):
    zones = chooser.sample("abcdef", chooser.randrange(2, 4))
    return {"main.tf": f"""variable "{p}_cidr" {{
  default = "10.{chooser.randrange(200)}.0.0/16"
}}
locals {{
  {p}_zones = {listed(zones)}
  {p}_nets  = {{ for i, z in local.{p}_zones : z => cidrsubnet(var.{p}_cidr, {chooser.randrange(4, 9)}, i) }}
  {p}_pairs = {{ for pair in setproduct(local.{p}_zones, ["public", "private"]) : "${{pair[0]}}-${{pair[1]}}" => pair }}
  {p}_flat  = flatten([for z in local.{p}_zones : [for k in ["x", "y"] : {{ zone = z, kind = k }}]])
}}
resource "terraform_data" "{p}" {{
  for_each = local.{p}_nets
  input    = {{ zone = each.key, cidr = each.value, host = cidrhost(each.value, 5) }}
}}
resource "terraform_data" "{p}_pair" {{
  for_each = local.{p}_pairs
  input    = each.value[1] == "public" ? local.{p}_nets[each.value[0]] : null
}}
resource "terraform_data" "{p}_flat" {{
  for_each = {{ for it in local.{p}_flat : "${{it.zone}}.${{it.kind}}" => it }}
  input    = each.value
}}
output "{p}" {{
  value = [for k in sort(keys(local.{p}_nets)) : terraform_data.{p}[k].input.cidr]
}}
"""}


def switched(chooser, p):
    on = chooser.choice(["true", "false"])
    one, two = words(chooser, 2)
    return {"main.tf": f"""variable "{p}_create" {{
  type    = bool
  default = {on}
}}
variable "{p}_secret" {{
  type      = string
  default   = "hush"
  sensitive = true
}}
resource "terraform_data" "{p}" {{
  count = var.{p}_create ? 1 : 0
  input = {quoted(one)}

  lifecycle {{
    ignore_changes = [input]
  }}
}}
resource "terraform_data" "{p}_secret" {{
  input = "s-${{var.{p}_secret}}"
}}
output "{p}" {{
  value = var.{p}_create ? terraform_data.{p}[0].input : {quoted(two)}
}}
output "{p}_try" {{
  value = try(terraform_data.{p}[0].input, {quoted(two)})
}}
output "{p}_one" {{
  value = coalesce(one(terraform_data.{p}[*].input), {quoted(two)})
}}
output "{p}_length" {{
  value = length(terraform_data.{p})
}}
output "{p}_bare" {{
  value = nonsensitive(length(var.{p}_secret))
}}
"""}


def state(chooser, p):
    key = words(chooser, 1)[0]
    return {
        "main.tf": f"""data "terraform_remote_state" "{p}" {{
  backend = "local"
  config = {{
    path = "files/{p}.tfstate"
  }}
  defaults = {{ other = {quoted(key)} }}
}}
resource "terraform_data" "{p}" {{
  input = {{ from = data.terraform_remote_state.{p}.outputs.name, own = "x" }}
}}
output "{p}" {{
  value = "${{data.terraform_remote_state.{p}.outputs.name}}-suffix"
}}
""",
        f"files/{p}.tfstate": "{\"version\": 4, \"terraform_version\": \"1.11.4\", \"serial\": 1, \"lineage\": \"l\", \"outputs\": {\"name\": {\"value\": "
                              + quoted(key) + ", \"type\": \"string\"}}, \"resources\": []}\n"}


PARTS = [functions, counted, each, module, optional, inputs, override, syntax, policy, files, computed,
         subnets, switched, state]


def directories(chooser, count):
    """Directories as contents by path: each part is in about a third of them."""
    all_of_them = []
    for _ in range(count):
        contents = {}
        for number, part in enumerate(chooser.sample(PARTS, 4)):
            for path, text in part(chooser, f"p{number}").items():
                contents[path] = contents.get(path, "") + text
        all_of_them.append(contents)
    return all_of_them
