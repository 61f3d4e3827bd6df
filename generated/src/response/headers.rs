//! Headers of a response, in whatever a client keeps them.
//!
//! Knows how to find a header by name. Knows no header.

use alloc::vec::Vec;
use core::marker::PhantomData;

/// Headers that can be asked for by name.
///
/// Slices, arrays and vectors of pairs have it, and with the feature `http` the `HeaderMap` of that crate. `()` is no
/// headers at all. For an iterator there is [`Pairs`].
///
/// ```
/// use object_storage_errors::response::{Headers, Pairs};
///
/// let pairs = [("X-Oss-Request-Id", "57ABD896CCB80C366955187E")];
/// assert_eq!(pairs.header("x-oss-request-id"), Some(&b"57ABD896CCB80C366955187E"[..]));
///
/// let bytes: Vec<(String, Vec<u8>)> = vec![("Date".to_owned(), b"now".to_vec())];
/// let pairs = Pairs::new(bytes.iter().map(|(name, value)| (name.as_str(), value.as_slice())));
/// assert_eq!(pairs.header("date"), Some(&b"now"[..]));
/// ```
pub trait Headers {
    /// The value of the first header of this name, upper and lower case being the same.
    fn header(&self, name: &str) -> Option<&[u8]>;
}

/// The pairs of an iterator that can be cloned, as [`Headers`].
#[derive(Clone, Copy)]
pub struct Pairs<'a, I> {
    iterator: I,
    values: PhantomData<&'a [u8]>,
}

impl<'a, I: Iterator<Item = (&'a str, &'a [u8])> + Clone> Pairs<'a, I> {
    /// Takes an iterator over names and values, which is run once for each header that is asked for.
    pub fn new(iterator: I) -> Self {
        Self {
            iterator,
            values: PhantomData,
        }
    }
}

impl<'a, I: Iterator<Item = (&'a str, &'a [u8])> + Clone> Headers for Pairs<'a, I> {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let mut pairs = self.iterator.clone();
        pairs
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

impl<K: AsRef<str>, V: AsRef<[u8]>> Headers for [(K, V)] {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.iter()
            .find(|(key, _)| key.as_ref().eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_ref())
    }
}

impl<K: AsRef<str>, V: AsRef<[u8]>, const N: usize> Headers for [(K, V); N] {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.as_slice().header(name)
    }
}

impl<K: AsRef<str>, V: AsRef<[u8]>> Headers for Vec<(K, V)> {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.as_slice().header(name)
    }
}

impl<T: Headers + ?Sized> Headers for &T {
    fn header(&self, name: &str) -> Option<&[u8]> {
        (**self).header(name)
    }
}

impl Headers for () {
    fn header(&self, _: &str) -> Option<&[u8]> {
        None
    }
}
