//! The tables of facts are in the form their readers rely on, and say where they come from.

use std::collections::BTreeSet;

use ekslint::data::{
    TABLES, charts, eksctl_schema, instances, modules, removed_apis, retired_components,
    terraform_schema,
};
use jiff::civil::Date;

/// A text under `src/data/source`.
struct Text {
    file: &'static str,
    content: &'static str,
    as_of: Date,
    source: &'static str,
}

const TEXTS: [Text; 7] = [
    Text {
        file: "chart_accounts.txt",
        content: include_str!("../src/data/source/chart_accounts.txt"),
        as_of: charts::AS_OF,
        source: charts::SOURCE,
    },
    Text {
        file: "eksctl_fields.txt",
        content: include_str!("../src/data/source/eksctl_fields.txt"),
        as_of: eksctl_schema::AS_OF,
        source: eksctl_schema::SOURCE,
    },
    Text {
        file: "instance_types.csv",
        content: include_str!("../src/data/source/instance_types.csv"),
        as_of: instances::AS_OF,
        source: instances::SOURCE,
    },
    Text {
        file: "removed_apis.txt",
        content: include_str!("../src/data/source/removed_apis.txt"),
        as_of: removed_apis::AS_OF,
        source: removed_apis::SOURCE,
    },
    Text {
        file: "retired_components.txt",
        content: include_str!("../src/data/source/retired_components.txt"),
        as_of: retired_components::AS_OF,
        source: retired_components::SOURCE,
    },
    Text {
        file: "terraform_arguments.txt",
        content: include_str!("../src/data/source/terraform_arguments.txt"),
        as_of: terraform_schema::AS_OF,
        source: terraform_schema::SOURCE,
    },
    Text {
        file: "terraform_modules.txt",
        content: include_str!("../src/data/source/terraform_modules.txt"),
        as_of: modules::AS_OF,
        source: modules::SOURCE,
    },
];

#[test]
fn no_text_is_left_out() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/data/source");
    let files = std::fs::read_dir(folder).unwrap();
    let files: BTreeSet<_> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, TEXTS.iter().map(|text| text.file.to_owned()).collect());
}

#[test]
fn texts_start_with_source_date_and_columns() {
    for Text { file, content, as_of, source } in TEXTS {
        let mut lines = content.lines();
        assert_eq!(lines.next(), Some(format!("# source: {source}").as_str()), "{file}");
        assert_eq!(lines.next(), Some(format!("# as of: {as_of}").as_str()), "{file}");
        assert!(lines.next().is_some_and(|line| line.starts_with("# ")), "{file}");
        assert!(source.contains("https://"), "{file}");
    }
}

#[test]
fn tables_are_named_once_and_dated() {
    assert!(TABLES.is_sorted_by(|one, next| one.name < next.name));
    for table in TABLES {
        assert!(table.source.contains("https://"), "{}", table.name);
        assert!((2026..2100).contains(&table.as_of.year()), "{}", table.name);
    }
}

#[test]
fn texts_are_plain_lines() {
    for Text { file, content, .. } in TEXTS {
        assert!(content.is_ascii() && content.ends_with('\n') && !content.contains('\r'), "{file}");
        let untidy = content
            .lines()
            .find(|line| line.is_empty() || line.ends_with(' ') || line.contains('\t'));
        assert_eq!(untidy, None, "{file}");
    }
}

/// Heads in order, and within each section the entries. Returns where the order breaks.
fn disorder(text: &str, entry: impl Fn(&str) -> String) -> Option<String> {
    let (mut head, mut last) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let indented = line.strip_prefix(' ');
        let key = indented.map_or_else(|| line.to_owned(), &entry);
        let before = if indented.is_some() { &mut last } else { &mut head };
        if *before >= key {
            return Some(line.to_owned());
        }
        *before = key;
        if indented.is_none() {
            last.clear();
        }
    }
    None
}

#[test]
fn texts_are_sorted_without_repetition() {
    let name = |line: &str| line.split([' ', ',']).next().unwrap_or_default().to_owned();
    for Text { file, content, .. } in TEXTS {
        let broken = match file {
            "instance_types.csv" => disorder(&content.replace(',', " "), name),
            "retired_components.txt" => disorder(content, str::to_owned),
            "terraform_modules.txt" => disorder(content, name_and_release),
            _ => disorder(content, name),
        };
        assert_eq!(broken, None, "{file}");
    }
}

/// A key that sorts by name, then by release.
fn name_and_release(line: &str) -> String {
    let mut words = line.split(' ');
    let name = words.next().unwrap_or_default();
    let release: modules::Version = words
        .next()
        .and_then(|word| word.parse().ok())
        .expect("every entry of the table has a version");
    format!("{name} {:06}.{:06}.{:06}", release.major, release.minor, release.patch)
}
