//! The life of the process: words in, one verb run, an exit code out.

use std::io::Write;
use std::process::ExitCode;

use phi_audit::cli::{self, Io};

fn main() -> ExitCode {
    // A panic message may quote what was being read; where it happened is all that may be told.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(std::io::stderr(), "phi-audit: internal fault at {place}; please report it with this line");
    }));
    let cli = match cli::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(answer) => {
            // Help and version are answers, everything else is a mistake in the command line. Nobody may be there to read
            // either of them, which changes nothing.
            let _ = answer.print();
            return cli::exit_of(&answer).into();
        }
    };
    let mut io = Io::of_process(cli.color);
    let outcome = cli::run(cli, &mut io);
    let flushed = io.out.flush().map_err(cli::Error::from);
    match outcome.and_then(|exit| flushed.map(|()| exit)) {
        Ok(exit) => exit.into(),
        Err(error) => {
            let message = error.to_string();
            if !message.is_empty() {
                let _ = writeln!(io.err, "{message}");
            }
            error.exit().into()
        }
    }
}
