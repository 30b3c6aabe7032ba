//! What a PromQL expression asks for: the metrics and labels it names, and how long its durations are.
//!
//! Grafana's variables are no PromQL: who asks for a query of a dashboard fills them in before.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;

use promql_parser::parser::token::{T_LOR, T_MUL};
use promql_parser::parser::{self, Call, Expr, LabelModifier, Offset, VectorMatchCardinality, VectorSelector};
use promql_parser::util::visitor::{ExprVisitorMut, walk_expr_mut};
use promql_parser::util::{ExprVisitor, walk_expr};

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
    let read = read(expr);
    let conditions = read.selectors.into_iter().flat_map(|selector| selector.matchers).map(|(label, ..)| label);
    conditions.chain(read.named).filter(|label| label != "__name__" && !read.made.contains(label)).collect()
}

/// All metrics in the order in which they stand, with the conditions on them.
pub fn selectors(expr: &str) -> Vec<Selector> {
    read(expr).selectors
}

/// The expression with all its durations replaced: ranges, steps and offsets.
pub fn with_durations(expr: &str, replace: impl Fn(Duration) -> Duration) -> String {
    struct Replacing<F>(F);

    impl<F: Fn(Duration) -> Duration> Replacing<F> {
        fn offset(&self, offset: &mut Option<Offset>) {
            if let Some(Offset::Pos(duration) | Offset::Neg(duration)) = offset {
                *duration = self.0(*duration);
            }
        }
    }

    impl<F: Fn(Duration) -> Duration> ExprVisitorMut for Replacing<F> {
        type Error = Infallible;

        fn pre_visit(&mut self, expr: &mut Expr) -> Result<bool, Infallible> {
            match expr {
                Expr::VectorSelector(selector) => self.offset(&mut selector.offset),
                Expr::MatrixSelector(matrix) => {
                    matrix.range = self.0(matrix.range);
                    self.offset(&mut matrix.vs.offset);
                }
                Expr::Subquery(subquery) => {
                    subquery.range = self.0(subquery.range);
                    subquery.step = subquery.step.map(&self.0);
                    self.offset(&mut subquery.offset);
                }
                _ => {}
            }
            Ok(true)
        }
    }

    let mut expr = parsed(expr);
    let Ok(_) = walk_expr_mut(&mut Replacing(replace), &mut expr);
    expr.to_string()
}

/// The expression without the zeros that stand in for an answer: `… or vector(0)`, `… or 0 * …`.
pub fn without_zeros(expr: &str) -> String {
    struct Removing;

    impl ExprVisitorMut for Removing {
        type Error = Infallible;

        fn pre_visit(&mut self, expr: &mut Expr) -> Result<bool, Infallible> {
            while let Expr::Binary(binary) = &*expr
                && binary.op.id() == T_LOR
                && is_zero(&binary.rhs)
            {
                *expr = (*binary.lhs).clone();
            }
            Ok(true)
        }
    }

    let mut expr = parsed(expr);
    let Ok(_) = walk_expr_mut(&mut Removing, &mut expr);
    expr.to_string()
}

/// Whether it is 0 whatever was measured.
fn is_zero(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(number) => number.val == 0.0,
        Expr::Paren(inner) => is_zero(&inner.expr),
        Expr::Call(call) => call.args.args.first().is_some_and(|first| is_zero(first)),
        Expr::Binary(product) => product.op.id() == T_MUL && (is_zero(&product.lhs) || is_zero(&product.rhs)),
        _ => false,
    }
}

fn parsed(expr: &str) -> Expr {
    parser::parse(expr).unwrap_or_else(|error| panic!("no PromQL: {error}\n{expr}"))
}

/// What stands in an expression.
#[derive(Debug, Default)]
struct Read {
    selectors: Vec<Selector>,
    /// Labels of groupings, and those that functions read.
    named: Vec<String>,
    /// Labels that functions make.
    made: BTreeSet<String>,
}

fn read(expr: &str) -> Read {
    let mut read = Read::default();
    let Ok(_) = walk_expr(&mut read, &parsed(expr));
    read
}

