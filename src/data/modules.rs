//! Stub until the tables are merged.
/// Stub.
pub enum Default<'a> {
    /// x
    Missing,
    /// x
    Required,
    /// x
    Text(&'a str),
}
/// Stub.
pub struct VersionRange;
impl VersionRange {
    /// x
    pub fn parse(_: &str) -> Self {
        Self
    }
    /// x
    pub fn majors(&self) -> Vec<u16> {
        vec![21]
    }
}
/// Stub.
pub fn defaults<'a>(_: &str, _: &str, _: &VersionRange) -> Vec<Default<'a>> {
    vec![Default::Missing]
}
