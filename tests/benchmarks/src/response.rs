//! From a response to a classified error: ours beside what clients do with the parsers they have.
//!
//! Knows the elements that clients take. The peers keep code, message, request id and host id, find the code in our
//! enum, and keep no raw body; ours keeps every element.

use crate::Outcome;
use crate::allocations::{Allocations, Counted};
use crate::interleave::{Samples, interleaved};
use crate::table::{Bound, Section, Table, Target, number, times};
use counts::bodies::{BODIES, Body};
use counts::callgrind::{self, Work};
use object_storage_errors::aliyun_oss::ErrorCode;
use object_storage_errors::response::ErrorResponse;
use quick_xml::events::Event;
use serde::Deserialize;
use std::convert::Infallible;
use std::env;
use std::hint::black_box;
use std::time::Instant;

const TEXT: &str = "\
Ours is `ErrorResponse::from_parts` with no headers, which keeps every element and borrows what it can. The peers take four elements \
and look the code up in our enum: quick-xml with serde into a struct of `String`s, from a reader, as opendal does; quick-xml pulled \
event by event into borrowed texts where possible; roxmltree's tree, texts borrowed. *Kept* are the allocations that what is \
returned still holds.";

const ROUNDS: usize = 61;
const REPEATED: u32 = 200;

/// One who classifies.
pub struct Subject {
    /// What it is called in tables.
    pub name: &'static str,
    /// Classifies, and forgets.
    pub classify: fn(&'static Body),
    /// Classifies, and keeps what came of it for ever.
    pub keep: fn(&'static Body),
}

macro_rules! subject {
    ($name:literal, $classify:path) => {
        Subject {
            name: $name,
            classify: |body| drop(black_box($classify(black_box(body)))),
            keep: |body| std::mem::forget(black_box($classify(black_box(body)))),
        }
    };
}

/// Ours and the peers.
pub const SUBJECTS: [Subject; 4] = [
    subject!("ours", ours),
    subject!("quick-xml + serde", with_serde),
    subject!("quick-xml pull", pulled),
    subject!("roxmltree", in_a_tree),
];

/// The argument that makes this program do what is counted.
pub const CHILD: &str = "count-responses";

/// Does what is counted.
pub fn child() {
    let mut works: Vec<Work> = Vec::new();
    for body in BODIES {
        works.extend(SUBJECTS.iter().map(|it| {
            let classify = it.classify;
            Box::new(move || classify(body)) as Work
        }));
    }
    for (body, subject) in BODIES
        .iter()
        .flat_map(|body| SUBJECTS.iter().map(move |it| (body, it)))
    {
        // The first call finds the functions of the C library; it is not counted.
        (subject.classify)(body);
    }
    callgrind::count_each(works.iter_mut());
}

/// Measures every body.
///
/// # Errors
///
/// Valgrind fails.
pub fn section(allocations: &Allocations) -> Outcome<Section> {
    let mut section = Section {
        title: "Response to classified error",
        text: TEXT.to_owned(),
        ..Section::default()
    };
    let counted = if callgrind::is_installed() {
        callgrind::counts(&env::current_exe()?, &[CHILD])?
    } else {
        Vec::new()
    };
    let mut counted = counted.chunks(SUBJECTS.len());
    let names = || SUBJECTS.iter().map(|it| it.name);
    let peers = || names().skip(1);
    let mut time = Table::new(["", "ours, ns"].into_iter().chain(peers()));
    let mut instructions = Table::new([""].into_iter().chain(names()));
    let mut allocated = Table::new([""].into_iter().chain(names()));
    let (mut worst, mut wasted) = (f64::INFINITY, 0.0);
    for body in BODIES {
        let samples = timed(body);
        if let [ours, others @ ..] = &samples[..] {
            let ratios = others.iter().map(|it| times(it.ratio_to(ours)));
            time.row(
                body.name,
                std::iter::once(number(ours.median())).chain(ratios),
            );
            worst = others
                .first()
                .map_or(f64::NAN, |it| it.ratio_to(ours))
                .min(worst);
        }
        instructions.row(body.name, counted.next().unwrap_or_default());
        let of = |subject| allocations.response(body.name, subject);
        allocated.row(body.name, names().map(|it| show(of(it))));
        wasted = of("ours").map_or(f64::NAN, Counted::not_kept).max(wasted);
    }
    let target = |what: &str, bound, reached, unit| Target {
        what: what.to_owned(),
        bound,
        reached,
        unit,
    };
    section.targets = vec![
        target(
            "time of quick-xml with serde, worst body",
            Bound::AtLeast(2.5),
            worst,
            "×",
        ),
        target(
            "allocations of a response that are not for something kept",
            Bound::AtMost(0.0),
            wasted,
            "",
        ),
    ];
    section.tables = vec![
        (
            "Nanoseconds of ours, and how many times as long the others take:".to_owned(),
            time,
        ),
        ("Instructions:".to_owned(), instructions),
        (
            "Allocations, and how many of them are kept:".to_owned(),
            allocated,
        ),
    ];
    Ok(section)
}

fn show(counted: Option<Counted>) -> String {
    counted.map_or_else(String::new, |it| format!("{}, {} kept", it.total, it.kept))
}

fn timed(body: &'static Body) -> Vec<Samples> {
    let Ok(samples) = interleaved(ROUNDS, &SUBJECTS, |subject| {
        let start = Instant::now();
        for _ in 0..REPEATED {
            (subject.classify)(body);
        }
        Ok::<_, Infallible>(start.elapsed().as_secs_f64() * 1e9 / f64::from(REPEATED))
    });
    samples
}

fn ours(body: &'static Body) -> ErrorResponse<'static, ErrorCode> {
    ErrorResponse::from_parts(body.status, &(), body.text)
}

/// What the peers make of a response.
#[cfg_attr(not(test), expect(dead_code, reason = "what a client would read"))]
struct Classified<T> {
    status: u16,
    code: Option<ErrorCode>,
    elements: Elements<T>,
}

/// The elements that clients take.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Elements<T> {
    code: T,
    message: T,
    request_id: T,
    host_id: T,
}

impl<T: AsRef<str>> Classified<T> {
    fn of(body: &Body, elements: Elements<T>) -> Self {
        Self {
            status: body.status,
            code: ErrorCode::from_bytes(elements.code.as_ref().as_bytes()),
            elements,
        }
    }
}

fn with_serde(body: &'static Body) -> Option<Classified<String>> {
    let elements = quick_xml::de::from_reader(body.text.as_bytes()).ok()?;
    Some(Classified::of(body, elements))
}

type Text = std::borrow::Cow<'static, str>;

fn pulled(body: &'static Body) -> Option<Classified<Text>> {
    let mut reader = quick_xml::Reader::from_str(body.text);
    let mut elements = Elements::<Text>::default();
    let mut name: &[u8] = b"";
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => name = known(start.name().as_ref()),
            Event::End(_) => name = b"",
            Event::Text(text) => {
                if let Some(place) = elements.named(name) {
                    let text = text.xml_content(quick_xml::XmlVersion::Implicit1_0).ok()?;
                    if place.is_empty() {
                        *place = text;
                    } else {
                        place.to_mut().push_str(&text);
                    }
                }
            }
            Event::GeneralRef(entity) => {
                if let (Some(place), Ok(Some(it))) = (elements.named(name), resolved(&entity)) {
                    place.to_mut().push(it);
                }
            }
            Event::Eof => return Some(Classified::of(body, elements)),
            _ => {}
        }
    }
}

