//! What says that something went well: the success that lists of errors hold beside them.
//!
//! Knows texts and codes in English and Chinese. Knows nothing of rows, and nothing of what becomes of a success.

use super::meaning::tells_of_errors;
use std::borrow::Cow;

/// Words that a text can be made of which says that all went well, beside those that say so.
const BESIDE: &[&str] = &[
    "the",
    "a",
    "an",
    "your",
    "all",
    "this",
    "operation",
    "request",
    "requests",
    "command",
    "call",
    "api",
    "transaction",
    "query",
    "response",
    "result",
    "task",
    "process",
    "processing",
    "global",
    "was",
    "is",
    "are",
    "has",
    "have",
    "been",
    "completed",
    "complete",
    "processed",
    "executed",
    "execution",
    "finished",
    "returned",
    "handled",
    "performed",
    "accepted",
    "received",
    "sent",
    "occurred",
    "and",
    "with",
    "without",
    "no",
];

/// Words that say that all went well, whole.
const WELL: &[&str] = &[
    "ok",
    "okay",
    "success",
    "successful",
    "successfully",
    "succeeded",
    "succeed",
    "succeeds",
    "passed",
];

/// Phrases that speak of errors and mean that there are none.
const NO_ERRORS: &[&str] = &[
    "no errors",
    "no error",
    "not an error",
    "without errors",
    "without error",
    "no violations",
    "无错误",
    "没有错误",
    "无异常",
];

/// Phrases that say that something did not go well though they hold the word for it, in part or in whole.
const NOT_WELL: &[&str] = &[
    "unsuccess",
    "not success",
    "not succe",
    "without success",
    "no success",
    "partial",
    "不成功",
    "未成功",
    "没有成功",
    "部分成功",
    "不正常",
];

/// What may stand before 成功 in a text that says nothing else.
const BEFORE_WELL: &[&str] = &[
    "请求", "操作", "调用", "执行", "处理", "接口", "返回", "响应", "提交", "业务", "已", "完全",
    "全部",
];

/// Whether `text` says that all went well, and nothing else: `OK`, `The request was successful.`, `操作成功`.
pub fn says_only_success(text: &str) -> bool {
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return false;
    }
    let text = text.to_lowercase();
    let text = text.trim_matches(|it: char| !it.is_alphanumeric());
    if !text.is_ascii() {
        return says_only_success_in_chinese(text);
    }
    let without = without_no_errors(text);
    let words = || {
        without
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
    };
    !has(text, NOT_WELL)
        && words().any(|it| WELL.contains(&it))
        && words().all(|it| WELL.contains(&it) || BESIDE.contains(&it))
}

/// `text` with a word for success in the place of every phrase that means no errors. Most texts have none.
fn without_no_errors(text: &str) -> Cow<'_, str> {
    NO_ERRORS.iter().fold(Cow::Borrowed(text), |text, it| {
        if text.contains(it) {
            Cow::Owned(text.replace(it, " ok "))
        } else {
            text
        }
    })
}

/// Whether `text`, without the signs around it, is 成功 behind nothing but words for what was asked.
fn says_only_success_in_chinese(text: &str) -> bool {
    let Some(mut before) = text.strip_suffix("成功") else {
        return ["正常", "无错误", "没有错误"].contains(&text);
    };
    while let Some(shorter) = BEFORE_WELL.iter().find_map(|it| before.strip_suffix(it)) {
        before = shorter;
    }
    before.is_empty()
}

/// Whether `text` says among other things that something went well, and tells of nothing that went wrong.
pub fn speaks_of_success(text: &str) -> bool {
    const LONGEST: usize = 300;
    let text = text
        .get(..text.floor_char_boundary(LONGEST))
        .unwrap_or(text)
        .to_lowercase();
    let without = without_no_errors(&text);
    let words = || without.split(|it: char| !it.is_alphanumeric());
    let well = words().any(|it| WELL.contains(&it)) || has(&text, &["成功", "正常"]);
    well && !has(&text, NOT_WELL) && !tells_of_errors(&without)
}

/// Whether `code` is nothing but zeros: `0`, `00000`, `0x0000`.
pub fn is_zero(code: &str) -> bool {
    let digits = code.strip_prefix("0x").unwrap_or(code);
    !digits.is_empty() && digits.bytes().all(|it| it == b'0')
}

/// Whether `code` is a name for success, with or without what it is the success of: `OK`, `NO_ERROR`, `PUMP_SUCCESS`.
pub fn names_success(code: &str) -> bool {
    const NAMES: &[&str] = &["ok", "success", "succeeded", "no_error", "noerror", "none"];
    let code = code.to_lowercase();
    let behind = |name: &&&str| {
        let before = code.strip_suffix(**name);
        before.is_some_and(|it| it.is_empty() || it.ends_with(['_', '.', '-']))
    };
    NAMES.iter().any(|it| behind(&it))
        && !["not_", "non_", "partial"]
            .iter()
            .any(|it| code.contains(it))
}

/// Whether `text` holds one of `words`.
fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.contains(it))
}

#[cfg(test)]
mod tests {
    use super::{says_only_success, speaks_of_success};

    #[test]
    fn a_text_says_that_all_went_well_and_nothing_else() {
        for text in [
            "OK",
            "Success.",
            "Operation successful.",
            "The request was processed successfully",
            "No error",
            "成功",
            "请求已成功。",
            "操作成功",
        ] {
            assert!(says_only_success(text), "{text}");
        }
        for text in [
            "Partial success",
            "No success",
            "The pump is successful",
            "订单已支付成功",
            "未成功",
            "error",
            "Checkout success",
            "",
        ] {
            assert!(!says_only_success(text), "{text}");
        }
    }

    #[test]
    fn a_text_that_tells_of_something_wrong_speaks_of_no_success() {
        assert!(speaks_of_success("The pump was opened successfully."));
        assert!(speaks_of_success("Not an error; returned on success."));
        assert!(!speaks_of_success(
            "The pump was not successfully opened: it is missing."
        ));
        assert!(!speaks_of_success("The book is closed"));
    }
}
