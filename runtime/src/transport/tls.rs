//! TLS for all transports: one provider of cryptography, one store of trusted certificates.

mod crypto;
mod trust;

use super::error::{Phase, Place, TransportError};
use crate::error::ConfigError;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{AlertDescription, CertificateError, ClientConfig, Error};
use std::io;
use std::sync::Arc;

/// Returns a configuration that trusts the machine's certificates and these.
///
/// The provider is the process default if the program has installed one. None is installed: that is
/// the program's decision.
pub(super) fn config(roots: &[CertificateDer<'static>]) -> Result<Arc<ClientConfig>, ConfigError> {
    let provider =
        CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(crypto::provider()));
    let failed = |error: Error| ConfigError::new(format!("cannot set up TLS: {error}"));
    let verifier = trust::Verifier::new(provider.clone(), roots)?;
    Ok(Arc::new(
        ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(failed)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth(),
    ))
}

/// Returns the name that a server's certificate must bear.
pub(super) fn server_name(
    host: &str,
    place: &Place,
) -> Result<ServerName<'static>, TransportError> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    ServerName::try_from(bare.to_owned()).map_err(|error| place.permanent(Phase::Tls, None, error))
}

/// Describes a handshake that failed: whether it would fail again, and the likely mistake.
pub(super) fn failed(error: io::Error, place: &Place) -> TransportError {
    let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) else {
        let closed = matches!(
            error.kind(),
            io::ErrorKind::UnexpectedEof
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
        );
        let hint = closed.then_some("if the server expects plain HTTP, use http://");
        return place.passing(Phase::Tls, hint, error);
    };
    let hint = match tls {
        Error::InvalidMessage(_) => Some("the port does not speak TLS; is this http://?"),
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => Some(
            "set SSL_CERT_FILE to a PEM file with the issuer's certificate, or add it to the \
             transport's configuration",
        ),
        Error::InvalidCertificate(
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. },
        ) => Some("check the clock of this machine"),
        Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => Some("check the host of the endpoint"),
        Error::AlertReceived(AlertDescription::InternalError | AlertDescription::UserCanceled) => {
            return place.passing(Phase::Tls, None, error);
        }
        _ => None,
    };
    place.permanent(Phase::Tls, hint, error)
}
