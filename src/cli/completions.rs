//! `phi-audit completions SHELL`: a script for the shell, made from the same description as the parser.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Error, Exit, Io};

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  phi-audit completions bash > ~/.local/share/bash-completion/completions/phi-audit")]
pub struct Args {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_enum, hide_possible_values = true)]
    shell: Shell,
}

/// Prints the script.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    io.out.write_all(&script(args.shell))?;
    Ok(Exit::Clean)
}

/// The generator panics when it cannot write, so it writes to memory.
fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "phi-audit", &mut script);
    script
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    fn verbs(command: &clap::Command) -> Vec<String> {
        command.get_subcommands().flat_map(|verb| [vec![verb.get_name().to_owned()], verbs(verb)].concat()).collect()
    }

    #[test]
    fn the_completions_of_every_shell_know_every_verb() {
        let verbs = verbs(&Cli::command());
        assert!(verbs.iter().any(|verb| verb == "explain"));
        for shell in Shell::value_variants() {
            let script = String::from_utf8(script(*shell)).unwrap();
            for verb in &verbs {
                assert!(script.contains(verb.as_str()), "{shell} does not know `{verb}`");
            }
        }
    }
}
