//! Where in the configuration something is written: for errors of what it names, and of those who understand it better than the
//! configuration does.

use std::io;
use std::ops::Range;
use std::path::Path;

use super::{Exit, Settings, Told, cannot_read};
#[cfg(feature = "service")]
use crate::alert::SuppressionError;
use crate::config::{self, Places, Problem};
#[cfg(feature = "kafka")]
use crate::kafka::KafkaSettingsError;

impl Settings {
    /// The file and the line of a setting, by its path such as `rules.overlays.0`, or of what is around it.
    fn place(&self, setting: &str) -> String {
        self.line(Places::of(&self.text).find(setting))
    }

    fn line(&self, span: Option<Range<usize>>) -> String {
        let file = self.path.as_deref().unwrap_or(Path::new(config::FILE_NAME)).display();
        match span {
            Some(span) => format!("{file}, line {}", Problem::at(&self.text, span, "").line),
            None => file.to_string(),
        }
    }

    /// A file that `setting` names cannot be read.
    pub(super) fn unreadable(&self, setting: &str, file: &Path, error: &io::Error) -> Told {
        // People know no numbers of list items.
        let shown = setting.split('.').filter(|part| part.parse::<usize>().is_err()).collect::<Vec<_>>().join(".");
        let told = Told { exit: Exit::Usage, ..cannot_read(file.display(), error) };
        let told = told.at(format!("{}: `{shown}`", self.place(setting)));
        let name = self.path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy());
        match name.filter(|_| error.kind() == io::ErrorKind::NotFound) {
            Some(name) => told.remedy(format!("check the path; it is relative to the folder of {name}")),
            None => told,
        }
    }

    /// A suppression that cannot hold.
    #[cfg(feature = "service")]
    pub(super) fn not_suppressing(&self, fault: SuppressionError) -> Told {
        let place = self.place(&format!("suppression.{}.{}", fault.index, fault.setting));
        let number = fault.index + 1;
        Told::usage(fault.what).at(format!("{place}: [[suppression]] number {number}")).remedy(fault.remedy)
    }

    /// A setting that librdkafka does not take, or that we do not leave to it.
    #[cfg(feature = "kafka")]
    pub(super) fn refused(&self, error: &KafkaSettingsError) -> Told {
        // The names have dots in them, so they are no paths.
        let names = self.config.kafka.iter().flat_map(|cluster| cluster.librdkafka.keys());
        let mut named = names.filter(|name| error.setting.ends_with(&format!(".\"{}\"", name.get_ref())));
        let place = match named.next() {
            Some(name) => self.line(Some(name.span())),
            None => self.place("kafka"),
        };
        Told::usage(error.what.clone()).at(format!("{place}: {}", error.setting)).remedy(error.remedy.clone())
    }
}
