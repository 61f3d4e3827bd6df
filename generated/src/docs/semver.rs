//! What changes of the data mean for the version of this crate.
//!
//! The codes are data that vendors change without asking. This is what a new edition of their documents can do to code
//! that was compiled against an earlier version:
//!
//! | what happened | version | what you notice |
//! |---|---|---|
//! | a code is new | minor | a new variant; the enums are `#[non_exhaustive]`, so that a `match` has a wildcard already |
//! | a code is no longer documented | minor | its variant is `#[deprecated]` and says since when, and what replaced it if something did; it is still in `ALL`, is parsed and printed, and has its status as before, since a server that runs does not read its own documents |
//! | a retired code is documented again | minor | the deprecation is gone |
//! | a status, kind or retry answer of a code changed | minor, and in the changelog | the other answer |
//! | a code became, or is no longer, the same error as one of another service | minor, and in the changelog | a `TryFrom` between services gives another result |
//! | what a status alone stands for changed | minor, and in the changelog | the other kind or retry answer where the code is unknown |
//! | a message of a code came, went or moved | patch; minor where the statuses of the code, or their order, change with it | other `cases()`; another `message()` where it was the first |
//! | a message, a cause or a solution changed | patch | the other text |
//! | a service has another title, or other documents; a code stands in other ones, or was retired in another version | patch | the docs |
//! | a document has a new edition that says the same | none | |
//! | a service is new | minor | a feature and a module, the feature on by default |
//! | a code, a former name of a variant or a service is removed; a code has no kind or retry answer any more | never: it would be major | |
//! | a variant is renamed | minor | its old name is `#[deprecated]` and says what it is called now; it compiles and matches as before |
//!
//! So compare codes, kinds and retry answers, and never texts of messages. What a text on the wire becomes changes in
//! one way only: [`Code::Unknown`](crate::Code::Unknown) becomes [`Code::Known`](crate::Code::Known) when the code gets
//! documented. [`Code::as_str`](crate::Code::as_str) is the same before and after.
//!
//! A variant that was renamed has both names: the enum goes on declaring the old one, so that whatever was written with it
//! stays right, in `use` and in patterns too, and the new one is a constant beside it. A constant is a pattern for a
//! value, not for a reference: write `match *code`. `Debug` prints what the enum declares.
//!
//! The enums are ordered by the bytes of the codes. A new code moves those behind it, so that the number of a variant
//! (`code as usize`) is not to be kept: keep the text.
