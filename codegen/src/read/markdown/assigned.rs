//! Lines that set a number equal to a text, and so are lines of a list although nothing marks them as one.
//!
//! Knows how such a line begins. Knows nothing of the lines around it.

/// Whether `text` begins with a number, or a name of several parts, and an equals sign, and so is a line of a list and not
/// the rest of a sentence: `-17 = It is gone`, `int.MinValue = It is lost`.
pub fn assigns(text: &str) -> bool {
    const LONGEST: usize = 32;
    let line = text.trim_start_matches([' ', '\t']);
    let line = &line[..line.floor_char_boundary(LONGEST)];
    let Some((code, _)) = line.split_once('=') else {
        return false;
    };
    let parts = code.trim_end().trim_start_matches(['+', '-']).split('.');
    let mut count = 0;
    let is_code = parts.fold(true, |is_code, part| {
        count += 1;
        is_code && !part.is_empty() && part.bytes().all(|it| it.is_ascii_alphanumeric())
    });
    let is_number = code.bytes().all(|it| !it.is_ascii_alphabetic());
    is_code && (is_number || count > 1)
}
