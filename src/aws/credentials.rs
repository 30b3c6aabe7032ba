//! Why there are no credentials, in words of ours: a provider of credentials may quote anything.

use aws_credential_types::provider::error::CredentialsError;

/// What an error of a provider of credentials comes to.
pub fn words(error: &CredentialsError) -> &'static str {
    match error {
        CredentialsError::CredentialsNotLoaded(_) => "no credentials",
        CredentialsError::InvalidConfiguration(_) => "the settings of the credentials are wrong",
        CredentialsError::ProviderTimedOut(_) => "no credentials in time",
        CredentialsError::ProviderError(_) => "the provider of the credentials fails",
        _ => "the provider of the credentials gives none that can be used",
    }
}
