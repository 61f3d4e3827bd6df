//! Says what is wrong with rules once the catalogs are known: those that are of no use, those that disagree, and codes
//! that they leave without an answer.
//!
//! Knows rules and catalogs. Gives no answers itself.

use super::book::{Book, Given, Verdict, statuses};
use super::parse::show;
use super::same::groups;
use super::{Member, Named, Rule, Rules};
use crate::catalog::{Catalog, Code, Kind, Retry};
use crate::document::Pos;
use crate::keys::list;
use crate::problem::Finding;
use crate::spelling::{near, visible};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is wrong with `rules`, given the catalogs of all services, by place. The findings have no path; the
/// caller knows it.
pub fn check(rules: &Rules, catalogs: &[Catalog]) -> Vec<Finding> {
    let mut check = Check {
        rules,
        known: known(catalogs),
        services: catalogs.iter().map(|it| it.service.as_str()).collect(),
        deciding: BTreeSet::new(),
        findings: Vec::new(),
    };
    check.names();
    check.same();
    check.different();
    let book = Book::new(rules);
    let kinds = check.answers::<Kind>(&book);
    let retries = check.answers::<Retry>(&book);
    let groups = groups(Some(rules), catalogs);
    check.alike(&groups, &kinds);
    check.alike(&groups, &retries);
    check.idle();
    check.findings.sort();
    check.findings.dedup();
    check.findings
}

/// Every code with the services that have it.
type Known<'c> = BTreeMap<&'c str, BTreeMap<&'c str, &'c Code>>;

/// The verdict about every code of every service.
type Verdicts<'c, T> = BTreeMap<(&'c str, &'c str), Verdict<'c, T>>;

fn known(catalogs: &[Catalog]) -> Known<'_> {
    let mut known = Known::new();
    for catalog in catalogs {
        for (name, code) in &catalog.codes {
            let services = known.entry(name).or_default();
            services.insert(&catalog.service, code);
        }
    }
    known
}

struct Check<'c> {
    rules: &'c Rules,
    known: Known<'c>,
    services: BTreeSet<&'c str>,
    /// Where the rules stand that decide about some code.
    deciding: BTreeSet<Pos>,
    findings: Vec<Finding>,
}

impl<'c> Check<'c> {
    fn problem(&mut self, at: Pos, what: String, help: impl Into<String>) {
        self.findings.push(Finding::problem(at, what, help));
    }

    /// Codes, services and statuses of rules that match nothing.
    fn names(&mut self) {
        let rules = self.rules;
        for rule in rules.rules.iter().filter(|it| !it.codes.is_empty()) {
            self.ids(&rule.services);
            for code in &rule.codes {
                self.code(code, &rule.services);
            }
            self.unmatched(rule);
        }
    }

    /// Services that there are none of.
    fn ids(&mut self, services: &[Named]) {
        for it in services {
            if !self.services.contains(it.name.as_str()) {
                let ids: Vec<&str> = self.services.iter().copied().collect();
                let what = format!("there is no service `{}`", visible(&it.name));
                let help = format!("the services are {}", list(&ids));
                self.problem(it.at, what, help);
            }
        }
    }

    /// A code that no service has, or none of those that are named.
    fn code(&mut self, code: &Named, services: &[Named]) {
        let Some(having) = self.known.get(code.name.as_str()) else {
            let near = self.known.keys().find(|it| near(it, &code.name).is_some());
            let help = near.map_or_else(
                || "take it out; a rule is about codes of the catalog".to_owned(),
                |it| format!("did you mean `{}`?", visible(it)),
            );
            let what = format!("no service has the code `{}`", visible(&code.name));
            self.problem(code.at, what, help);
            return;
        };
        let is_named = |it: &&str| services.iter().any(|named| named.name == **it);
        if !services.is_empty() && !having.keys().any(is_named) {
            let having: Vec<&str> = having.keys().copied().collect();
            let what = format!(
                "none of these services has the code `{}`",
                visible(&code.name)
            );
            let help = format!("it is a code of {}", list(&having));
            self.problem(code.at, what, help);
        }
    }

