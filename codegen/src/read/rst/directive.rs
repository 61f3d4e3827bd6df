//! Directives: which ones hold text, code, a table or nothing, and their arguments, options and content.
//!
//! Knows the directives of docutils and Sphinx by name. Knows nothing of how a table is read.

use super::indent;
use super::marker;
use super::source::Line;
use super::{Place, Reader, fault};
use crate::document::{Block, Definition, Pos, Text};

/// What the text behind the name of a directive is, and what its content is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// All of it is content: notes and the like.
    Content,
    /// The argument names or classes something and says nothing; the content is content.
    Wrapper,
    /// The argument is a title or a caption, as is that of a directive that is not known.
    Titled,
    /// The arguments are terms that the content describes.
    Object,
    /// The content is code.
    Code,
    /// It says nothing that can be read here: settings, files to include.
    Nothing,
    /// HTML and other formats.
    Raw,
    Picture,
    Table,
    ListTable,
    CsvTable,
    Role,
    DefaultRole,
}

/// What the directive `name` is.
fn kind(name: &str) -> Kind {
    match name {
        "attention" | "caution" | "danger" | "error" | "hint" | "important" | "note" | "tip"
        | "warning" | "seealso" | "todo" | "compound" | "epigraph" | "highlights"
        | "pull-quote" | "hlist" | "glossary" | "centered" | "header" | "footer" | "rubric"
        | "versionadded" | "versionchanged" | "deprecated" => Kind::Content,
        "container" | "class" | "rst-class" | "cssclass" | "only" | "ifconfig" | "tabs"
        | "tab-set" | "grid" | "line-block" | "module" | "py:module" | "currentmodule"
        | "py:currentmodule" | "index" | "tabularcolumns" | "align" | "div" => Kind::Wrapper,
        "code" | "code-block" | "sourcecode" | "literalinclude" | "parsed-literal" | "math"
        | "prompt" | "code-tab" | "doctest" | "testcode" | "testoutput" | "testsetup"
        | "graphviz" | "digraph" | "graph" | "mermaid" | "uml" | "plantuml" | "productionlist"
        | "ipython" | "aafig" | "aafigure" | "ditaa" | "blockdiag" | "seqdiag" | "actdiag"
        | "nwdiag" | "tikz" | "program-output" | "command-output" => Kind::Code,
        "toctree" | "include" | "contents" | "sectnum" | "section-numbering" | "highlight"
        | "highlightlang" | "title" | "meta" | "target-notes" | "sectionauthor" | "codeauthor"
        | "default-domain" => Kind::Nothing,
        "raw" => Kind::Raw,
        "image" | "figure" => Kind::Picture,
        "table" => Kind::Table,
        "list-table" | "flat-table" => Kind::ListTable,
        "csv-table" => Kind::CsvTable,
        "role" => Kind::Role,
        "default-role" => Kind::DefaultRole,
        "describe" | "object" | "data" | "exception" | "function" | "method" | "attribute"
        | "envvar" | "option" | "confval" | "macro" => Kind::Object,
        _ if name.contains(':') => Kind::Object,
        _ => Kind::Titled,
    }
}

/// A directive, taken apart.
pub(super) struct Directive<'t> {
    /// Where it begins.
    pub at: Pos,
    /// What stands behind its name, and in the lines below that, up to an option or a blank line.
    pub argument: Vec<Line<'t>>,
    /// Its options.
    pub options: Vec<Setting<'t>>,
    /// What stands below.
    pub content: Vec<Line<'t>>,
}

/// An option of a directive.
pub(super) struct Setting<'t> {
    /// Its name.
    pub name: &'t str,
    /// Where it begins.
    pub at: Pos,
    /// Its value.
    pub value: Vec<Line<'t>>,
}

impl<'t> Directive<'t> {
    /// The option `name`.
    pub fn option(&self, name: &str) -> Option<&Setting<'t>> {
        self.options.iter().find(|it| it.name == name)
    }
}

impl<'t> Setting<'t> {
    /// Its value, where that is one word.
    pub fn word(&self) -> &'t str {
        self.value.first().map_or("", |it| it.text.trim())
    }
}

