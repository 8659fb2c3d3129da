//! A rustls provider built directly on *ring*.
//!
//! rustls picks its process-wide default from its own crate features. Enabling `rustls/ring` or
//! `rustls/aws_lc_rs` here would change that choice for every other user of rustls in the program,
//! up to a panic. This provider needs neither feature: it offers the suites and groups of the
//! provider that rustls has behind `ring`, without client certificates.

mod aead;
mod agreement;
mod digest;

use aead::{Tls12, Tls13};
use digest::{HMAC_SHA256, HMAC_SHA384, SHA256, SHA384};
use ring::rand::SecureRandom as _;
use rustls::crypto::tls12::PrfUsingHmac;
use rustls::crypto::tls13::HkdfUsingHmac;
use rustls::crypto::{
    CipherSuiteCommon, CryptoProvider, GetRandomFailed, KeyExchangeAlgorithm, KeyProvider,
    SecureRandom, WebPkiSupportedAlgorithms,
};
use rustls::pki_types::{PrivateKeyDer, SignatureVerificationAlgorithm};
use rustls::sign::SigningKey;
use rustls::{
    CipherSuite, Error, SignatureScheme, SupportedCipherSuite, Tls12CipherSuite, Tls13CipherSuite,
};
use std::sync::Arc;
use webpki::ring as verify;

/// Returns the provider.
pub(super) fn provider() -> CryptoProvider {
    CryptoProvider {
        cipher_suites: SUITES.to_vec(),
        kx_groups: agreement::GROUPS.to_vec(),
        signature_verification_algorithms: ALGORITHMS,
        secure_random: &Ring,
        key_provider: &Ring,
    }
}

#[derive(Debug)]
struct Ring;

impl SecureRandom for Ring {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), GetRandomFailed> {
        ring::rand::SystemRandom::new().fill(bytes).map_err(|_| GetRandomFailed)
    }
}

impl KeyProvider for Ring {
    fn load_private_key(&self, _: PrivateKeyDer<'static>) -> Result<Arc<dyn SigningKey>, Error> {
        Err(Error::General("this provider does not support client certificates".to_owned()))
    }
}

/// How many records AES-GCM may protect under one key, as rustls has it.
const GCM_RECORDS: u64 = 1 << 24;

/// In order of preference, which is that of rustls.
static SUITES: &[SupportedCipherSuite] = &[
    SupportedCipherSuite::Tls13(&TLS13_AES_256),
    SupportedCipherSuite::Tls13(&TLS13_AES_128),
    SupportedCipherSuite::Tls13(&TLS13_CHACHA20),
    SupportedCipherSuite::Tls12(&ECDSA_AES_256),
    SupportedCipherSuite::Tls12(&ECDSA_AES_128),
    SupportedCipherSuite::Tls12(&ECDSA_CHACHA20),
    SupportedCipherSuite::Tls12(&RSA_AES_256),
    SupportedCipherSuite::Tls12(&RSA_AES_128),
    SupportedCipherSuite::Tls12(&RSA_CHACHA20),
];

static TLS13_AES_256: Tls13CipherSuite = Tls13CipherSuite {
    common: CipherSuiteCommon {
        suite: CipherSuite::TLS13_AES_256_GCM_SHA384,
        hash_provider: &SHA384,
        confidentiality_limit: GCM_RECORDS,
    },
    hkdf_provider: &HkdfUsingHmac(&HMAC_SHA384),
    aead_alg: &Tls13(&ring::aead::AES_256_GCM),
    quic: None,
};

static TLS13_AES_128: Tls13CipherSuite = Tls13CipherSuite {
    common: CipherSuiteCommon {
        suite: CipherSuite::TLS13_AES_128_GCM_SHA256,
        hash_provider: &SHA256,
        confidentiality_limit: GCM_RECORDS,
    },
    hkdf_provider: &HkdfUsingHmac(&HMAC_SHA256),
    aead_alg: &Tls13(&ring::aead::AES_128_GCM),
    quic: None,
};

static TLS13_CHACHA20: Tls13CipherSuite = Tls13CipherSuite {
    common: CipherSuiteCommon {
        suite: CipherSuite::TLS13_CHACHA20_POLY1305_SHA256,
        hash_provider: &SHA256,
        confidentiality_limit: u64::MAX,
    },
    hkdf_provider: &HkdfUsingHmac(&HMAC_SHA256),
    aead_alg: &Tls13(&ring::aead::CHACHA20_POLY1305),
    quic: None,
};

static PRF_SHA256: PrfUsingHmac<'static> = PrfUsingHmac(&HMAC_SHA256);
static PRF_SHA384: PrfUsingHmac<'static> = PrfUsingHmac(&HMAC_SHA384);
static AES_256: Tls12 = Tls12::Gcm(&ring::aead::AES_256_GCM);
static AES_128: Tls12 = Tls12::Gcm(&ring::aead::AES_128_GCM);
static CHACHA20: Tls12 = Tls12::ChaCha20(&ring::aead::CHACHA20_POLY1305);

static ECDSA_AES_256: Tls12CipherSuite =
    aes_256(CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, ECDSA);
