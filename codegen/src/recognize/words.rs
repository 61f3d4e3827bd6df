//! The words that documents use for the parts of an error, in one place, as data.
//!
//! Knows column heads and labels in English and Chinese. Knows nothing of how tables or lists are built.

use crate::rows::Field;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the head of a column, or a label, says about what stands under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The field, in a word that hardly means anything else.
    Sure(Field),
    /// The field, in a word that is used for other things as well; the cells must agree.
    Likely(Field),
    /// A word that tables of something else use: parameters, elements, limits.
    Foreign,
    /// No word that is known.
    Unknown,
}

/// Words that mean a code and hardly anything else.
const SURE_CODES: &[&str] = &[
    "error code",
    "error codes",
    "errorcode",
    "err code",
    "errcode",
    "code of error",
    "error code name",
    "error name",
    "errno",
    "error number",
    "error no",
    "exception",
    "exception name",
    "exception code",
    "fault code",
    "error identifier",
    "error id",
    "error constant",
    "error key",
    "s3 error code",
    "api error code",
    "api error",
    "business error code",
    "sub error code",
    "error enum",
    "code error",
    "错误码",
    "错误代码",
    "错误编码",
    "错误名称",
    "异常码",
    "业务错误码",
    "错误号",
    "错误标识",
    "公共错误码",
];

/// Words that mean a code among other things.
const LIKELY_CODES: &[&str] = &[
    "code",
    "codes",
    "name",
    "error",
    "errors",
    "错误",
    "constant",
    "value",
    "id",
    "key",
    "number",
    "no",
    "type",
    "symbol",
    "enum",
    "identifier",
    "reason",
    "return code",
    "result code",
    "response code",
    "status",
    "sqlstate",
    "class",
    "condition",
    "condition name",
    "condition code",
    "error type",
    "错误类型",
    "编码",
    "代码",
    "名称",
    "返回码",
    "状态",
    "编号",
    "响应码",
];

/// Words that mean an HTTP status.
const STATUSES: &[&str] = &[
    "http status code",
    "http status codes",
    "http status",
    "http code",
    "http response code",
    "http return code",
    "status code",
    "status codes",
    "http response status code",
    "http statuscode",
    "httpstatus",
    "httpcode",
    "http response",
    "http",
    "http error code",
    "http error",
    "html error",
    "http status code and description",
    "http 状态码",
    "http状态码",
    "状态码",
    "http返回码",
    "http 返回码",
    "http status value",
    "response status code",
    "response status",
    "http响应码",
    "http 响应码",
    "http状态",
    "http 状态",
    "http 码",
    "http码",
    "状态代码",
    "http 状态代码",
    "http状态代码",
    "返回状态码",
    "响应状态码",
];

/// Words that mean a message.
const MESSAGES: &[&str] = &[
    "error message",
    "error messages",
    "message",
    "messages",
    "error description",
    "error text",
    "error info",
    "error information",
    "err msg",
    "errmsg",
    "error msg",
    "msg",
    "message text",
    "default message",
    "error code description",
    "错误信息",
    "错误消息",
    "错误描述",
    "错误提示",
    "错误码描述",
    "错误码说明",
    "信息",
    "提示信息",
    "报错信息",
    "消息",
    "返回信息",
    "错误说明",
    "错误详情",
];

/// Words that mean a message where there is no better one.
const DESCRIPTIONS: &[&str] = &[
    "description",
    "descriptions",
    "meaning",
    "meanings",
    "details",
    "detail",
    "explanation",
    "summary",
    "definition",
    "text",
    "what it means",
    "comment",
    "comments",
    "notes",
    "remarks",
    "info",
    "information",
    "english description",
    "error details",
    "error detail",
    "描述",
    "含义",
    "说明",
    "错误含义",
    "详情",
    "备注",
    "解释",
    "描述信息",
    "描述说明",
    "详细描述",
    "中文描述",
    "错误解释",
];

/// Words that mean a cause.
const CAUSES: &[&str] = &[
    "cause",
    "causes",
    "possible cause",
    "possible causes",
    "error cause",
    "probable cause",
    "probable causes",
    "reasons",
    "possible reason",
    "possible reasons",
    "cause of error",
    "why",
    "root cause",
    "common cause",
    "common causes",
    "trigger",
    "when it occurs",
    "when",
    "scenario",
    "scenarios",
    "原因",
    "可能原因",
    "问题原因",
    "错误原因",
    "失败原因",
    "可能的原因",
    "出错原因",
    "触发场景",
    "原因分析",
];