impl Read {
    fn selector(&mut self, VectorSelector { name, matchers, .. }: &VectorSelector) {
        let all = matchers.matchers.iter().chain(matchers.or_matchers.iter().flatten());
        let matchers: Vec<_> = all.map(|one| (one.name.clone(), one.op.to_string(), one.value.clone())).collect();
        let by_label = || matchers.iter().find(|(label, sign, _)| label == "__name__" && sign == "=");
        let metric = name.clone().or_else(|| by_label().map(|(.., name)| name.clone())).unwrap_or_default();
        self.selectors.push(Selector { metric, matchers });
    }

    fn grouping(&mut self, grouping: Option<&LabelModifier>) {
        if let Some(LabelModifier::Include(labels) | LabelModifier::Exclude(labels)) = grouping {
            self.named.extend(labels.labels.iter().cloned());
        }
    }

    /// `label_replace(v, made, replacement, read, regex)`, `label_join(v, made, separator, read, …)`.
    fn call(&mut self, Call { func, args }: &Call) {
        let texts: Vec<&String> = args
            .args
            .iter()
            .filter_map(|one| match &**one {
                Expr::StringLiteral(text) => Some(&text.val),
                _ => None,
            })
            .collect();
        let used = match func.name {
            "label_replace" => texts.get(2..3),
            "label_join" => texts.get(2..),
            _ => return,
        };
        self.made.extend(texts.first().copied().cloned());
        self.named.extend(used.into_iter().flatten().filter(|name| !name.is_empty()).copied().cloned());
    }
}

impl ExprVisitor for Read {
    type Error = Infallible;

    fn pre_visit(&mut self, expr: &Expr) -> Result<bool, Infallible> {
        match expr {
            Expr::VectorSelector(selector) => self.selector(selector),
            Expr::MatrixSelector(matrix) => self.selector(&matrix.vs),
            Expr::Aggregate(aggregate) => {
                self.grouping(aggregate.modifier.as_ref());
                // The walk leaves it out.
                if let Some(parameter) = &aggregate.param {
                    walk_expr(self, parameter)?;
                }
            }
            Expr::Binary(binary) => {
                let modifier = binary.modifier.as_ref();
                self.grouping(modifier.and_then(|modifier| modifier.matching.as_ref()));
                if let Some(VectorMatchCardinality::ManyToOne(labels) | VectorMatchCardinality::OneToMany(labels)) =
                    modifier.map(|modifier| &modifier.card)
                {
                    self.named.extend(labels.labels.iter().cloned());
                }
            }
            Expr::Call(call) => self.call(call),
            _ => {}
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn metrics_are_named_or_named_by_their_label() {
        let expr =
            r#"sum by (severity) (rate(phi_audit_findings_total{severity!="info"}[5m])) > 0 and on (job) up == 1"#;
        assert_eq!(metrics(expr), set(&["phi_audit_findings_total", "up"]));
        assert_eq!(metrics("topk by (a) (scalar(k), m) or 1e3 * n offset 1w"), set(&["k", "m", "n"]));
        assert_eq!(metrics(r#"{__name__="a_total", kind="x"}"#), set(&["a_total"]));
        assert_eq!(metrics(r#"{job="phi-audit"}"#), set(&[]));
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
    fn zeros_that_stand_in_for_an_answer_are_taken_away_and_others_stay() {
        assert_eq!(without_zeros("sum(a) or vector(0)"), "sum(a)");
        assert_eq!(without_zeros("sum(a) or 0 * max(b)"), "sum(a)");
        assert_eq!(without_zeros(r#"sum(a or on () label_replace(vector(0), "b", "c", "", "")) - 1"#), "sum(a) - 1");
        assert_eq!(without_zeros("a or b * 10 or vector(1)"), "a or b * 10 or vector(1)");
    }

    #[test]
    fn durations_are_replaced_where_they_stand_and_numbers_are_not() {
        let halved = |expr: &str| with_durations(expr, |duration| duration / 2);
        assert_eq!(halved("increase(a5m[10m] offset 2w) > 300"), "increase(a5m[5m] offset 1w) > 300");
        assert_eq!(halved(r#"max_over_time(m{a="10m"}[2h:30s])"#), r#"max_over_time(m{a="10m"}[1h:15s])"#);
    }
}