impl Reader<'_> {
    /// Reads the directive `name`, which stands in `line` with `lines` behind and below its name.
    pub(super) fn directive(
        &mut self,
        name: &str,
        line: &Line,
        lines: &[Line],
        place: Place,
        out: &mut Vec<Block>,
    ) {
        let kind = kind(name);
        if kind == Kind::Nothing {
            return;
        }
        let directive = self.take_apart(line, lines, kind);
        match kind {
            Kind::Content | Kind::Wrapper => self.body(&directive.content, place.wrapped(), out),
            Kind::Titled => self.titled(&directive, place, out),
            Kind::Object => self.object(&directive, place, out),
            Kind::Code if directive.content.is_empty() => {}
            Kind::Code => out.push(self.code(&directive.content)),
            Kind::Raw => self.raw(&directive, out),
            Kind::Picture => self.picture(&directive, place, out),
            Kind::Table => self.titled_table(&directive, place, out),
            Kind::ListTable => self.list_table(&directive, place, out),
            Kind::CsvTable => self.csv_table(&directive, place, out),
            Kind::Role => self.role(&directive),
            Kind::DefaultRole => {
                let name = directive.argument.first().map(|it| it.text.trim());
                self.inline.set_default_role(name);
            }
            Kind::Nothing => {}
        }
    }

    /// Takes `lines`, which stand behind and below the name of a directive, apart.
    fn take_apart<'t>(&self, line: &Line, lines: &[Line<'t>], kind: Kind) -> Directive<'t> {
        // Behind a name alone and a blank line there is content only.
        let apart = lines.first().is_some_and(|it| it.number > line.number + 1);
        let block = lines.iter().take_while(|it| !apart && !it.blank()).count();
        let (block, content) = lines.split_at_checked(block).unwrap_or((lines, &[]));
        let options = block.iter().position(|it| marker::field(it.text).is_some());
        let options = options.unwrap_or(block.len());
        let argument = match kind {
            Kind::Content => 0,
            // An argument of a directive that is not known stands behind its name.
            Kind::Titled => options.min(
                block
                    .first()
                    .map_or(0, |it| usize::from(it.number == line.number)),
            ),
            Kind::Wrapper => options.min(1),
            _ => options,
        };
        let (argument, text) = block.split_at_checked(argument).unwrap_or((block, &[]));
        let (text, options) = text
            .split_at_checked(options - argument.len())
            .unwrap_or((text, &[]));
        let mut below = text.to_vec();
        below.extend_from_slice(content);
        Directive {
            at: self.source.at(line),
            argument: argument.to_vec(),
            options: self.option_list(options),
            content: indent::trim(below),
        }
    }

    /// The options in `lines`.
    fn option_list<'t>(&self, lines: &[Line<'t>]) -> Vec<Setting<'t>> {
        let mut out = Vec::new();
        let mut index = 0;
        while let Some(line) = lines.get(index) {
            let Some((end, mark)) = marker::field(line.text) else {
                index += 1;
                continue;
            };
            let value = indent::hanging(lines, index, mark);
            out.push(Setting {
                name: line.text.get(1..end).unwrap_or_default(),
                at: self.source.at(line),
                value: value.lines,
            });
            index = value.next;
        }
        out
    }

    /// A directive whose argument is a title, or one that is not known: its parts one after another.
    fn titled(&mut self, directive: &Directive, place: Place, out: &mut Vec<Block>) {
        if !directive.argument.is_empty() {
            let title = self.text(&directive.argument);
            out.push(Block::Paragraph(title));
        }
        self.telling_options(directive, place, out);
        self.body(&directive.content, place.wrapped(), out);
    }

    /// A directive that describes what its arguments name.
    fn object(&mut self, directive: &Directive, place: Place, out: &mut Vec<Block>) {
        let mut terms = Vec::new();
        for line in &directive.argument {
            terms.push(Text::new(self.source.text_at(line), line.text.trim()));
        }
        let mut blocks = Vec::new();
        self.telling_options(directive, place, &mut blocks);
        self.body(&directive.content, place.inside(), &mut blocks);
        out.push(Block::Definition(Definition { terms, blocks }));
    }

    /// Options that can say something about what a directive describes, as terms with their values.
    fn telling_options(&mut self, directive: &Directive, place: Place, out: &mut Vec<Block>) {
        const SILENT: [&str; 19] = [
            "class",
            "name",
            "align",
            "width",
            "widths",
            "height",
            "noindex",
            "no-index",
            "noindexentry",
            "module",
            "canonical",
            "sync",
            "selected",
            "open",
            "icon",
            "color",
            "gutter",
            "columns",
            "margin",
        ];
        for option in &directive.options {
            if SILENT.contains(&option.name) || option.name.starts_with("class-") {
                continue;
            }
            let terms = vec![Text::new(option.at, option.name)];
            let blocks = self.inner(&option.value, place);
            out.push(Block::Definition(Definition { terms, blocks }));
        }
    }

    /// Raw HTML and the like: code here; a table in it is not read.
    fn raw(&self, directive: &Directive, out: &mut Vec<Block>) {
        let table = |it: &Line| it.text.to_ascii_lowercase().contains("<table");
        if let Some(line) = directive.content.iter().find(|it| table(it)) {
            out.push(fault(
                self.source.text_at(line),
                "the table is written in raw HTML, which is not read inside RST",
                "put the HTML into a document of its own",
            ));
        }
        if !directive.content.is_empty() {
            out.push(self.code(&directive.content));
        }
    }

    /// A picture: its alternative text and its caption.
    fn picture(&mut self, directive: &Directive, place: Place, out: &mut Vec<Block>) {
        if let Some(alt) = directive.option("alt").filter(|it| !it.value.is_empty()) {
            let text = self.text(&alt.value);
            out.push(Block::Paragraph(text));
        }
        self.body(&directive.content, place.inside(), out);
    }

    /// A role that the document defines, `name(base)`.
    fn role(&mut self, directive: &Directive) {
        let text = directive.argument.first().map_or("", |it| it.text.trim());
        let (name, base) = match text.strip_suffix(')').and_then(|it| it.split_once('(')) {
            Some((name, base)) => (name.trim(), Some(base.trim())),
            None => (text, None),
        };
        self.inline.define_role(name, base);
    }
}