fn resolved(entity: &quick_xml::events::BytesRef) -> quick_xml::Result<Option<char>> {
    let named = match &**entity {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => None,
    };
    named.map_or_else(|| entity.resolve_char_ref(), |it| Ok(Some(it)))
}

fn known(name: &[u8]) -> &'static [u8] {
    match name {
        b"Code" => b"Code",
        b"Message" => b"Message",
        b"RequestId" => b"RequestId",
        b"HostId" => b"HostId",
        _ => b"",
    }
}

impl<T> Elements<T> {
    fn named(&mut self, name: &[u8]) -> Option<&mut T> {
        match name {
            b"Code" => Some(&mut self.code),
            b"Message" => Some(&mut self.message),
            b"RequestId" => Some(&mut self.request_id),
            b"HostId" => Some(&mut self.host_id),
            _ => None,
        }
    }
}

fn in_a_tree(body: &'static Body) -> Option<Classified<Text>> {
    let tree = roxmltree::Document::parse(body.text).ok()?;
    let mut elements = Elements::<Text>::default();
    for node in tree
        .root_element()
        .children()
        .filter(roxmltree::Node::is_element)
    {
        let place = elements.named(node.tag_name().name().as_bytes());
        if let (Some(place), Some(text)) = (place, node.text_storage()) {
            *place = match text {
                roxmltree::StringStorage::Borrowed(text) => Text::Borrowed(text),
                roxmltree::StringStorage::Owned(text) => Text::Owned(text.as_ref().to_owned()),
            };
        }
    }
    Some(Classified::of(body, elements))
}

#[cfg(test)]
mod tests {
    use super::{Classified, in_a_tree, ours, pulled, with_serde};
    use counts::bodies::BODIES;

    type Found<'a> = (Option<super::ErrorCode>, &'a str, &'a str);

    fn found<T: AsRef<str>>(it: Option<&Classified<T>>) -> Found<'_> {
        let it = it.expect("it is read");
        let elements = &it.elements;
        assert!(
            it.status >= 400
                && !elements.host_id.as_ref().is_empty()
                && !elements.code.as_ref().is_empty()
        );
        (
            it.code,
            elements.message.as_ref(),
            elements.request_id.as_ref(),
        )
    }

    #[test]
    fn all_read_the_same() {
        for body in BODIES {
            let ours = ours(body);
            let ours: Found = (
                ours.known(),
                ours.message().expect("there is one"),
                ours.request_id().expect("there is one"),
            );
            assert_eq!(found(with_serde(body).as_ref()), ours, "{}", body.name);
            assert_eq!(found(pulled(body).as_ref()), ours, "{}", body.name);
            assert_eq!(found(in_a_tree(body).as_ref()), ours, "{}", body.name);
        }
    }
}
