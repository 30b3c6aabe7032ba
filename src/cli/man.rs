//! `phi-audit man`: manual pages, made from the same description as the parser. Every verb that help shows has one.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::{Cli, Error, Exit, Io, Told};
use crate::version;

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  phi-audit man | man -l -\n  phi-audit man --dir ~/.local/share/man/man1")]
pub struct Args {
    /// Write a page for each verb into this folder; it is made
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

/// Prints the page of the program, or writes all pages.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let pages = pages()?;
    let Some(dir) = &args.dir else {
        if let Some((_, page)) = pages.first() {
            io.out.write_all(page)?;
        }
        return Ok(Exit::Clean);
    };
    let refused = |error: io::Error| Told::failed(format!("cannot write: {error}")).at(dir.display().to_string());
    fs::create_dir_all(dir).map_err(refused)?;
    for (name, page) in &pages {
        fs::write(dir.join(name), page).map_err(refused)?;
    }
    Ok(Exit::Clean)
}

/// File name and text of every page; that of the program itself comes first.
fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut program = Cli::command();
    program.build(); // names the verbs after their parents
    let mut pages = Vec::new();
    add(&program, &mut pages)?;
    Ok(pages)
}

fn add(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let man = Man::new(command.clone()).source(format!("{} {}", version::NAME, version::VERSION)).manual("phi-audit");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.get_subcommands().any(|verb| !verb.is_hide_set()) {
        man.render_subcommands_section(&mut page)?;
    }
    let rest = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    ending(&rest, &mut page)?;
    pages.push((man.get_filename(), page));
    command.get_subcommands().filter(|verb| !verb.is_hide_set()).try_for_each(|verb| add(verb, pages))
}

/// What help shows below the options, with its line breaks: a heading and what is indented below it is a section.
fn ending(text: &str, page: &mut Vec<u8>) -> io::Result<()> {
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let mut roff = Roff::new();
        let (heading, body) = block.split_once(':').unwrap_or(("Notes", block));
        roff.control("SH", [heading.to_uppercase().as_str()]);
        if body.starts_with('\n') {
            roff.control("nf", []);
            for line in body.lines().skip(1) {
                roff.text([roman(line)]);
            }
            roff.control("fi", []);
        } else {
            roff.text([roman(body.split_whitespace().collect::<Vec<_>>().join(" "))]);
        }
        roff.to_writer(page)?;
    }
    page.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verbs(command: &Command, name: &str, found: &mut Vec<String>) {
        found.push(format!("{name}.1"));
        let shown = command.get_subcommands().filter(|verb| !verb.is_hide_set());
        shown.for_each(|verb| verbs(verb, &format!("{name}-{}", verb.get_name()), found));
    }

    #[test]
    fn every_verb_that_help_shows_has_a_page() {
        let mut wanted = Vec::new();
        verbs(&Cli::command(), "phi-audit", &mut wanted);
        let names: Vec<String> = pages().unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, wanted);
        assert!(names.iter().any(|name| name == "phi-audit-rules-explain.1"));
    }

    #[test]
    fn no_page_lacks_what_people_look_for() {
        for (name, page) in pages().unwrap() {
            let page = String::from_utf8(page).unwrap();
            for section in ["\n.SH NAME\n", "\n.SH SYNOPSIS\n", "\n.SH DESCRIPTION\n", "\n.SH OPTIONS\n"] {
                let (_, rest) = page.split_once(section).unwrap_or_else(|| panic!("{name} has no {section}:\n{page}"));
                let body = rest.lines().take_while(|line| !line.starts_with(".SH"));
                assert!(body.map(str::len).sum::<usize>() > 8, "{name}: {section} is empty");
            }
        }
    }

    #[test]
    fn examples_keep_their_lines() {
        let mut page = Vec::new();
        ending("Examples:\n  one\n  .two 'x'\n\nExit codes: 0 clean,\n1 findings.", &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains(".SH EXAMPLES\n.nf\n  one\n"), "{page}");
        assert!(page.contains("\n.fi\n") && page.contains("EXIT CODES"), "{page}");
        assert!(page.contains("0 clean, 1 findings."), "{page}");
    }
}
