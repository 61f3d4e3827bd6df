//! `explain`: what is known of an error, as a colleague would answer.
//!
//! Knows where the question comes from, and how the run ends. What there is to say is for `answer`, how it is shown for
//! `text` and `json`. The answer is that of `codes.toml`, which is what people reviewed; where a document is another one
//! by now, a note says so. Nothing is written.

mod answer;
pub mod call;
mod head;
mod json;
mod message;
mod near;
mod places;
mod response;
mod text;

use crate::console::Console;
use crate::disk::load::{self, Folder, Tree};
use crate::disk::lock::{self, Use};
use crate::disk::text::Unreadable;
use crate::exit::Exit;
use crate::regen::stop;
use crate::root;
use crate::show::escape;
use crate::show::finding::Sources;
use answer::{Answer, Entry, Known, Question};
use call::{Call, Form};
use error_tables::catalog::Catalog;
use error_tables::problem::{Finding, Level};
use error_tables::spelling;
use message::Likeness;
use places::Places;
use response::Response;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Everything that is shown.
struct Page<'t> {
    question: Question,
    /// The response that the question was taken from, and what it is called.
    response: Option<(String, Response)>,
    answer: Answer<'t>,
    /// What the answer may lack, and why.
    notes: Vec<String>,
}

/// Runs it.
pub fn run(call: Call, console: &mut Console) -> Exit {
    let form = call.form;
    let asked = root::find(call.root.clone()).and_then(|root| Ok((root, question(call, console)?)));
    let (root, (question, response)) = match asked {
        Ok(asked) => asked,
        Err(problem) => return stop(&[problem], &Sources::new(), console),
    };
    let wait = || console.complain("waiting for another run in this tree to end\n");
    // A tree that cannot be locked can be read all the same.
    let _lock = lock::take(&root, Use::Read, wait);
    let mut tree = load::catalog(&root);
    let folders = tree.services.iter_mut();
    let catalogs: Vec<Catalog> = folders.filter_map(|folder| folder.before.take()).collect();
    if let Some(id) = missing(&tree, question.service.as_deref()) {
        console.complain(&no_service(id, &tree));
        return Exit::Usage;
    }
    let known = Known {
        catalogs: &catalogs,
        rules: &tree.rules,
    };
    let answer = answer::answer(&question, &known, &mut Places::new(&tree));
    let page = Page {
        notes: notes(&tree, &question, &answer),
        question,
        response,
        answer,
    };
    console.say(&match form {
        Form::Text => text::page(&page),
        Form::Json => json::object(&page),
    });
    end(&page, &tree, console)
}

/// How the run ends: the problems of what was looked at stand in the way of a whole answer.
fn end(page: &Page, tree: &Tree, console: &mut Console) -> Exit {
    let service = page.question.service.as_ref();
    let folder = service.map_or("catalog/".to_owned(), |id| format!("catalog/{id}/"));
    let concerned = |it: &&Finding| {
        let looked_at = it.path.starts_with(&folder) || it.path == load::RULES;
        it.level == Level::Problem && looked_at
    };
    let problems: Vec<Finding> = tree.findings.iter().filter(concerned).cloned().collect();
    if !problems.is_empty() {
        return stop(&problems, &tree.sources, console);
    }
    if page.is_found() {
        Exit::Done
    } else {
        Exit::Unknown
    }
}

impl Page<'_> {
    /// Whether the code that was asked for is there or, where none was, the message.
    fn is_found(&self) -> bool {
        let asked = self.question.code.as_deref();
        self.answer.entries.iter().any(|entry| match asked {
            Some(code) => entry.name == code,
            None => is_message(entry),
        })
    }
}

/// Whether the message of the case is the one that was sent.
fn is_message(entry: &Entry) -> bool {
    matches!(entry.likeness, Some(Likeness::Exact | Likeness::Filled))
}

/// The question of `call`, and the response that it was taken from.
fn question(
    call: Call,
    console: &mut Console,
) -> Result<(Question, Option<(String, Response)>), Finding> {
    let question = Question {
        code: call.code,
        message: call.message,
        status: None,
        service: call.service,
    };
    let Some(file) = call.body else {
        return Ok((question, None));
    };
    let name = match file.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => file.display().to_string(),
    };
    let bytes = bytes(&file, console).map_err(|error| Unreadable::Io(error).finding(&name))?;
    let response = response::read(&bytes);
    let question = Question {
        code: response.code.clone(),
        message: question.message.or_else(|| response.message.clone()),
        status: response.status,
        service: question.service,
    };
    Ok((question, Some((name, response))))
}

/// As much of the response `file` as is read.
fn bytes(file: &Path, console: &mut Console) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(response::MOST_BYTES).unwrap_or(u64::MAX);
    if file == Path::new("-") {
        (&mut *console.input).take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The service that was asked for, if it is not there.
fn missing<'q>(tree: &Tree, asked: Option<&'q str>) -> Option<&'q str> {
    asked.filter(|id| tree.services.iter().all(|it| it.id != *id))
}

/// What is wrong with a service that is not there, and which there are.
fn no_service(id: &str, tree: &Tree) -> String {
    let ids: Vec<&str> = tree.services.iter().map(|it| it.id.as_str()).collect();
    let near = ids
        .iter()
        .find(|it| it.contains(id) || spelling::near(it, id).is_some());
    let tip = near.map_or(String::new(), |near| {
        format!("  tip: did you mean `{}`?\n", escape::line(near))
    });
    format!(
        "error: the catalog has no service `{}`\n\n{tip}  its services: {}\n",
        escape::line(id),
        escape::line(&ids.join(", "))
    )
}

/// What `answer` may lack, and what may have been meant.
fn notes(tree: &Tree, question: &Question, answer: &Answer) -> Vec<String> {
    let code = question.code.as_deref();
    let code = code.filter(|_| answer.entries.is_empty());
    let file = code.filter(|code| Path::new(code).is_file());
    let file = file.map(|it| {
        format!(
            "there is a file `{it}`; `cargo xtask explain --body {it}` reads a response from it"
        )
    });
    let unmade = tree.services.iter().filter(|it| is_unmade(tree, it));
    let unmade = unmade.map(|it| {
        let id = &it.id;
        format!("{id} has no codes.toml yet, and was not looked at; `cargo xtask regen` makes it")
    });
    let changed = answer.changed.iter().map(|path| {
        format!(
            "{path} is another one than codes.toml was made from; `cargo xtask regen` takes it in"
        )
    });
    file.into_iter().chain(unmade).chain(changed).collect()
}

/// Whether there is no `codes.toml` in `folder`, rather than one that cannot be read.
fn is_unmade(tree: &Tree, folder: &Folder) -> bool {
    let codes = format!("{}/codes.toml", folder.path);
    let is_told = tree.findings.iter().any(|it| it.path == codes);
    !tree.files.contains_key(&codes) && !is_told
}
