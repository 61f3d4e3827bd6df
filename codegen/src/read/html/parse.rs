//! Feeds a source to html5ever, so that every tag and every text is known by its place.
//!
//! html5ever says on which line a token ends, not where it begins. So the source is fed in pieces: a piece begins at
//! each `<` and behind each `>`. A tag then begins with the piece in which it ends, or with the first piece since the
//! last token. Knows where pieces begin. What to make of a token is the guard's business.

use super::guard::Guard;
use super::tree::Tree;
use crate::document::Pos;
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};

/// The tree of `source`, which begins at `at`.
pub(super) fn tree(source: &str, at: Pos) -> Tree {
    let tokenizer = Tokenizer::new(Guard::new(source, at), TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = source;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(piece_end(rest));
        tokenizer.sink.begin(piece.len());
        input.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        rest = behind;
    }
    tokenizer.sink.ending();
    tokenizer.end();
    tokenizer.sink.into_tree()
}

/// Where the first piece of `rest` ends: a tag behind its `>` or before the next `<`, a text before the next `<`.
fn piece_end(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let tag = bytes.first() == Some(&b'<');
    let mut later = bytes.iter().enumerate().skip(1);
    let end = later.find(|&(_, &byte)| byte == b'<' || (tag && byte == b'>'));
    match end {
        Some((index, b'>')) => index + 1,
        Some((index, _)) => index,
        None => bytes.len(),
    }
}
