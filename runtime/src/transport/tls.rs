//! What both HTTP libraries need of TLS: one provider of cryptography, and the machine's certificates.

use rustls::crypto::{CryptoProvider, ring};
use std::sync::Arc;

/// The provider that the program has chosen, or else *ring*, which needs neither `CMake` nor NASM.
/// No default is installed: that is the program's to do.
pub(super) fn provider() -> Arc<CryptoProvider> {
    CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()))
}

/// TLS that trusts what the machine trusts.
#[cfg(feature = "reqwest")]
pub(super) fn config() -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = provider();
    let verifier = Arc::new(trust::Machine::new(provider.clone()));
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth())
}

/// The certificates of the machine, read when the first server shows its own. Reading them takes
/// some milliseconds, and fails on machines that have none, which may still use `http://`.
#[cfg(feature = "reqwest")]
mod trust {
    use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
    use rustls::crypto::CryptoProvider;
    use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
    use rustls::{DigitallySignedStruct, Error, SignatureScheme};
    use rustls_platform_verifier::Verifier;
    use std::sync::{Arc, OnceLock};

    #[derive(Debug)]
    pub(super) struct Machine {
        provider: Arc<CryptoProvider>,
        verifier: OnceLock<Result<Verifier, Error>>,
    }

    impl Machine {
        pub(super) fn new(provider: Arc<CryptoProvider>) -> Self {
            Self { provider, verifier: OnceLock::new() }
        }

        fn verifier(&self) -> Result<&Verifier, Error> {
            let read = || Verifier::new(self.provider.clone());
            self.verifier.get_or_init(read).as_ref().map_err(Clone::clone)
        }
    }

    impl ServerCertVerifier for Machine {
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
}
