//! Whatever a file holds, it is read or refused.

use ekslint::check::{CheckOptions, lint, run};
use ekslint::source::decode;
use proptest::prelude::*;

use super::{cases, misplaced, pinned, report};

const NAMES: [&str; 7] = [
    "main.tf",
    "terraform.tfvars",
    "main.tf.json",
    "cluster.yaml",
    "kustomization.yaml",
    "manifest.json",
    "x.tfvars.json",
];

/// Pieces that languages are made of; put together they get further than bytes do.
const PIECES: [&str; 64] = [
    "apiVersion: v1\n",
    "apiVersion: eksctl.io/v1alpha5\n",
    "kind: ClusterConfig\n",
    "kind: Pod\n",
    "kind: Deployment\n",
    "kind: StorageClass\n",
    "kind: List\n",
    "metadata:\n",
    "  name: x\n",
    "vpc:\n",
    "  cidr: 10.0.0.0/24\n",
    "spec:\n",
    "  - a: b\n",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "<<: *a\n",
    "!!str ",
    "? ",
    ": ",
    "- ",
    "|\n",
    ">-\n",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "#",
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    "{{ .x }}",
    "${",
    "%{ if ",
    "%{ endif }",
    "}",
    "<<EOT\n",
    "<<-EOT\n",
    "EOT\n",
    "resource \"aws_eks_cluster\" \"x\" {\n",
    "data \"aws_iam_policy_document\" \"x\" {\n",
    "variable \"x\" {\n",
    "locals {\n",
    "module \"x\" {\n",
    "  a = ",
    "var.x",
    "local.a",
    "each.value",
    "count.index",
    "for k, v in ",
    "=> ",
    "? 1 : 2",
    "jsonencode(",
    ")",
    "\u{feff}",
    "é",
    "\u{1f980}",
    "0x1e400",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(PIECES.to_vec());
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Bytes of a file: any, text in both encodings, or pieces of languages.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let any_bytes = proptest::collection::vec(any::<u8>(), 0..200);
    let wide = pieces().prop_map(|text| {
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    });
    prop_oneof![
        2 => any_bytes,
        1 => wide,
        2 => any::<String>().prop_map(String::into_bytes),
        3 => pieces().prop_map(String::into_bytes),
    ]
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn texts_of_any_kind_are_read(texts in proptest::collection::vec(pieces(), NAMES.len())) {
        let files = NAMES.iter().zip(texts).map(|(name, text)| ((*name).to_owned(), text));
        let result = lint(&files.collect::<Vec<_>>(), &pinned::options());
        prop_assert_eq!(misplaced(&result), None);
        report(&result);
    }

    #[test]
    fn bytes_of_any_kind_are_read(bytes in bytes()) {
        let Ok(content) = decode(bytes) else { return Ok(()) };
        for name in NAMES {
            let result = lint(&[(name.to_owned(), content.text.clone())], &pinned::options());
            prop_assert_eq!(misplaced(&result), None);
        }
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn files_of_any_kind_are_read_from_disk(all in proptest::collection::vec(bytes(), NAMES.len())) {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("properties-garbage");
        std::fs::create_dir_all(&folder).unwrap();
        for (name, bytes) in NAMES.iter().zip(all) {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        let options =
            CheckOptions { paths: vec![folder], gitignore: false, ..pinned::options() };
        let result = run(&options).expect("the folder is there");
        prop_assert_eq!(misplaced(&result), None);
        report(&result);
    }
}
