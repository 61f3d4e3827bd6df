//! The catalog against a transcription of the five documents that was made by hand, apart from the readers.
//!
//! Every row of the transcription must be a case that names its document, and the catalog must hold nothing else. What
//! disagrees is reported all at once, each with the document, the line and the code. The transcription holds hashes; to
//! see the text that a line means, open the document there.

use end_to_end::pipeline::format_of;
use end_to_end::transcription::{
    Expected, Key, Record, SERVICES, Service, cases, codes, exact, letters, records, root,
};
use error_tables::rows::{Field, Question, Row};
use toml::{Table, Value};

/// A case of a `codes.toml`.
struct Found {
    key: Key,
    cause: Option<u64>,
    solution: Option<u64>,
    documents: Vec<String>,
    message: String,
}

#[test]
fn the_transcription_has_the_counts_made_by_hand() {
    let counts = [
        ("http-status-400.md", 140, 61),
        ("error-responses.md", 51, 46),
        ("error-codes.txt", 76, 76),
        ("error-response.md", 81, 78),
        ("server-side-error-codes.rst", 80, 80),
    ];
    for (document, rows, codes_of_it) in counts {
        let all = vec![(document, records(document).unwrap())];
        assert_eq!(all[0].1.len(), rows, "rows of {document}");
        assert_eq!(
            codes(&cases(&all)).len(),
            codes_of_it,
            "codes of {document}"
        );
    }
    for service in SERVICES {
        let cases = expected(&service);
        assert_eq!(
            codes(&cases).len(),
            service.codes,
            "codes of {}",
            service.id
        );
    }
}

#[test]
fn the_catalog_is_what_the_documents_say() {
    let differences: Vec<String> = SERVICES.iter().flat_map(compare_service).collect();
    report(&differences);
}

#[test]
fn every_row_is_recognized_where_it_stands() {
    let mut differences = Vec::new();
    for service in SERVICES {
        for document in service.documents {
            compare_document(service.id, document, &mut differences);
        }
    }
    report(&differences);
}