static ECDSA_AES_128: Tls12CipherSuite =
    aes_128(CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ECDSA);
static ECDSA_CHACHA20: Tls12CipherSuite =
    chacha20(CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, ECDSA);
static RSA_AES_256: Tls12CipherSuite =
    aes_256(CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, RSA);
static RSA_AES_128: Tls12CipherSuite =
    aes_128(CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, RSA);
static RSA_CHACHA20: Tls12CipherSuite =
    chacha20(CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, RSA);

const fn aes_256(suite: CipherSuite, sign: &'static [SignatureScheme]) -> Tls12CipherSuite {
    Tls12CipherSuite {
        common: CipherSuiteCommon {
            suite,
            hash_provider: &SHA384,
            confidentiality_limit: GCM_RECORDS,
        },
        prf_provider: &PRF_SHA384,
        kx: KeyExchangeAlgorithm::ECDHE,
        sign,
        aead_alg: &AES_256,
    }
}

const fn aes_128(suite: CipherSuite, sign: &'static [SignatureScheme]) -> Tls12CipherSuite {
    Tls12CipherSuite {
        common: CipherSuiteCommon {
            suite,
            hash_provider: &SHA256,
            confidentiality_limit: GCM_RECORDS,
        },
        prf_provider: &PRF_SHA256,
        kx: KeyExchangeAlgorithm::ECDHE,
        sign,
        aead_alg: &AES_128,
    }
}

const fn chacha20(suite: CipherSuite, sign: &'static [SignatureScheme]) -> Tls12CipherSuite {
    Tls12CipherSuite {
        common: CipherSuiteCommon {
            suite,
            hash_provider: &SHA256,
            confidentiality_limit: u64::MAX,
        },
        prf_provider: &PRF_SHA256,
        kx: KeyExchangeAlgorithm::ECDHE,
        sign,
        aead_alg: &CHACHA20,
    }
}

/// The signatures that a TLS 1.2 server with an ECDSA key may make.
const ECDSA: &[SignatureScheme] = &[
    SignatureScheme::ED25519,
    SignatureScheme::ECDSA_NISTP384_SHA384,
    SignatureScheme::ECDSA_NISTP256_SHA256,
];

/// The signatures that a TLS 1.2 server with an RSA key may make.
const RSA: &[SignatureScheme] = &[
    SignatureScheme::RSA_PSS_SHA512,
    SignatureScheme::RSA_PSS_SHA384,
    SignatureScheme::RSA_PSS_SHA256,
    SignatureScheme::RSA_PKCS1_SHA512,
    SignatureScheme::RSA_PKCS1_SHA384,
    SignatureScheme::RSA_PKCS1_SHA256,
];

type Algorithms = &'static [&'static dyn SignatureVerificationAlgorithm];

/// The signatures that are verified. In TLS 1.2, a scheme does not fix the curve.
static ALGORITHMS: WebPkiSupportedAlgorithms = WebPkiSupportedAlgorithms {
    all: &[
        verify::ECDSA_P256_SHA256,
        verify::ECDSA_P256_SHA384,
        verify::ECDSA_P384_SHA256,
        verify::ECDSA_P384_SHA384,
        verify::ED25519,
        verify::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
        verify::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
        verify::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
        verify::RSA_PKCS1_2048_8192_SHA256,
        verify::RSA_PKCS1_2048_8192_SHA384,
        verify::RSA_PKCS1_2048_8192_SHA512,
        verify::RSA_PKCS1_2048_8192_SHA256_ABSENT_PARAMS,
        verify::RSA_PKCS1_2048_8192_SHA384_ABSENT_PARAMS,
        verify::RSA_PKCS1_2048_8192_SHA512_ABSENT_PARAMS,
    ],
    mapping: MAPPING,
};

const MAPPING: &[(SignatureScheme, Algorithms)] = &[
    (
        SignatureScheme::ECDSA_NISTP384_SHA384,
        &[verify::ECDSA_P384_SHA384, verify::ECDSA_P256_SHA384],
    ),
    (
        SignatureScheme::ECDSA_NISTP256_SHA256,
        &[verify::ECDSA_P256_SHA256, verify::ECDSA_P384_SHA256],
    ),
    (SignatureScheme::ED25519, &[verify::ED25519]),
    (SignatureScheme::RSA_PSS_SHA512, &[verify::RSA_PSS_2048_8192_SHA512_LEGACY_KEY]),
    (SignatureScheme::RSA_PSS_SHA384, &[verify::RSA_PSS_2048_8192_SHA384_LEGACY_KEY]),
    (SignatureScheme::RSA_PSS_SHA256, &[verify::RSA_PSS_2048_8192_SHA256_LEGACY_KEY]),
    (SignatureScheme::RSA_PKCS1_SHA512, &[verify::RSA_PKCS1_2048_8192_SHA512]),
    (SignatureScheme::RSA_PKCS1_SHA384, &[verify::RSA_PKCS1_2048_8192_SHA384]),
    (SignatureScheme::RSA_PKCS1_SHA256, &[verify::RSA_PKCS1_2048_8192_SHA256]),
];

#[cfg(test)]
mod tests;