/// Words that mean a solution.
const SOLUTIONS: &[&str] = &[
    "solution",
    "solutions",
    "handling measure",
    "handling measures",
    "handling suggestion",
    "handling suggestions",
    "recommended fix",
    "recommended action",
    "recommended actions",
    "how to fix",
    "fix",
    "resolution",
    "resolutions",
    "remedy",
    "action",
    "actions",
    "suggested action",
    "suggested actions",
    "suggestion",
    "suggestions",
    "troubleshooting",
    "what to do",
    "corrective action",
    "recommendation",
    "recommendations",
    "recommended solution",
    "workaround",
    "measure",
    "measures",
    "response action",
    "user action",
    "handling",
    "how to handle",
    "mitigation",
    "how to resolve",
    "handling method",
    "解决方案",
    "解决方法",
    "解决办法",
    "处理措施",
    "处理建议",
    "处理方法",
    "处理方式",
    "建议",
    "建议措施",
    "排查方法",
    "修复建议",
    "应对措施",
    "解决措施",
    "处理办法",
];

/// Words that head the columns of other tables.
const FOREIGN: &[&str] = &[
    "parameter",
    "cardinality",
    "format",
    "parameters",
    "parameter name",
    "field",
    "fields",
    "field name",
    "element",
    "elements",
    "header",
    "header name",
    "required",
    "mandatory",
    "optional",
    "default",
    "default value",
    "data type",
    "attribute",
    "attributes",
    "property",
    "option",
    "limit",
    "quota",
    "version",
    "date",
    "permission",
    "action name",
    "method",
    "operation",
    "api",
    "example",
    "example value",
    "sample value",
    "valid values",
    "unit",
    "region",
    "endpoint",
    "参数",
    "参数名",
    "参数名称",
    "字段",
    "字段名",
    "是否必须",
    "是否必选",
    "是否必填",
    "必选",
    "必填",
    "元素",
    "默认值",
    "示例",
    "示例值",
    "数据类型",
    "请求头",
    "响应头",
    "限制",
    "配额",
    "版本",
    "属性",
    "module",
    "模块",
];

/// What `head` says: the text of a column's head or of a label.
pub fn word(head: &str) -> Word {
    const LONGEST: usize = 80;
    if head.len() > LONGEST {
        return Word::Unknown;
    }
    WORDS.get(&compact(head)).copied().unwrap_or(Word::Unknown)
}

/// What `head`, the head of a column, says: as [`word`] does, or by its last words (`S3 code`, `Kinto error message`).
pub fn head_word(head: &str) -> Word {
    const LONGEST: usize = 60;
    match word(head) {
        Word::Unknown if head.len() <= LONGEST => by_last_words(&compact(head)),
        word => word,
    }
}

/// Ends of heads in compact form, and what heads that end so say.
const ENDS: &[(&str, Word)] = &[
    ("httpstatuscode", Word::Sure(Field::Status)),
    ("httpstatuscodes", Word::Sure(Field::Status)),
    ("httpstatus", Word::Sure(Field::Status)),
    ("httpcode", Word::Sure(Field::Status)),
    ("http状态码", Word::Sure(Field::Status)),
    ("errorcode", Word::Sure(Field::Code)),
    ("errorcodes", Word::Sure(Field::Code)),
    ("错误码", Word::Sure(Field::Code)),
    ("错误代码", Word::Sure(Field::Code)),
    ("errormessage", Word::Sure(Field::Message)),
    ("错误信息", Word::Sure(Field::Message)),
    ("errordescription", Word::Likely(Field::Message)),
    ("description", Word::Likely(Field::Message)),
    ("code", Word::Likely(Field::Code)),
    ("描述", Word::Likely(Field::Message)),
];

/// What the end of `head`, which is compact, says.
fn by_last_words(head: &str) -> Word {
    let found = ENDS.iter().find(|(end, _)| head.ends_with(end));
    found.map_or(Word::Unknown, |(_, word)| *word)
}

/// Whether `text`, in the column of codes, is the name of a part that errors have rather than of an error.
pub fn is_part(text: &str) -> bool {
    const PARTS: &[&str] = &[
        "code",
        "message",
        "msg",
        "errorcode",
        "errormessage",
        "httpcode",
        "httpstatus",
        "statuscode",
        "requestid",
        "hostid",
        "resource",
        "detail",
        "details",
        "description",
        "errno",
        "error",
        "status",
        "errmsg",
    ];
    const LONGEST: usize = 40;
    text.len() <= LONGEST && PARTS.contains(&compact(text).as_str())
}

/// Words in texts that say that something goes wrong.
const WRONGS: &[&str] = &[
    "error",
    "invalid",
    "fail",
    "unknown",
    "denied",
    "cannot",
    "missing",
    "exceed",
    "unsupported",
    "not supported",
    "not found",
    "unauthorized",
    "forbidden",
    "expired",
    "does not",
    "is not",
    "too many",
    "too large",
    "too long",
    "unable",
    "already",
    "conflict",
    "not allowed",
    "incorrect",
    "timed out",
    "timeout",
    "not authenticated",
    "illegal",
    "malformed",
    "bad request",
    "crash",
    "disconnected",
    "no longer",
    "rate limit",
    "revoked",
    "rejected",
    "wrong",
    "not valid",
    "insufficient",
    "refused",
    "aborted",
    "错误",
    "失败",
    "无效",
    "不存在",
    "不合法",
    "不支持",
    "超过",
    "未授权",
    "没有",
    "不能",
    "无权",
    "非法",
    "异常",
    "超时",
];

