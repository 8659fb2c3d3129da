//! Protection of TLS records with AES-GCM and ChaCha20-Poly1305 (RFC 8446 §5.2, RFC 5288, RFC 7905).

use ring::aead::{self, Aad, LessSafeKey, UnboundKey};
use rustls::crypto::cipher::{
    AeadKey, InboundOpaqueMessage, InboundPlainMessage, Iv, KeyBlockShape, MessageDecrypter,
    MessageEncrypter, NONCE_LEN, Nonce, OutboundOpaqueMessage, OutboundPlainMessage,
    PrefixedPayload, Tls12AeadAlgorithm, Tls13AeadAlgorithm, UnsupportedOperationError,
    make_tls12_aad, make_tls13_aad,
};
use rustls::{ConnectionTrafficSecrets, ContentType, Error, ProtocolVersion};

/// The most that a record may carry.
const LARGEST_RECORD: usize = 1 << 14;
const TAG: usize = 16;
/// The part of a TLS 1.2 GCM nonce that is derived from the handshake, and the part that is sent.
const SALT: usize = 4;
const EXPLICIT: usize = 8;

/// An algorithm as TLS 1.3 uses it.
pub(super) struct Tls13(pub(super) &'static aead::Algorithm);

/// An algorithm as TLS 1.2 uses it.
pub(super) enum Tls12 {
    Gcm(&'static aead::Algorithm),
    ChaCha20(&'static aead::Algorithm),
}

impl Tls12 {
    fn algorithm(&self) -> &'static aead::Algorithm {
        match self {
            Self::Gcm(algorithm) | Self::ChaCha20(algorithm) => algorithm,
        }
    }
}

/// A key; absent if its length does not fit, in which case nothing is protected and all fails.
struct Key(Option<LessSafeKey>);

impl Key {
    fn new(algorithm: &'static aead::Algorithm, key: &AeadKey) -> Self {
        Self(UnboundKey::new(algorithm, key.as_ref()).ok().map(LessSafeKey::new))
    }

    /// Encrypts what follows `start` and appends the tag.
    fn seal(
        &self,
        nonce: [u8; NONCE_LEN],
        aad: &[u8],
        payload: &mut PrefixedPayload,
        start: usize,
    ) -> Result<(), Error> {
        let key = self.0.as_ref().ok_or(Error::EncryptError)?;
        let nonce = aead::Nonce::assume_unique_for_key(nonce);
        let plain = payload.as_mut().get_mut(start..).ok_or(Error::EncryptError)?;
        let tag = key
            .seal_in_place_separate_tag(nonce, Aad::from(aad), plain)
            .map_err(|_| Error::EncryptError)?;
        payload.extend_from_slice(tag.as_ref());
        Ok(())
    }

    /// Decrypts what follows `start` to the beginning of the payload; returns its length.
    fn open(
        &self,
        nonce: [u8; NONCE_LEN],
        aad: &[u8],
        payload: &mut [u8],
        start: usize,
    ) -> Result<usize, Error> {
        let key = self.0.as_ref().ok_or(Error::DecryptError)?;
        let nonce = aead::Nonce::assume_unique_for_key(nonce);
        let plain = key
            .open_within(nonce, Aad::from(aad), payload, start..)
            .map_err(|_| Error::DecryptError)?;
        Ok(plain.len())
    }
}

impl Tls13AeadAlgorithm for Tls13 {
    fn encrypter(&self, key: AeadKey, iv: Iv) -> Box<dyn MessageEncrypter> {
        Box::new(Records13 { key: Key::new(self.0, &key), iv })
    }

    fn decrypter(&self, key: AeadKey, iv: Iv) -> Box<dyn MessageDecrypter> {
        Box::new(Records13 { key: Key::new(self.0, &key), iv })
    }

    fn key_len(&self) -> usize {
        self.0.key_len()
    }

    fn extract_keys(
        &self,
        _: AeadKey,
        _: Iv,
    ) -> Result<ConnectionTrafficSecrets, UnsupportedOperationError> {
        Err(UnsupportedOperationError)
    }
}

struct Records13 {
    key: Key,
    iv: Iv,
}

impl MessageEncrypter for Records13 {
    fn encrypt(
        &mut self,
        message: OutboundPlainMessage<'_>,
        sequence: u64,
    ) -> Result<OutboundOpaqueMessage, Error> {
        let length = self.encrypted_payload_len(message.payload.len());
        let mut payload = PrefixedPayload::with_capacity(length);
        payload.extend_from_chunks(&message.payload);
        payload.extend_from_slice(&message.typ.to_array());
        let nonce = Nonce::new(&self.iv, sequence).0;
        self.key.seal(nonce, &make_tls13_aad(length), &mut payload, 0)?;
        // Records of TLS 1.3 look like records of TLS 1.2.
        let (kind, version) = (ContentType::ApplicationData, ProtocolVersion::TLSv1_2);
        Ok(OutboundOpaqueMessage::new(kind, version, payload))
    }

    fn encrypted_payload_len(&self, length: usize) -> usize {
        length + 1 + TAG
    }
}

impl MessageDecrypter for Records13 {
    fn decrypt<'a>(
        &mut self,
        mut message: InboundOpaqueMessage<'a>,
        sequence: u64,
    ) -> Result<InboundPlainMessage<'a>, Error> {
        let aad = make_tls13_aad(message.payload.len());
        let nonce = Nonce::new(&self.iv, sequence).0;
        let length = self.key.open(nonce, &aad, &mut message.payload, 0)?;
        message.payload.truncate(length);
        message.into_tls13_unpadded_message()
    }
}

