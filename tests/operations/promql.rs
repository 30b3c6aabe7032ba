//! What a PromQL expression asks for: the metrics and labels it names. Enough of the grammar for that, and no more; whether the
//! expression is right says `promtool`.
//!
//! Variables of Grafana (`$product`, `${product}`, `[$__rate_interval]`) are passed over, so that queries of dashboards can be read
//! as they stand.

use std::collections::BTreeSet;

/// A metric as it is asked for, with the conditions on its labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// The metric's name; empty where only labels are given.
    pub metric: String,
    /// The conditions: label, operator, value.
    pub matchers: Vec<(String, String, String)>,
}

/// The names of all metrics that the expression asks for.
pub fn metrics(expr: &str) -> BTreeSet<String> {
    selectors(expr).into_iter().map(|selector| selector.metric).filter(|name| !name.is_empty()).collect()
}

/// The names of all labels that stand in it: in conditions, in `by`, `without`, `on`, `ignoring`, `group_left` and `group_right`, and
/// those that `label_replace` and `label_join` read. Labels that these two make are not of a metric and left out.
pub fn labels(expr: &str) -> BTreeSet<String> {
    let read = parse(expr);
    let conditions = read.selectors.into_iter().flat_map(|selector| selector.matchers).map(|(label, ..)| label);
    conditions.chain(read.named).filter(|label| label != "__name__" && !read.made.contains(label)).collect()
}

/// All metrics in the order in which they stand, with the conditions on them.
pub fn selectors(expr: &str) -> Vec<Selector> {
    parse(expr).selectors
}

/// The expression with all its durations replaced: those in brackets and behind `offset`, in the order in which they stand.
pub fn with_durations(expr: &str, replace: impl Fn(&str) -> String) -> String {
    let mut result = String::new();
    let mut rest = expr;
    while let Some(first) = rest.chars().next() {
        let length = if is_start(first) {
            word(rest)
        } else if first.is_ascii_digit() {
            number(rest)
        } else if matches!(first, '"' | '\'' | '`') {
            quoted(rest).1
        } else if first == '#' {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, behind) = rest.split_at(length);
        let is_duration = first.is_ascii_digit() && piece.ends_with(['s', 'm', 'h', 'd', 'w', 'y']);
        result.push_str(&if is_duration { replace(piece) } else { piece.to_owned() });
        rest = behind;
    }
    result
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Sign(String),
    /// Numbers, durations, variables: nothing that names a metric or label.
    Other,
}

#[derive(Debug, Default)]
struct Read {
    selectors: Vec<Selector>,
    named: Vec<String>,
    made: BTreeSet<String>,
}

