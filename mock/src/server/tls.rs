//! A certificate made at the start, by an authority made at the start, and HTTPS with it.
//!
//! Clients trust the authority, whose key is forgotten as soon as it has signed: nothing that could
//! be stolen is left, and the next start makes another.

use crate::error::Error;
use crate::spec::Spec;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use std::net::IpAddr;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// Returns an acceptor for HTTPS, and the authority's certificate in PEM.
pub(super) fn acceptor(spec: &Spec, address: IpAddr) -> Result<(TlsAcceptor, String), Error> {
    make(spec, address).map_err(|error| Error::Certificate(error.to_string()))
}

fn make(spec: &Spec, address: IpAddr) -> Result<(TlsAcceptor, String), Box<dyn std::error::Error>> {
    let authority_key = KeyPair::generate()?;
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.distinguished_name.push(DnType::CommonName, "tencentcloud-mock authority");
    let authority_certificate = authority.self_signed(&authority_key)?;
    let issuer = Issuer::new(authority, authority_key);

    let key = KeyPair::generate()?;
    let mut server = CertificateParams::new(names(spec, address))?;
    server.use_authority_key_identifier_extension = true;
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.distinguished_name.push(DnType::CommonName, "tencentcloud-mock");
    let certificate = server.signed_by(&key, &issuer)?;

    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    Ok((TlsAcceptor::from(Arc::new(config)), authority_certificate.pem()))
}

/// The names a client may call the server by: this machine's, and the API's hosts, for clients that
/// are sent here by other means.
fn names(spec: &Spec, address: IpAddr) -> Vec<String> {
    let mut names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec();
    if !address.is_loopback() && !address.is_unspecified() {
        names.push(address.to_string());
    }
    for service in &spec.model().services {
        let hosts = [&service.hosts.mainland, &service.hosts.international];
        names.extend(hosts.into_iter().flatten().cloned());
    }
    names
}