impl Tls12AeadAlgorithm for Tls12 {
    fn encrypter(&self, key: AeadKey, iv: &[u8], extra: &[u8]) -> Box<dyn MessageEncrypter> {
        let key = Key::new(self.algorithm(), &key);
        let nonces = match self {
            Self::Gcm(_) => Nonces::Explicit(joined(iv, extra)),
            Self::ChaCha20(_) => Nonces::Implicit(joined(iv, &[])),
        };
        Box::new(Records12 { key, nonces })
    }

    fn decrypter(&self, key: AeadKey, iv: &[u8]) -> Box<dyn MessageDecrypter> {
        let key = Key::new(self.algorithm(), &key);
        let nonces = match self {
            Self::Gcm(_) => Nonces::Explicit(joined(iv, &[])),
            Self::ChaCha20(_) => Nonces::Implicit(joined(iv, &[])),
        };
        Box::new(Records12 { key, nonces })
    }

    fn key_block_shape(&self) -> KeyBlockShape {
        let (fixed_iv_len, explicit_nonce_len) = match self {
            Self::Gcm(_) => (SALT, EXPLICIT),
            Self::ChaCha20(_) => (NONCE_LEN, 0),
        };
        KeyBlockShape { enc_key_len: self.algorithm().key_len(), fixed_iv_len, explicit_nonce_len }
    }

    fn extract_keys(
        &self,
        _: AeadKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<ConnectionTrafficSecrets, UnsupportedOperationError> {
        Err(UnsupportedOperationError)
    }
}

/// Two parts of a nonce one after the other, filled up with zeros.
fn joined(first: &[u8], second: &[u8]) -> [u8; NONCE_LEN] {
    let mut whole = [0; NONCE_LEN];
    whole.iter_mut().zip(first.iter().chain(second)).for_each(|(to, from)| *to = *from);
    whole
}

/// Where the nonces of TLS 1.2 records come from: the handshake's bytes combined with the number of
/// the record, part of which AES-GCM also sends.
enum Nonces {
    Explicit([u8; NONCE_LEN]),
    Implicit([u8; NONCE_LEN]),
}

impl Nonces {
    /// How many bytes of the nonce a record begins with.
    fn sent(&self) -> usize {
        match self {
            Self::Explicit(_) => EXPLICIT,
            Self::Implicit(_) => 0,
        }
    }

    fn own(&self, sequence: u64) -> [u8; NONCE_LEN] {
        let (Self::Explicit(base) | Self::Implicit(base)) = self;
        Nonce::new(&Iv::new(*base), sequence).0
    }

    fn of_peer(&self, payload: &[u8], sequence: u64) -> [u8; NONCE_LEN] {
        match self {
            Self::Explicit(base) => {
                let (salt, _) = base.split_at(SALT);
                joined(salt, payload)
            }
            Self::Implicit(_) => self.own(sequence),
        }
    }
}

struct Records12 {
    key: Key,
    nonces: Nonces,
}

impl MessageEncrypter for Records12 {
    fn encrypt(
        &mut self,
        message: OutboundPlainMessage<'_>,
        sequence: u64,
    ) -> Result<OutboundOpaqueMessage, Error> {
        let plain = message.payload.len();
        let mut payload = PrefixedPayload::with_capacity(self.encrypted_payload_len(plain));
        let nonce = self.nonces.own(sequence);
        let sent = self.nonces.sent();
        if sent > 0 {
            payload.extend_from_slice(nonce.split_at(SALT).1);
        }
        payload.extend_from_chunks(&message.payload);
        let aad = make_tls12_aad(sequence, message.typ, message.version, plain);
        self.key.seal(nonce, &aad, &mut payload, sent)?;
        Ok(OutboundOpaqueMessage::new(message.typ, message.version, payload))
    }

    fn encrypted_payload_len(&self, length: usize) -> usize {
        self.nonces.sent() + length + TAG
    }
}

impl MessageDecrypter for Records12 {
    fn decrypt<'a>(
        &mut self,
        mut message: InboundOpaqueMessage<'a>,
        sequence: u64,
    ) -> Result<InboundPlainMessage<'a>, Error> {
        let sent = self.nonces.sent();
        let plain = message.payload.len().checked_sub(sent + TAG).ok_or(Error::DecryptError)?;
        let aad = make_tls12_aad(sequence, message.typ, message.version, plain);
        let nonce = self.nonces.of_peer(&message.payload, sequence);
        let length = self.key.open(nonce, &aad, &mut message.payload, sent)?;
        if length > LARGEST_RECORD {
            return Err(Error::PeerSentOversizedRecord);
        }
        message.payload.truncate(length);
        Ok(message.into_plain_message())
    }
}
