//! The files of an inventory.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::Error;
use crate::cli::report::cannot_write;
use crate::inventory::{self, InventoryDocument};

/// The folder they go into.
pub(super) struct Files {
    folder: PathBuf,
}

impl Files {
    /// Makes the folder, so that a run of hours does not fail on it in the end.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Writes them; gives the page's path.
    pub fn write(&self, document: &InventoryDocument<'_>) -> Result<PathBuf, Error> {
        let page = self.folder.join("inventory.html");
        let all = self
            .file(document, "inventory.csv", inventory::write_csv)
            .and_then(|()| self.file(document, "inventory.json", inventory::write_json))
            .and_then(|()| self.file(document, "inventory.html", inventory::write_html));
        all.map_err(|error| cannot_write(&self.folder, &error))?;
        Ok(page)
    }

    fn file(
        &self,
        document: &InventoryDocument<'_>,
        name: &str,
        how: fn(&InventoryDocument<'_>, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        // Under another name until it is complete.
        let (part, whole) = (self.folder.join(format!("{name}.part")), self.folder.join(name));
        let mut file = BufWriter::new(File::create(&part)?);
        how(document, &mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?;
        fs::rename(part, whole)
    }
}