    /// Services and statuses of a rule that none of its codes has.
    fn unmatched(&mut self, rule: &Rule) {
        let codes = rule.codes.iter();
        let having = codes.filter_map(|it| self.known.get(it.name.as_str()));
        let having: Vec<(&str, &Code)> = having.flatten().map(|(id, code)| (*id, *code)).collect();
        let mut idle = Vec::new();
        for it in rule
            .services
            .iter()
            .filter(|it| self.services.contains(it.name.as_str()))
        {
            if !having.iter().any(|(id, _)| *id == it.name) {
                let what = format!("the service `{}` has none of these codes", it.name);
                idle.push((it.at, what));
            }
        }
        let is_named =
            |id: &str| rule.services.is_empty() || rule.services.iter().any(|it| it.name == id);
        for it in &rule.statuses {
            let has = |code: &Code| statuses(code).iter().any(|it_| it.range.contains(it_));
            if !having.iter().any(|(id, code)| is_named(id) && has(code)) {
                let what = format!("none of these codes has the status {}", show(&it.range));
                idle.push((it.at, what));
            }
        }
        for (at, what) in idle {
            self.problem(at, what, "take it out");
        }
    }

    /// Entries of `[[same]]` that say nothing or too much.
    fn same(&mut self) {
        let mut seen: BTreeMap<&str, Pos> = BTreeMap::new();
        for entry in &self.rules.same {
            let mut services: BTreeMap<&str, &str> = BTreeMap::new();
            for code in &entry.codes {
                self.code(code, &[]);
                if let Some(first) = seen.insert(&code.name, entry.at) {
                    let what = format!("`{}` is in two entries", visible(&code.name));
                    let help = format!("make one of this and the entry in line {}", first.line);
                    self.problem(code.at, what, help);
                }
                let having = self.known.get(code.name.as_str()).cloned();
                for service in having.unwrap_or_default().into_keys() {
                    if self.is_apart(&code.name, service) {
                        continue;
                    }
                    if let Some(other) = services.insert(service, &code.name) {
                        let what = format!(
                            "`{service}` has `{}` and `{}`: a translation would have to choose",
                            visible(other),
                            visible(&code.name)
                        );
                        self.problem(code.at, what, "codes of one service are different errors");
                    }
                }
            }
        }
    }

    /// Whether `[[different]]` takes the code of this service out.
    fn is_apart(&self, code: &str, service: &str) -> bool {
        let has = |list: &[Named]| list.iter().any(|it| it.name == service);
        let mut entries = self.rules.different.iter();
        entries.any(|it| it.code.name == code && has(&it.services))
    }

    /// Entries of `[[different]]` that take nothing from anything.
    fn different(&mut self) {
        let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
        for entry in &self.rules.different {
            let code = &entry.code;
            self.ids(&entry.services);
            self.code(code, &[]);
            let Some(having) = self.known.get(code.name.as_str()).cloned() else {
                continue;
            };
            for it in &entry.services {
                if !self.services.contains(it.name.as_str()) {
                    continue;
                }
                let name = visible(&code.name);
                if !having.contains_key(it.name.as_str()) {
                    let what = format!("the service `{}` has no code `{name}`", it.name);
                    self.problem(it.at, what, "take it out");
                } else if !seen.insert((&code.name, &it.name)) {
                    let what = format!("`{name}` of `{}` is in two entries", it.name);
                    self.problem(it.at, what, "take it out");
                }
            }
            let is_left = |id: &&str| !entry.services.iter().any(|it| it.name == **id);
            if !having.keys().any(is_left) {
                let what = format!("no other service has the code `{}`", visible(&code.name));
                self.problem(
                    code.at,
                    what,
                    "name the services in which it is the exception",
                );
            }
        }
    }

