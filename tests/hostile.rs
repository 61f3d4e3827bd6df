//! Inputs that mean harm: one sign or mark, repeated, alone and between others.
//!
//! Knows what each format gives a meaning to. Knows nothing of how anything is read.

/// What is repeated in a document of any format.
pub const UNITS: [&str; 68] = [
    "|",
    "||",
    "| ",
    "|-",
    "|\n",
    "| a |\n",
    "|---|---|\n",
    "\\|",
    "`",
    "``",
    "` ",
    "*",
    "**a",
    "_",
    "__a",
    "~~",
    "[",
    "]",
    "[](",
    "![",
    "[a]: b\n",
    "<",
    ">",
    "<a",
    "<!--",
    "<!",
    "<?",
    "&",
    "&amp;",
    "&#",
    "<b>",
    "<td>",
    "<tr>",
    "<table>",
    "<ul><li>",
    "</p>",
    "<td rowspan=9>",
    "<dl><dd>",
    "<blockquote>",
    "+",
    "+-",
    "+---+\n",
    "+---+\n|   |\n",
    "=",
    "= ",
    "== ==\n",
    "-",
    "- ",
    "1. ",
    "1 = it failed\n",
    "1 = it failed\n---\n",
    "-1 - it failed\n\n",
    "error code\nmessage\n\n",
    "> ",
    "# ",
    "#",
    ":",
    ":::",
    ":a: ",
    ".. ",
    ".. a::\n",
    ".. |a| replace:: |a|\n",
    "|a| ",
    "a: ",
    "\t",
    "\r",
    "\0",
    "\u{202e}",
];

/// What is repeated in a file of TOML.
pub const TOML: [&str; 20] = [
    "[",
    "]",
    "[[",
    "[[a]]\n",
    "[a]\n",
    "a.",
    "a=",
    "a = 1\n",
    "a = [",
    "a = {",
    "\"",
    "\"\"\"",
    "'",
    "'''",
    "\\",
    "#",
    "{a=",
    "[[codes.A.cases]]\n",
    "[codes.A]\n",
    "[[decisions]]\n",
];

/// What is repeated in the body of a response.
pub const BODY: [&str; 22] = [
    "<",
    ">",
    "</",
    "<a>",
    "<Error>",
    "<Error><Code>",
    "<Code>a</Code>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "<?",
    "&",
    "&#",
    "&amp;",
    "{",
    "[",
    "{\"a\":",
    "\"",
    "\\u",
    "{\"code\":\"a\",",
    "\0",
    "\u{feff}",
];

/// `unit`, `times` times, between the texts that make something of it.
pub fn repeated(unit: &str, times: usize) -> String {
    format!("{}\n\nthe end\n", unit.repeat(times))
}

/// What grows, and the table in which so many of it stand.
pub type Growing = (&'static str, fn(usize) -> String);

/// Tables of errors that grow in one direction: so many words in a message, sentences, links, messages of a code, codes.
pub const TABLES: [Growing; 6] = [
    ("words", |it| table(&row("Lost", &"a b c ".repeat(it)))),
    ("sentences", |it| {
        table(&row("Lost", &"It is lost. ".repeat(it)))
    }),
    ("links", |it| table(&row("Lost", &"a](b ".repeat(it)))),
    ("labels", |it| table(&row("Lost", &"a: b ".repeat(it)))),
    ("messages", |it| {
        rows(it, |it| row("Lost", &format!("Lost {it} times over.")))
    }),
    ("codes", |it| {
        rows(it, |it| row(&format!("Lost{it}"), "It is lost for good."))
    }),
];

/// `count` rows in a table.
fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    table(&(0..count).map(row).collect::<String>())
}

fn table(rows: &str) -> String {
    format!("# Errors\n\n| Error code | HTTP status | Message |\n|---|---|---|\n{rows}")
}

fn row(code: &str, message: &str) -> String {
    format!("| {code} | 404 | {message} |\n")
}

/// Texts that try to be something else: code, a name, a path, an escape of a terminal, markup of a report, TOML.
pub const TEXTS: [&str; 40] = [
    "\"",
    "\"\"\"",
    "'''",
    "\\",
    "\\u{41}",
    "*/",
    "/*",
    "//!",
    "{}",
    "{0:?}",
    "#{}",
    "${x}",
    "#![x]",
    "r#\"",
    "x!()",
    "</script>",
    "<!--",
    "&lt;",
    "&#x202e;",
    "[x](javascript:y)",
    "![x](y)",
    "[`Vec`]",
    "https://x.y/z",
    "@someone",
    "***",
    "```",
    "~~~",
    "|a|",
    "# x",
    "[[codes.X.cases]]",
    "../../etc/passwd",
    "C:\\x",
    "\u{7}",
    "\u{1b}[2J",
    "\u{1b}]0;x\u{7}",
    "\u{85}",
    "\u{200b}",
    "\u{202e}abc",
    "\u{2066}",
    "\u{feff}",
];
