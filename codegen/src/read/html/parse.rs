//! Feeds a source to html5ever, so that every tag and every text is known by its place.
//!
//! html5ever says on which line a token ends, not where it begins. So the source is fed in pieces: a piece begins at
//! each `<` and behind each `>`. A tag then begins with the piece in which it ends, or with the first piece since the
//! last token. Knows where pieces begin. What to make of a token is the guard's business.

use super::guard::Guard;
use super::tree::Tree;
use crate::document::Pos;
use crate::limits::HTML_TAG;
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};

/// How many bytes a piece may have: html5ever compares each attribute of a tag with all before it.
const LONGEST: usize = HTML_TAG;

/// The tree of `source`, which begins at `at`.
pub(super) fn tree(source: &str, at: Pos) -> Tree {
    let tokenizer = Tokenizer::new(Guard::new(source, at), TokenizerOpts::default());
    let input = BufferQueue::default();
    let feed = |piece: &str| {
        input.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    };
    let mut rest = source;
    let mut in_tag = false;
    while !rest.is_empty() {
        in_tag |= rest.starts_with('<');
        let (piece, behind) = rest.split_at(piece_end(rest, in_tag));
        tokenizer.sink.begin(piece.len());
        feed(piece);
        if let Some(start) = tokenizer.sink.endless_tag(HTML_TAG) {
            feed(">");
            tokenizer.sink.cut(start);
        }
        in_tag &= !piece.ends_with('>');
        rest = behind;
    }
    tokenizer.sink.ending();
    tokenizer.end();
    tokenizer.sink.into_tree()
}

/// Where the first piece of `rest` ends: a tag behind its `>` or before the next `<`, a text before the next `<`.
fn piece_end(rest: &str, in_tag: bool) -> usize {
    let longest = rest.floor_char_boundary(LONGEST);
    let bytes = rest.as_bytes().iter().enumerate().take(longest);
    let mut later = bytes.skip(1);
    let end = later.find(|&(_, &byte)| byte == b'<' || (in_tag && byte == b'>'));
    match end {
        Some((index, b'>')) => index + 1,
        Some((index, _)) => index,
        None => longest,
    }
}
