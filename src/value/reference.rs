//! Things that exist only once Terraform has created them, named symbolically.

use std::fmt;

use smol_str::SmolStr;

/// An attribute of a resource, data source or module, as Terraform would write it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// Path of the module instance that holds the object; empty in the root.
    pub module: SmolStr,
    /// Resource, data source or module call.
    pub mode: Mode,
    /// The type, such as `aws_eks_cluster`; empty for a module call.
    pub kind: SmolStr,
    /// The name in the configuration.
    pub name: SmolStr,
    /// Which instance.
    pub key: InstanceKey,
    /// The attribute; empty for the whole object.
    pub path: Vec<PathStep>,
    /// Text functions applied to the attribute, in order.
    pub transforms: Vec<Transform>,
}

/// What kind of object is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// A `resource` block.
    Managed,
    /// A `data` block.
    Data,
    /// A `module` call.
    Module,
}

/// Which instance of a resource or module with `count` or `for_each`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceKey {
    /// The object has neither `count` nor `for_each`.
    Single,
    /// `[0]`.
    Index(i64),
    /// `["a"]`.
    Name(SmolStr),
    /// `[*]`, or the object as a whole where it has instances.
    All,
    /// An index that is not known.
    Unknown,
}

/// One step into an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PathStep {
    /// `.name`.
    Name(SmolStr),
    /// `[0]`.
    Index(i64),
}

/// A pure text function on a symbolic attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Transform {
    /// `replace(x, from, to)` with literal arguments.
    Replace {
        /// The text that is searched, or `/pattern/`.
        from: SmolStr,
        /// What stands in its place.
        to: SmolStr,
    },
    /// `trimprefix(x, prefix)`.
    TrimPrefix(SmolStr),
    /// `trimsuffix(x, suffix)`.
    TrimSuffix(SmolStr),
    /// `split(separator, x)[index]`.
    Split(SmolStr, i64),
    /// Any other function of one text; comparable only with itself.
    Function(SmolStr),
}

impl Reference {
    /// The address of the object without its instance key, such as `data.aws_ami.node`.
    pub fn address(&self) -> String {
        let within =
            if self.module.is_empty() { String::new() } else { format!("{}.", self.module) };
        match self.mode {
            Mode::Managed => format!("{within}{}.{}", self.kind, self.name),
            Mode::Data => format!("{within}data.{}.{}", self.kind, self.name),
            Mode::Module => format!("{within}module.{}", self.name),
        }
    }

    /// Why it is not known here.
    pub fn why(&self) -> super::Why {
        let name = self.to_string().into();
        match self.mode {
            Mode::Data => super::Why::DataSource(name),
            Mode::Managed | Mode::Module => super::Why::Computed(name),
        }
    }

    /// The name of the attribute, if the path is one name.
    pub fn attribute(&self) -> Option<&str> {
        match self.path.as_slice() {
            [PathStep::Name(name)] => Some(name),
            _ => None,
        }
    }

    /// Whether this names an object itself and not an attribute of it.
    pub fn is_whole(&self) -> bool {
        self.path.is_empty() && self.transforms.is_empty()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.address())?;
        match &self.key {
            InstanceKey::Single => {}
            InstanceKey::Index(index) => write!(out, "[{index}]")?,
            InstanceKey::Name(name) => write!(out, "[{name:?}]")?,
            InstanceKey::All => out.write_str("[*]")?,
            InstanceKey::Unknown => out.write_str("[?]")?,
        }
        self.path.iter().try_for_each(|step| match step {
            PathStep::Name(name) => write!(out, ".{name}"),
            PathStep::Index(index) => write!(out, "[{index}]"),
        })
    }
}