/// Whether `text`, a cell, tells of something that goes wrong.
pub fn tells_of_errors(text: &str) -> bool {
    let text = text.to_lowercase();
    WRONGS.iter().any(|it| text.contains(it))
}

/// Whether `head` speaks of codes rather than of numbers, names or types.
pub fn is_code_word(head: &str) -> bool {
    let head = head.to_lowercase();
    if ["type", "类型"].iter().any(|it| head.contains(it)) {
        return false;
    }
    ["code", "error", "码", "错误"]
        .iter()
        .any(|it| head.contains(it))
}

/// Whether `head` speaks of names, as those of errors can be.
pub fn is_name_word(head: &str) -> bool {
    const NAMES: &[&str] = &[
        "name",
        "constant",
        "symbol",
        "identifier",
        "enum",
        "condition",
        "conditionname",
        "sqlstate",
        "名称",
        "编号",
    ];
    NAMES.contains(&compact(head).as_str())
}

/// Whether `head` is the plain word for an error.
pub fn is_plain_error(head: &str) -> bool {
    ["error", "errors", "错误"].contains(&compact(head).as_str())
}

/// All words as [`compact`] leaves them. A word of two lists means what the earlier list says.
static WORDS: LazyLock<BTreeMap<String, Word>> = LazyLock::new(|| {
    let lists = [
        (SURE_CODES, Word::Sure(Field::Code)),
        (STATUSES, Word::Sure(Field::Status)),
        (MESSAGES, Word::Sure(Field::Message)),
        (CAUSES, Word::Sure(Field::Cause)),
        (SOLUTIONS, Word::Sure(Field::Solution)),
        (DESCRIPTIONS, Word::Likely(Field::Message)),
        (LIKELY_CODES, Word::Likely(Field::Code)),
        (FOREIGN, Word::Foreign),
    ];
    let mut words = BTreeMap::new();
    for (list, meaning) in lists {
        for word in list {
            words.entry(compact(word)).or_insert(meaning);
        }
    }
    words
});

/// `text` in the form in which words are compared: lower case, only letters and digits, what stands in brackets gone.
/// `ErrorCode`, `error_code` and `Error code` are the same.
fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for sign in text.chars() {
        match sign {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && sign.is_alphanumeric() => out.extend(sign.to_lowercase()),
            _ => {}
        }
    }
    out
}

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
    "exceptions",
    "错误码",
    "错误代码",
    "错误列表",
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
    "syntax",
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
    "fault",
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

/// Whether `text`, a title or a heading, is that of a history.
pub fn is_history(text: &str) -> bool {
    let text = beginning(text).to_lowercase();
    HISTORIES.iter().any(|word| text.contains(word))
}

/// What `text`, a heading, a caption or a paragraph before a table, speaks of. Of a paragraph that does not introduce
/// what follows by a colon, only what it says of errors counts: it can mention anything else.
pub fn topic(text: &str) -> Topic {
    const LONGEST_TITLE: usize = 80;
    let introduces = text.len() <= LONGEST_TITLE || text.trim_end().ends_with([':', '：']);
    let text = beginning(text).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(ERROR_LISTS) {
        Topic::Errors
    } else if introduces && has(OTHERS) {
        Topic::Other
    } else if has(ERRORS) {
        Topic::Errors
    } else {
        Topic::Unsaid
    }
}

/// The beginning of `text`, in which it says what it is about; the rest of a long one is not searched.
fn beginning(text: &str) -> &str {
    const LONGEST: usize = 2000;
    text.get(..text.floor_char_boundary(LONGEST))
        .unwrap_or(text)
}

/// What `text`, a paragraph before something, speaks of. Only one that introduces what follows by a colon can say that
/// it is something else than errors.
pub fn topic_of_paragraph(text: &str) -> Topic {
    let introduces = text.trim_end().ends_with([':', '：']);
    match topic(text) {
        Topic::Other if !introduces => Topic::Unsaid,
        topic => topic,
    }
}

/// Whether `text`, what stands under a name, begins as the text of a parameter does: by whether it must be given.
pub fn is_of_parameter(text: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "required.",
        "required,",
        "optional.",
        "optional,",
        "recommended.",
        "(required)",
        "(optional)",
        "[optional]",
        "必选",
        "可选",
        "必填",
    ];
    let start: String = text.chars().take(16).collect::<String>().to_lowercase();
    BEGINNINGS.iter().any(|it| start.starts_with(it))
}
