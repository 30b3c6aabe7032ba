//! The packs that ship with the program: file name and text.

macro_rules! packs {
    ($($name:literal),+ $(,)?) => {
        /// The shipped packs, in the order in which they are loaded.
        pub const PACKS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../matchers/", $name)))),+];
    };
}

packs![
    "address.toml",
    "biometric.toml",
    "codes.toml",
    "contact.toml",
    "dates.toml",
    "device.toml",
    "health.toml",
    "health_plan.toml",
    "interchange.toml",
    "licence.toml",
    "money.toml",
    "network.toml",
    "person.toml",
    "provider.toml",
    "record_number.toml",
    "ssn.toml"
];
