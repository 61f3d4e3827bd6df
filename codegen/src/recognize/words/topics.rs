//! What headings, captions and paragraphs speak of: errors, something else, a history.
//!
//! Knows the words that tell, in English and Chinese. Knows nothing of what stands under them.

use super::tongues;

/// What a text says that a table stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// It speaks of errors.
    Errors,
    /// It speaks of something else that has tables.
    Other,
    /// It does not say.
    Unsaid,
}

/// Phrases that mean a list of errors whatever stands around them.
const ERROR_LISTS: &[&str] = &[
    "error code",
    "error list",
    "list of error",
    "error response codes",
    "errorcode",
    "error_code",
    "exceptions",
    "错误码",
    "错误代码",
    "错误列表",
];

/// Phrases that mean a list of codes which say how something ended: well or badly.
const CODE_LISTS: &[&str] = &[
    "reply code",
    "return code",
    "return value",
    "result code",
    "response code",
    "response status",
    "status code",
    "exit code",
    "exit status",
    "exit value",
    "completion code",
    "返回码",
    "返回值",
    "结果码",
    "返回代码",
    "结果代码",
    "响应代码",
    "状态代码",
    "状态码",
    "响应码",
    "退出码",
];

/// Words that mean something else than errors, even beside the word error.
const OTHERS: &[&str] = &[
    "parameter",
    "element",
    "request entities",
    "response entities",
    "header",
    "field",
    "limit",
    "quota",
    "change log",
    "changelog",
    "history",
    "success",
    "permission",
    "enumeration",
    "attribute",
    "propert",
    "flag",
    "bitmask",
    "syntax",
    "coding style",
    "coding standard",
    "coding rule",
    "coding convention",
    "guideline",
    "参数",
    "元素",
    "字段",
    "头域",
    "限制",
    "变更",
    "更新日志",
    "成功",
];

/// Words that mean errors.
const ERRORS: &[&str] = &[
    "error",
    "exception",
    "failure",
    "错误",
    "异常",
    "报错",
    "失败",
];

/// Words that mean a history, in which errors are told of but not documented.
const HISTORIES: &[&str] = &[
    "changelog",
    "change log",
    "change history",
    "revision history",
    "version history",
    "release note",
    "what's new",
    "更新日志",
    "变更记录",
    "变更历史",
    "版本历史",
    "发布记录",
    "更新记录",
];

/// Whether `text`, in lower case, speaks of faults and not only of defaults.
fn names_fault(text: &str) -> bool {
    text.match_indices("fault")
        .any(|(at, _)| !text[..at].ends_with("de"))
}

/// Whether `text` says that codes are listed which tell how something ended, errors among them.
pub fn names_code_list(text: &str) -> bool {
    let text = beginning(text).to_lowercase();
    CODE_LISTS.iter().any(|it| text.contains(it))
}

/// Whether `text`, a heading or a short line, says that what follows is how a program exits: `EXIT VALUES`, `status codes
/// on exit:`.
pub fn names_exit_list(text: &str) -> bool {
    const LONGEST: usize = 80;
    let text = text.to_lowercase();
    let exits = text.contains("exit") || text.contains("退出");
    let codes = ["code", "status", "value", "码", "状态"];
    text.len() <= LONGEST && exits && codes.iter().any(|it| text.contains(it))
}

/// Whether `text` speaks of errors, whatever else it speaks of but a history.
pub fn mentions_errors(text: &str) -> bool {
    let text = beginning(text).to_lowercase();
    let mentions = ERRORS.iter().any(|it| text.contains(it)) || names_fault(&text);
    mentions && !is_history(&text)
}

/// Whether `text` says in so many words that errors are listed.
pub fn names_error_list(text: &str) -> bool {
    let text = text.to_lowercase();
    ERROR_LISTS.iter().any(|it| text.contains(it))
}

/// Whether `text`, a title or a heading, is that of a history.
pub fn is_history(text: &str) -> bool {
    let text = beginning(text).to_lowercase();
    HISTORIES.iter().any(|word| text.contains(word))
}

/// What `text`, a heading, a caption or a paragraph before a table, speaks of. Of a paragraph that does not introduce
/// what follows by a colon, only what it says of errors counts: it can mention anything else.
pub fn topic(text: &str) -> Topic {
    const LONGEST_TITLE: usize = 80;
    let introduces = text.trim_end().ends_with([':', '：']);
    let introducing = match () {
        () if text.len() <= LONGEST_TITLE => text,
        () if introduces => last_sentence(text),
        () => "",
    };
    if !introducing.is_empty() && is_but(text) {
        return Topic::Other;
    }
    let introducing = beginning(introducing).to_lowercase();
    let text = beginning(text).to_lowercase().replace(['-', '_'], " ");
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(ERROR_LISTS) || is_kind_of_errors(introducing.trim()) {
        Topic::Errors
    } else if OTHERS.iter().any(|word| introducing.contains(word)) {
        Topic::Other
    } else if has(ERRORS) || has(tongues::ERRORS) || names_fault(&text) {
        Topic::Errors
    } else {
        Topic::Unsaid
    }
}

/// Whether `title`, in lower case, names errors of a kind, whatever the kind is called: `rate limiting errors`.
fn is_kind_of_errors(title: &str) -> bool {
    const LINKS: &[&str] = &[
        "of", "for", "on", "with", "and", "in", "about", "or", "from", "/", "&",
    ];
    const MOST_WORDS: usize = 4;
    let mut words = title.rsplit(' ');
    let errors = words
        .next()
        .is_some_and(|it| matches!(it, "errors" | "(errors)"));
    let kind = words.next().is_some_and(|it| !LINKS.contains(&it));
    errors && kind && words.count() + 2 <= MOST_WORDS
}

/// Whether `text` introduces what a rule does not hold for: `…, with the following exceptions:`. What fails with the
/// following exceptions has them for errors.
fn is_but(text: &str) -> bool {
    const RULES: &[&str] = &["with the following exception", "with these exceptions"];
    const FAILS: &[&str] = &[
        "fail", "throw", "rais", "abort", "reject", "respond", "answer",
    ];
    let text = beginning(text).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|it| text.contains(it));
    has(RULES) && !has(FAILS)
}

/// The end of `text` that says what follows: of its last sentence, what it names as following, up to a comma.
fn last_sentence(text: &str) -> &str {
    let ends = [". ", "! ", "? ", "。"];
    let starts = ends
        .iter()
        .filter_map(|it| Some(text.rfind(it)? + it.len()));
    let sentence = text.get(starts.max().unwrap_or(0)..).unwrap_or(text);
    match sentence.rsplit_once("following ") {
        Some((_, named)) => named.split([',', '，']).next().unwrap_or(named),
        None => sentence,
    }
}

/// The beginning of `text`, in which it says what it is about; the rest of a long one is not searched.
fn beginning(text: &str) -> &str {
    const LONGEST: usize = 2000;
    text.get(..text.floor_char_boundary(LONGEST))
        .unwrap_or(text)
}

/// What `text`, a paragraph before something, speaks of. Only one that introduces what follows by a colon can say that
/// it is something else than errors; the values of a field can be errors.
pub fn topic_of_paragraph(text: &str) -> Topic {
    let introduces = text.trim_end().ends_with([':', '：']) && !text.contains("alues of");
    match topic(text) {
        Topic::Other if !introduces => Topic::Unsaid,
        topic => topic,
    }
}
