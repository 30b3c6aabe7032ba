//! Commands in the pages: each is one that the program knows, with options that it has.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use super::PROGRAM;
use super::pages::{Code, all_pages, page};

#[test]
fn every_command_of_the_pages_is_one_that_the_program_knows() {
    let mut helps = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for from in all_pages() {
        for block in page(&from).code {
            for (offset, words) in commands(&block) {
                let Some(arguments) = arguments(&words) else { continue };
                seen += 1;
                if let Err(why) = check(arguments, &mut helps) {
                    wrong.push(format!("{from}:{}: {why}: {}", block.line + offset, words.join(" ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 60, "only {seen} commands were recognised: the reading of pages is broken");
}

#[test]
fn a_command_with_a_slip_is_noticed() {
    let block = |text: &str| Code { language: "sh".into(), text: text.into(), line: 1 };
    let mut helps = BTreeMap::new();
    let mut verdict = |text: &str| {
        let found = commands(&block(text));
        let (_, words) = found.iter().find(|(_, words)| arguments(words).is_some()).unwrap();
        check(arguments(words).unwrap(), &mut helps).err()
    };
    assert_eq!(verdict("zcat x.gz | phi-audit scan - # a pipe"), None);
    assert_eq!(verdict("phi-audit rules list --json | jq -r '.[] | .id'"), None);
    assert_eq!(verdict("cargo run --release -- replay a \\\n  --report r"), None);
    assert_eq!(verdict("phi-audit --version"), None);
    assert_eq!(verdict("phi-audit rule list").unwrap(), "there is no `phi-audit rule`");
    assert_eq!(verdict("phi-audit rules lst").unwrap(), "there is no `phi-audit rules lst`");
    assert_eq!(verdict("true && phi-audit replay a --reprot r").unwrap(), "`phi-audit replay` has no --reprot");
}

/// The simple commands of a block for the shell, as words, with the line within the block. Of a `console` only what is typed.
fn commands(block: &Code) -> Vec<(usize, Vec<String>)> {
    let language = block.language.split([',', ' ']).next().unwrap_or_default();
    if !["", "sh", "bash", "shell", "console"].contains(&language) {
        return Vec::new();
    }
    let typed = block.text.lines().any(|line| line.starts_with("$ "));
    let mut found = Vec::new();
    let mut lines = block.text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let mut line = match (typed, line.strip_prefix("$ ")) {
            (true, None) => continue,
            (_, stripped) => stripped.unwrap_or(line).to_owned(),
        };
        while line.ends_with('\\') {
            line.pop();
            line.push_str(lines.next().map_or("", |(_, more)| more));
        }
        found.extend(split(&line).into_iter().map(|words| (number, words)));
    }
    found
}

/// A line as simple commands: quotes, comments, pipes, lists and redirections, and no more of a shell than pages need.
fn split(line: &str) -> Vec<Vec<String>> {
    let (mut commands, mut words): (Vec<Vec<String>>, Vec<String>) = (Vec::new(), Vec::new());
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '#') if word.is_none() => break,
            (None, ' ') => words.extend(word.take()),
            (None, '|' | '&' | ';' | '<' | '>' | '(' | ')') => {
                words.extend(word.take());
                commands.push(std::mem::take(&mut words));
            }
            (None, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    commands.push(words);
    commands.retain(|words| !words.is_empty());
    commands
}

/// What is given to the program, where a command runs it.
fn arguments(words: &[String]) -> Option<&[String]> {
    let before = ["$", "sudo", "exec", "nice", "env", "time"];
    let skipped = words
        .iter()
        .take_while(|word| before.contains(&word.as_str()) || word.contains('=') && !word.starts_with('-'))
        .count();
    let (program, arguments) = words[skipped..].split_first()?;
    if program == "cargo" {
        let runs = arguments.first().is_some_and(|verb| verb == "run")
            && !arguments.iter().any(|word| word.starts_with("--example") || word.starts_with("--manifest-path"));
        let dashes = arguments.iter().position(|word| word == "--")?;
        return runs.then(|| &arguments[dashes + 1..]);
    }
    (program == "phi-audit" || program.ends_with("/phi-audit")).then_some(arguments)
}

/// What `--help` of a verb says: the verbs below it, and its options.
struct Help {
    verbs: BTreeSet<String>,
    options: BTreeSet<String>,
}

fn help<'a>(verb: &[String], helps: &'a mut BTreeMap<Vec<String>, Help>) -> &'a Help {
    helps.entry(verb.to_vec()).or_insert_with(|| {
        let output = Command::new(PROGRAM).args(verb).arg("--help").output().unwrap();
        assert!(output.status.success(), "phi-audit {} --help fails", verb.join(" "));
        let text = String::from_utf8(output.stdout).unwrap();
        let mut help = Help { verbs: BTreeSet::new(), options: BTreeSet::new() };
        let mut section = "";
        for line in text.lines() {
            if !line.starts_with(' ') {
                section = line;
            } else if section == "Commands:" && line.starts_with("  ") && !line.starts_with("   ") {
                help.verbs.extend(line.split_whitespace().next().map(str::to_owned));
            } else if line.trim_start().starts_with('-') {
                let names = line.split_whitespace().take_while(|word| word.starts_with('-'));
                help.options.extend(names.map(|name| name.trim_end_matches(',').to_owned()));
            }
        }
        help
    })
}

fn check(arguments: &[String], helps: &mut BTreeMap<Vec<String>, Help>) -> Result<(), String> {
    let mut verb: Vec<String> = Vec::new();
    let mut rest = arguments;
    while let Some((first, more)) = rest.split_first() {
        let below = &help(&verb, helps).verbs;
        if below.is_empty() || first.starts_with('-') {
            break;
        }
        if !below.contains(first) {
            let verb: String = verb.iter().map(|word| format!("{word} ")).collect();
            return Err(format!("there is no `phi-audit {verb}{first}`"));
        }
        verb.push(first.clone());
        rest = more;
    }
    let options = &help(&verb, helps).options;
    for word in rest.iter().take_while(|word| *word != "--").filter(|word| word.starts_with('-') && *word != "-") {
        let name = word.split('=').next().unwrap_or(word);
        if !options.contains(name) {
            return Err(format!("`phi-audit {}` has no {name}", verb.join(" ")));
        }
    }
    Ok(())
}
