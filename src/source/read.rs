//! From bytes on disk to text.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Why a file could not be read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// The system refused.
    Refused(String),
    /// More bytes than the limit.
    TooLarge {
        /// Size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Bytes that are no text.
    Binary,
    /// What git-crypt made of a text.
    Encrypted,
    /// Text in an encoding that configuration is not written in; the byte that shows it.
    Encoding(usize),
}

/// What every file that git-crypt encrypted starts with.
///
/// Source: git-crypt, `commands.cpp`, the header that `clean` writes.
const GIT_CRYPT: &[u8] = b"\0GITCRYPT\0";

/// A file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The text as UTF-8, a byte order mark included.
    pub text: String,
    /// Whether the file is in another encoding, so that it cannot be edited in place.
    pub reencoded: bool,
}

/// Reads a file of at most `limit` bytes.
pub fn read(path: &Path, limit: u64) -> Result<Content, ReadProblem> {
    let refused = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadProblem::Refused("it is not there".to_owned()),
        std::io::ErrorKind::PermissionDenied => {
            ReadProblem::Refused("permission denied".to_owned())
        }
        _ => ReadProblem::Refused(error.to_string()),
    };
    let data = std::fs::metadata(path).map_err(refused)?;
    if !is_readable(path, &data) {
        return Err(ReadProblem::Refused(NO_FILE.to_owned()));
    }
    let size = data.len();
    if size > limit {
        return Err(ReadProblem::TooLarge { size, limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    // A pipe or a file that grows is cut off at the limit.
    File::open(path)
        .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
        .map_err(refused)?;
    if bytes.len() as u64 > limit {
        return Err(ReadProblem::TooLarge { size: bytes.len() as u64, limit });
    }
    decode(bytes)
}

/// What is said of pipes, sockets and devices.
pub(super) const NO_FILE: &str =
    "it is no regular file; what another program prints can be piped to `ekslint check -`";

/// Whether reading a file ends by itself: a pipe in a folder waits for somebody to write into it.
///
/// What the system and the shell offer, such as `/dev/null` and `<(sops decrypt x)`, is taken as any
/// file.
pub(super) fn is_readable(path: &Path, data: &std::fs::Metadata) -> bool {
    data.is_file() || path.starts_with("/dev") || path.starts_with("/proc")
}

/// The text of bytes: UTF-8, or UTF-16 with a byte order mark.
pub fn decode(bytes: Vec<u8>) -> Result<Content, ReadProblem> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if bytes.starts_with(GIT_CRYPT) => Err(ReadProblem::Encrypted),
        _ if bytes.contains(&0) => Err(ReadProblem::Binary),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Ok(Content { text, reencoded: false }),
            Err(error) => Err(ReadProblem::Encoding(error.utf8_error().valid_up_to())),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Content, ReadProblem> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(ReadProblem::Encoding(bytes.len() + 1));
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    match text {
        Ok(text) if !text.contains('\0') => Ok(Content { text, reencoded: true }),
        _ => Err(ReadProblem::Encoding(2)),
    }
}

/// Whether a text is what `terraform show -json` prints of a plan or a state.
///
/// Source: the Terraform documentation, "JSON Output Format": the first key is `format_version`, and
/// the values lie in `planned_values` or `values`.
pub fn is_plan(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let Some(start) = start.strip_prefix('{').map(str::trim_start) else { return false };
    start.starts_with("\"format_version\"")
        && start.contains("\"terraform_version\"")
        && start.contains("\"root_module\"")
}

impl ReadProblem {
    /// What is wrong, in a few words.
    pub fn message(&self) -> String {
        match self {
            Self::Refused(reason) => reason.clone(),
            Self::TooLarge { size, limit } => {
                let (one, other) = (rounded(*size), rounded(*limit));
                if one == other {
                    format!("{size} bytes are over the limit of {limit}")
                } else {
                    format!("{one} is over the limit of {other}")
                }
            }
            Self::Binary => "it is no text: it holds NUL bytes".to_owned(),
            Self::Encrypted => "it is encrypted".to_owned(),
            Self::Encoding(byte) => format!("byte {byte} is neither UTF-8 nor UTF-16"),
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Refused(_) => "let the user who runs ekslint read the file, or exclude it",
            Self::TooLarge { .. } => "split the file, or raise the limit with `--max-file-size`",
            Self::Binary => "exclude the file, or name it after what it is",
            Self::Encrypted => "unlock the file with `git-crypt unlock`",
            Self::Encoding(_) => "save the file as UTF-8",
        }
    }
}

/// A size in the largest unit that it fills.
fn rounded(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{} MiB", bytes.div_ceil(1024 * 1024)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_with_a_byte_order_mark_is_text() {
        let little: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("a: é".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let big: Vec<u8> = [0xFE, 0xFF]
            .into_iter()
            .chain("a: é".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        let wanted = Content { text: "a: é".to_owned(), reencoded: true };
        assert_eq!(decode(little), Ok(wanted.clone()));
        assert_eq!(decode(big), Ok(wanted));
    }

    #[test]
    fn plans_are_known_by_what_they_hold() {
        let plan = |key: &str| {
            format!(
                r#"{{ "{key}": "1.2", "terraform_version": "1.11.4", "planned_values": {{
                "root_module": {{}} }} }}"#
            )
        };
        assert!(is_plan(&plan("format_version")));
        assert!(!is_plan(&plan("version")));
        assert!(!is_plan(r#"{"format_version": "1.2", "provider_schemas": {}}"#));
    }

    #[test]
    fn what_git_crypt_made_is_known() {
        let bytes = b"\0GITCRYPT\0\x17\xf3".to_vec();
        assert_eq!(decode(bytes), Err(ReadProblem::Encrypted));
    }

    #[test]
    fn sizes_are_told_so_that_they_differ() {
        let message = |size, limit| ReadProblem::TooLarge { size, limit }.message();
        assert_eq!(message(300, 10), "300 bytes is over the limit of 10 bytes");
        assert_eq!(message(5 << 20, 1 << 20), "5 MiB is over the limit of 1 MiB");
        assert_eq!(
            message((1 << 20) - 1, (1 << 20) - 2),
            "1048575 bytes are over the limit of 1048574"
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_with_their_place() {
        assert_eq!(decode(vec![b'a', 0, b'b']), Err(ReadProblem::Binary));
        assert_eq!(decode(vec![b'a', b'b', 0xC3, 0x28]), Err(ReadProblem::Encoding(2)));
        assert_eq!(decode(vec![0xFF, 0xFE, b'a']), Err(ReadProblem::Encoding(2)));
    }
}
