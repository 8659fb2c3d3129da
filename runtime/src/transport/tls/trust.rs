//! The certificates that are trusted: those of the machine and those the program adds.

use crate::error::ConfigError;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use rustls_native_certs::ErrorKind;
use std::sync::{Arc, OnceLock};

/// Reads the machine's certificates when the first server presents its own: reading takes some
/// milliseconds, and fails on machines that have none, which may still use `http://`.
#[derive(Debug)]
pub(super) struct Verifier {
    provider: Arc<CryptoProvider>,
    added: RootCertStore,
    machine: OnceLock<Result<Arc<WebPkiServerVerifier>, Error>>,
}

impl Verifier {
    pub(super) fn new(
        provider: Arc<CryptoProvider>,
        roots: &[CertificateDer<'static>],
    ) -> Result<Self, ConfigError> {
        let mut added = RootCertStore::empty();
        for (index, root) in roots.iter().enumerate() {
            added.add(root.clone()).map_err(|error| {
                let number = index + 1;
                ConfigError::new(format!("root certificate {number} is not usable: {error}"))
            })?;
        }
        Ok(Self { provider, added, machine: OnceLock::new() })
    }

    fn verifier(&self) -> Result<&WebPkiServerVerifier, Error> {
        let verifier = self.machine.get_or_init(|| self.read());
        verifier.as_deref().map_err(Clone::clone)
    }

    fn read(&self) -> Result<Arc<WebPkiServerVerifier>, Error> {
        let mut store = self.added.clone();
        let found = rustls_native_certs::load_native_certs();
        store.add_parsable_certificates(found.certs);
        // A file that was named is not passed over, even if there are other certificates.
        if let Some(named) = std::env::var_os("SSL_CERT_FILE") {
            let its = |error: &&rustls_native_certs::Error| match &error.kind {
                ErrorKind::Io { path, .. } => path.as_os_str() == named,
                _ => false,
            };
            if let Some(error) = found.errors.iter().find(its) {
                return Err(Error::General(format!("SSL_CERT_FILE is not usable: {error}")));
            }
        }
        if store.is_empty() {
            let reasons: Vec<_> = found.errors.iter().map(|error| format!(": {error}")).collect();
            return Err(Error::General(format!(
                "no CA certificates were found on this machine{}; install the package \
                 ca-certificates, or set SSL_CERT_FILE to a PEM file",
                reasons.concat()
            )));
        }
        WebPkiServerVerifier::builder_with_provider(Arc::new(store), self.provider.clone())
            .build()
            .map_err(|error| Error::General(error.to_string()))
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.verifier()?.verify_server_cert(certificate, intermediates, server, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier()?.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier()?.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