fn parse(expr: &str) -> Read {
    let tokens = tokens(expr);
    let sign = |at: usize, wanted: &str| matches!(tokens.get(at), Some(Token::Sign(sign)) if sign == wanted);
    let mut read = Read::default();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            Token::Word(name) if GROUPING.contains(&&*name.to_ascii_lowercase()) => {
                at += 1;
                if sign(at, "(") {
                    while at < tokens.len() && !sign(at, ")") {
                        if let Token::Word(label) = &tokens[at] {
                            read.named.push(label.clone());
                        }
                        at += 1;
                    }
                }
            }
            Token::Word(name) if KEYWORDS.contains(&&*name.to_ascii_lowercase()) => {}
            Token::Word(name) if sign(at + 1, "(") => {
                if matches!(&**name, "label_replace" | "label_join") {
                    let arguments = texts(&tokens[at + 2..]);
                    read.made.extend(arguments.first().cloned());
                    // label_replace(v, made, replacement, read, regex); label_join(v, made, separator, read, …)
                    let used = if name == "label_replace" { 2..3 } else { 2..arguments.len().max(2) };
                    read.named.extend(arguments.get(used).into_iter().flatten().filter(|one| !one.is_empty()).cloned());
                }
            }
            // `sum by (…) (…)`: an aggregation whose bracket comes later.
            Token::Word(_) if matches!(tokens.get(at + 1), Some(Token::Word(next)) if matches!(&**next, "by" | "without")) =>
                {}
            Token::Word(name) => {
                let (matchers, next) =
                    if sign(at + 1, "{") { conditions(&tokens, at + 2) } else { (Vec::new(), at + 1) };
                read.selectors.push(Selector { metric: name.clone(), matchers });
                at = next;
                continue;
            }
            Token::Sign(open) if open == "{" => {
                let (matchers, next) = conditions(&tokens, at + 1);
                let named = matchers.iter().find(|(label, sign, _)| label == "__name__" && sign == "=");
                let metric = named.map(|(.., name)| name.clone()).unwrap_or_default();
                read.selectors.push(Selector { metric, matchers });
                at = next;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    read
}

const GROUPING: &[&str] = &["by", "without", "on", "ignoring", "group_left", "group_right"];
const KEYWORDS: &[&str] = &["and", "or", "unless", "atan2", "bool", "offset", "inf", "nan", "start", "end"];

/// The conditions up to `}`, and where reading goes on.
fn conditions(tokens: &[Token], mut at: usize) -> (Vec<(String, String, String)>, usize) {
    let mut found = Vec::new();
    while at < tokens.len() && tokens[at] != Token::Sign("}".into()) {
        if let [Token::Word(label), Token::Sign(sign), value, ..] = &tokens[at..] {
            let value = if let Token::Text(value) = value { value.clone() } else { String::new() };
            found.push((label.clone(), sign.clone(), value));
            at += 3;
        } else {
            at += 1;
        }
    }
    (found, at + 1)
}

/// The texts that stand directly in a call, of which `tokens` begin behind its `(`.
fn texts(tokens: &[Token]) -> Vec<String> {
    let mut depth = 1;
    let mut found = Vec::new();
    for token in tokens {
        match token {
            Token::Sign(sign) if matches!(&**sign, "(" | "{") => depth += 1,
            Token::Sign(sign) if matches!(&**sign, ")" | "}") => depth -= 1,
            Token::Text(text) if depth == 1 => found.push(text.clone()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

fn tokens(expr: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = expr;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            // A range or subquery holds no names.
            '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
            '"' | '\'' | '`' => {
                let (text, length) = quoted(rest);
                found.push(Token::Text(text));
                length
            }
            '$' => {
                found.push(Token::Other);
                let braced = rest.starts_with("${").then(|| rest.find('}')).flatten();
                braced.map_or_else(|| 1 + word(&rest[1..]), |end| end + 1)
            }
            _ if first.is_ascii_digit() => {
                found.push(Token::Other);
                number(rest)
            }
            _ if is_start(first) => {
                let length = word(rest);
                found.push(Token::Word(rest[..length].to_owned()));
                length
            }
            _ if first.is_whitespace() => first.len_utf8(),
            _ => {
                let double = ["=~", "!~", "!=", "==", "<=", ">="].iter().find(|sign| rest.starts_with(**sign));
                let length = double.map_or(first.len_utf8(), |sign| sign.len());
                found.push(Token::Sign(rest[..length].to_owned()));
                length
            }
        };
        rest = &rest[length..];
    }
    found
}

fn is_start(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '_' | ':')
}

fn word(text: &str) -> usize {
    text.find(|letter: char| !(is_start(letter) || letter.is_ascii_digit())).unwrap_or(text.len())
}

/// `300`, `1.5`, `1e-3`, `0x1f`, `1h30m`.
fn number(text: &str) -> usize {
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let exponent = matches!(letter, '+' | '-') && matches!(before, 'e' | 'E');
        if !(letter.is_ascii_alphanumeric() || letter == '.' || exponent) {
            return at;
        }
        before = letter;
    }
    text.len()
}

/// The text between quotes, and how long it is with them.
fn quoted(rest: &str) -> (String, usize) {
    let quote = rest.chars().next().unwrap_or('"');
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter == quote {
            return (text, at + 1);
        }
        if letter == '\\' && quote != '`' {
            text.extend(letters.next().map(|(_, escaped)| escaped));
        } else {
            text.push(letter);
        }
    }
    (text, rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn metrics_are_what_is_neither_function_nor_keyword_nor_label() {
        let expr =
            r#"sum by (severity) (rate(phi_audit_findings_total{severity!="info"}[5m])) > 0 and on (job) up == 1"#;
        assert_eq!(metrics(expr), set(&["phi_audit_findings_total", "up"]));
        assert_eq!(metrics("time() - max(a_b) without (x)"), set(&["a_b"]));
        assert_eq!(metrics("histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))"), set(&["x_bucket"]));
        assert_eq!(metrics("topk by (a) (3, m) or 1e3 * n offset 1w"), set(&["m", "n"]));
        assert_eq!(metrics("max_over_time(a:b:c[1h:5m] offset 5m)"), set(&["a:b:c"]));
        assert_eq!(metrics("a unless a offset 5m and b @ start() or -Inf * vector(1)"), set(&["a", "b"]));
    }

    #[test]
    fn a_metric_may_be_named_by_its_label() {
        assert_eq!(metrics(r#"{__name__="a_total", kind="x"}"#), set(&["a_total"]));
        assert_eq!(metrics(r#"{job="phi-audit"}"#), set(&[]));
    }

    #[test]
    fn texts_and_comments_name_nothing() {
        assert_eq!(metrics("a{b=\"c_total{d='e'}\"} # f_total\n + g"), set(&["a", "g"]));
        assert_eq!(metrics(r#"label_replace(a, "made", "b", "from", "(c_total)")"#), set(&["a"]));
        assert_eq!(metrics(r#"a{b="say \"c_total\""}"#), set(&["a"]));
    }

    #[test]
    fn variables_of_grafana_are_passed_over() {
        let expr = r#"sum by ($by) (rate(a{b=~"$b", c="${c:regex}"}[$__rate_interval])) * ${factor} / $__interval_ms"#;
        assert_eq!(metrics(expr), set(&["a"]));
        assert_eq!(labels(expr), set(&["b", "c"]));
    }

    #[test]
    fn labels_are_those_of_conditions_and_of_groupings() {
        let expr = r#"sum by (a, b) (m{c="1", d=~"2|3"}) * on (e) group_left (f) n unless ignoring (g) o"#;
        assert_eq!(labels(expr), set(&["a", "b", "c", "d", "e", "f", "g"]));
        assert_eq!(labels(r#"{__name__="m", a="b"}"#), set(&["a"]));
        assert_eq!(labels("m"), set(&[]));
    }

    #[test]
    fn labels_that_are_made_are_left_out_and_those_they_are_made_of_are_not() {
        let expr = r#"max by (made, job) (label_replace(m{a="b"}, "made", "$1", "from", "(.*)"))"#;
        assert_eq!(labels(expr), set(&["a", "from", "job"]));
        assert_eq!(labels(r#"label_replace(m, "source", "kafka", "", "")"#), set(&[]));
        assert_eq!(labels(r#"label_join(m, "made", "-", "a", "b")"#), set(&["a", "b"]));
    }

    #[test]
    fn conditions_stay_with_their_metric() {
        let found = selectors(r#"a{b="c"} / a{d!~"e"}"#);
        let one = |label: &str, sign: &str, value: &str| Selector {
            metric: "a".into(),
            matchers: vec![(label.into(), sign.into(), value.into())],
        };
        assert_eq!(found, [one("b", "=", "c"), one("d", "!~", "e")]);
    }

    #[test]
    fn durations_are_replaced_where_they_stand_and_numbers_are_not() {
        let shorter = |expr: &str| with_durations(expr, |duration| format!("<{duration}>"));
        assert_eq!(shorter("increase(a5m[5m] offset 1w) > 300"), "increase(a5m[<5m>] offset <1w>) > 300");
        assert_eq!(shorter("m{a=\"5m\"}[1h30m:15s] # 5m"), "m{a=\"5m\"}[<1h30m>:<15s>] # 5m");
    }
}