fn report(differences: &[String]) {
    assert!(
        differences.is_empty(),
        "{} differences from the transcription:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

fn expected(service: &Service) -> Vec<Expected> {
    let readings: Vec<_> = service
        .documents
        .iter()
        .map(|document| (*document, records(document).unwrap()))
        .collect();
    cases(&readings)
}

/// What differs between the `codes.toml` of `service` and its transcription.
fn compare_service(service: &Service) -> Vec<String> {
    let path = root().join(format!("catalog/{}/codes.toml", service.id));
    let catalog: Table = match std::fs::read_to_string(&path) {
        Ok(text) => text.parse().unwrap(),
        Err(error) => return vec![format!("{}: {error}", path.display())],
    };
    let wanted = expected(service);
    let found = found(&catalog);
    let mut differences = documents(service, &catalog);
    for case in &wanted {
        compare_case(case, &found, &mut differences);
    }
    for case in &found {
        if !wanted.iter().any(|it| it.key == case.key) {
            let (code, status, _) = &case.key;
            differences.push(format!(
                "{}: {code} {status} is in no document: {:?}",
                service.id, case.message
            ));
        }
    }
    differences.extend(order(service, &wanted, &found));
    differences
}

/// What differs in the account of the documents.
fn documents(service: &Service, catalog: &Table) -> Vec<String> {
    let wanted: Vec<_> = service
        .documents
        .iter()
        .map(|document| {
            let rows = records(document).unwrap().len();
            (format!("documents/{document}"), rows, rows, 0)
        })
        .collect();
    let number = |it: &Value, key: &str| it[key].as_integer().unwrap().try_into().unwrap();
    let found: Vec<(String, usize, usize, usize)> = catalog["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let path = it["path"].as_str().unwrap().to_owned();
            (
                path,
                number(it, "rows"),
                number(it, "taken"),
                number(it, "skipped"),
            )
        })
        .collect();
    if wanted == found {
        Vec::new()
    } else {
        vec![format!(
            "{}: documents {found:?} instead of {wanted:?}",
            service.id
        )]
    }
}

/// All cases of a `codes.toml`, as they stand.
fn found(catalog: &Table) -> Vec<Found> {
    let text = |case: &Value, key: &str| case.get(key).map(|it| it.as_str().unwrap().to_owned());
    let mut all = Vec::new();
    for (code, value) in catalog["codes"].as_table().unwrap() {
        for case in value["cases"].as_array().unwrap() {
            let message = text(case, "message").unwrap_or_default();
            let status = case.get("status").and_then(Value::as_integer);
            let status = u16::try_from(status.unwrap_or_default()).unwrap();
            let documents = case["documents"].as_array().unwrap();
            all.push(Found {
                key: (code.clone(), status, exact(&message)),
                cause: text(case, "cause").as_deref().map(letters),
                solution: text(case, "solution").as_deref().map(letters),
                documents: documents
                    .iter()
                    .map(|it| it.as_str().unwrap().to_owned())
                    .collect(),
                message,
            });
        }
    }
    all
}

fn compare_case(wanted: &Expected, found: &[Found], differences: &mut Vec<String>) {
    let (code, status, _) = &wanted.key;
    let (document, line) = wanted.at;
    let mut differs = |what: &str| {
        differences.push(format!("{document}:{line}: {code} {status}: {what}"));
    };
    let Some(found) = found.iter().find(|it| it.key == wanted.key) else {
        return differs("no case with this status and message");
    };
    if found.documents != wanted.documents {
        differs(&format!(
            "documents are {:?} instead of {:?}",
            found.documents, wanted.documents
        ));
    }
    if found.cause != wanted.cause {
        differs("another cause");
    }
    if found.solution != wanted.solution {
        differs("another solution");
    }
}

/// The codes whose cases stand in another order than their rows do.
fn order(service: &Service, wanted: &[Expected], found: &[Found]) -> Vec<String> {
    let mut differences = Vec::new();
    for code in codes(wanted) {
        let wanted: Vec<&Key> = wanted
            .iter()
            .map(|it| &it.key)
            .filter(|key| key.0 == code)
            .collect();
        let found: Vec<&Key> = found
            .iter()
            .map(|it| &it.key)
            .filter(|key| key.0 == code)
            .collect();
        let same = wanted.len() == found.len() && wanted.iter().all(|key| found.contains(key));
        if same && wanted != found {
            differences.push(format!(
                "{}: {code}: the cases stand in another order",
                service.id
            ));
        }
    }
    differences
}

/// Compares what is recognized in one document with its transcription, row by row.
fn compare_document(service: &str, document: &str, differences: &mut Vec<String>) {
    let path = root().join(format!("catalog/{service}/documents/{document}"));
    let source = std::fs::read_to_string(path).unwrap();
    let reading =
        error_tables::recognize::recognize(&error_tables::read::read(&source, format_of(document)));
    let mut wanted = records(document).unwrap().into_iter().peekable();
    let mut rows = reading.rows.iter().peekable();
    let mut differ =
        |line: u32, what: String| differences.push(format!("{document}:{line}: {what}"));
    while let Some(record) = wanted.next() {
        while let Some(row) = rows.next_if(|row| row.at.line < record.line) {
            differ(row.at.line, format!("{}: a row too many", row.code));
        }
        let joined = wanted.next_if(|next| next.line == record.line);
        match rows.next_if(|row| row.at.line == record.line) {
            None => differ(record.line, format!("{}: no row stands here", record.code)),
            Some(row) => {
                for what in compare_row(&record, joined.as_ref(), row) {
                    differ(record.line, format!("{}: {what}", record.code));
                }
            }
        }
    }
    for row in rows {
        differ(row.at.line, format!("{}: a row too many", row.code));
    }
    for skipped in &reading.skipped {
        differ(skipped.at.line, format!("skipped: {}", skipped.reason));
    }
}

/// What differs between a row and its transcription. `joined` is a second row that a decision splits off the message.
fn compare_row(wanted: &Record, joined: Option<&Record>, row: &Row) -> Vec<String> {
    let settled = settled(row).into_iter();
    let compared = settled.map(|row| compare_settled(wanted, joined, &row));
    compared.min_by_key(Vec::len).unwrap_or_default()
}

/// The row with each paragraph whose owner it leaves open in every field that can be its owner.
fn settled(row: &Row) -> Vec<Row> {
    let mut all = vec![row.clone()];
    for question in &row.questions {
        if let Question::Owner { text, fields, .. } = question {
            let with = |row: &Row| -> Vec<Row> {
                fields
                    .iter()
                    .map(|field| given(row, *field, text))
                    .collect()
            };
            all = all.iter().flat_map(with).collect();
        }
    }
    all
}

fn given(row: &Row, field: Field, text: &str) -> Row {
    let mut row = row.clone();
    let part = match field {
        Field::Cause => &mut row.cause,
        Field::Solution => &mut row.solution,
        _ => &mut row.message,
    };
    *part = Some(match part.take() {
        Some(before) => format!("{before} {text}"),
        None => text.to_owned(),
    });
    row
}

fn compare_settled(wanted: &Record, joined: Option<&Record>, row: &Row) -> Vec<String> {
    let mut differences = Vec::new();
    if code(row) != wanted.code {
        differences.push(format!("its code is {:?}", row.code));
    }
    if row.statuses != [wanted.status] {
        differences.push(format!("its statuses are {:?}", row.statuses));
    }
    if !message_agrees(wanted, joined, row.message.as_deref().unwrap_or_default()) {
        differences.push(format!("its message is {:?}", row.message));
    }
    if row.cause.as_deref().map(letters) != wanted.cause {
        differences.push(format!("its cause is {:?}", row.cause));
    }
    if row.solution.as_deref().map(letters) != wanted.solution {
        differences.push(format!("its solution is {:?}", row.solution));
    }
    differences
}

/// The code of a row; without white space where the row leaves open whether a line wrap put it there.
fn code(row: &Row) -> String {
    let wrapped = |question: &Question| matches!(question, Question::WrappedCode { .. });
    if row.questions.iter().any(wrapped) {
        row.code.split_whitespace().collect()
    } else {
        row.code.clone()
    }
}

/// Whether the message is the transcribed one, or the two transcribed ones with " or " between them.
fn message_agrees(wanted: &Record, joined: Option<&Record>, message: &str) -> bool {
    let Some(joined) = joined else {
        return exact(message) == wanted.message;
    };
    message.match_indices(" or ").any(|(at, or)| {
        exact(&message[..at]) == wanted.message
            && exact(&message[at + or.len()..]) == joined.message
    })
}