    /// The verdicts about every code; one that is none is a problem.
    fn answers<T: Given>(&mut self, book: &Book<'c>) -> Verdicts<'c, T> {
        let mut verdicts = Verdicts::new();
        for (name, services) in self.known.clone() {
            for (service, code) in services {
                let verdict = book.verdict::<T>(service, name, code);
                self.unclear(service, name, &verdict);
                self.deciding.extend(verdict.rules().iter().map(|it| it.at));
                verdicts.insert((service, name), verdict);
            }
        }
        verdicts
    }

    /// A problem where a verdict is none.
    fn unclear<T: Given>(&mut self, service: &str, name: &str, verdict: &Verdict<'c, T>) {
        let (what, name) = (T::WHAT, visible(name));
        match verdict {
            Verdict::Given(..) => {}
            Verdict::Nothing => {
                let says = format!(
                    "`{name}` ({service}) has no {what}: it has no status, and no rule names it"
                );
                self.findings
                    .push(without_place(&says, &rule_for(&name, what)));
            }
            Verdict::Statuses((one, first), (other, second)) => {
                let says = format!(
                    "`{name}` ({service}) has no one {what}: {one} gives `{}` and {other} gives `{}`",
                    first.name(),
                    second.name()
                );
                self.findings
                    .push(without_place(&says, &rule_for(&name, what)));
            }
            Verdict::Clash(first, second) => {
                let value = |rule| T::of(rule).map_or("", T::name);
                let says = format!(
                    "`{name}` ({service}) has the {what} `{}` here and `{}` in the rule in line {}",
                    value(second),
                    value(first),
                    first.at.line
                );
                let help =
                    "take the code out of one of the two, or name the service or the status in one";
                self.deciding.extend([first.at, second.at]);
                self.problem(second.at, says, help);
            }
        }
    }

    /// The same error has the same answer everywhere, but where a rule names services.
    fn alike<T: Given>(&mut self, groups: &[Vec<Member>], verdicts: &Verdicts<'c, T>) {
        for group in groups {
            let members = group.iter().filter_map(|it| {
                let verdict = verdicts.get(&(it.service.as_str(), it.code.as_str()))?;
                let names_services = verdict.rules().iter().any(|it| !it.services.is_empty());
                let value = verdict.value().filter(|_| !names_services)?;
                Some((it, value))
            });
            let members: Vec<(&Member, T)> = members.collect();
            let Some((first, value)) = members.first() else {
                continue;
            };
            if let Some((other, differs)) = members.iter().find(|(_, it)| it != value) {
                let says = format!(
                    "`{}` ({}) has the {what} `{}` and `{}` ({}) has `{}`, and no source says why one error should have two answers",
                    visible(&first.code),
                    first.service,
                    value.name(),
                    visible(&other.code),
                    other.service,
                    differs.name(),
                    what = T::WHAT,
                );
                let help = rule_for(&visible(&first.code), T::WHAT);
                self.findings.push(without_place(&says, &help));
            }
        }
    }

    /// Rules about codes that decide nothing, because others come before them everywhere.
    fn idle(&mut self) {
        let rules = self.rules;
        for rule in rules.rules.iter().filter(|it| !it.codes.is_empty()) {
            let is_known = |it: &Named| self.known.contains_key(it.name.as_str());
            if !self.deciding.contains(&rule.at) && rule.codes.iter().all(is_known) {
                let what =
                    "this rule decides nothing: it matches no code, or others come before it";
                self.problem(rule.at, what.to_owned(), "take it out");
            }
        }
    }
}

fn without_place(what: &str, help: &str) -> Finding {
    let finding = Finding::problem(Pos::new(1, 1), what, help);
    Finding {
        at: None,
        ..finding
    }
}

/// A rule to paste.
fn rule_for(code: &str, what: &str) -> String {
    format!(
        "decide it:\n[[rules]]\ncodes = [\"{code}\"]\n{what} = \"…\"\nreason = \"…\"\nsource = \"…\""
    )
}
