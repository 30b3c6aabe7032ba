//! A process at the other end of two pipes, spoken to as the daemon speaks.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::role::on;

fn kept(core: Option<&str>, program: &str) -> Command {
    core.map_or_else(|| Command::new(program), |core| on(core, program))
}

/// The process.
pub struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    line: String,
}

impl Worker {
    /// `phi-audit kcl` with the configuration in `folder`, kept on a core if one is given.
    pub fn start(folder: &Path, core: Option<&str>) -> io::Result<Self> {
        let mut command = kept(core, env!("CARGO_BIN_EXE_phi-audit"));
        command.args(["kcl", "--config", "phi-audit.toml"]).current_dir(folder);
        Self::of(&mut command)
    }

    /// `cat`.
    pub fn cat(core: Option<&str>) -> io::Result<Self> {
        Self::of(&mut kept(core, "cat"))
    }

    fn of(command: &mut Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let gone = || io::Error::other("no pipe");
        let (input, output) = (child.stdin.take().ok_or_else(gone)?, child.stdout.take().ok_or_else(gone)?);
        Ok(Self { child, input: Some(input), output: BufReader::with_capacity(1 << 20, output), line: String::new() })
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Has it take on a shard.
    pub fn initialize(&mut self, number: usize) -> io::Result<()> {
        self.offer(&format!(
            "{{\"action\":\"initialize\",\"shardId\":\"shardId-{number:012}\",\"sequenceNumber\":\"TRIM_HORIZON\",\
             \"subSequenceNumber\":0}}\n"
        ))
    }

    /// Says a line and waits for its status; checkpoints in between are taken.
    pub fn offer(&mut self, line: &str) -> io::Result<()> {
        self.say(line)?;
        loop {
            self.hear()?;
            if !self.line.starts_with("{\"action\":\"checkpoint\"") {
                return Ok(());
            }
            self.say("{\"action\":\"checkpoint\",\"sequenceNumber\":\"1\",\"subSequenceNumber\":0,\"error\":null}\n")?;
        }
    }

    /// Says a line and hears it again, while both are under way.
    pub fn echo(&mut self, line: &str) -> io::Result<()> {
        let Self { input: Some(input), output, .. } = self else { return Ok(()) };
        std::thread::scope(|scope| {
            let said = scope.spawn(move || input.write_all(line.as_bytes()));
            let mut left = line.len();
            while left > 0 {
                let read = output.fill_buf()?.len();
                if read == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                output.consume(read);
                left -= read.min(left);
            }
            said.join().map_err(|_| io::Error::other("a thread died"))?
        })
    }

    /// Closes its input and waits for its end.
    pub fn end(mut self) -> io::Result<()> {
        self.input = None;
        match self.child.wait()?.success() {
            true => Ok(()),
            false => Err(io::Error::other("the process failed")),
        }
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        self.input.as_mut().map_or(Ok(()), |input| input.write_all(line.as_bytes()))
    }

    fn hear(&mut self) -> io::Result<()> {
        self.line.clear();
        match self.output.read_line(&mut self.line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
