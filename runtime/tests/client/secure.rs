//! A server with a certificate of its own, and a server that is not one.

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A server that answers each connection once, over TLS.
pub struct Secure {
    pub address: SocketAddr,
    /// Its certificate, which is its own issuer.
    pub pem: String,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Secure {
    pub fn start() -> Self {
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .unwrap();
        let config = Arc::new(config);
        let requests = Arc::<Mutex<Vec<_>>>::default();
        let (address, connections) = each_connection({
            let log = requests.clone();
            move |stream| {
                let connection = rustls::ServerConnection::new(config.clone()).unwrap();
                let mut stream = rustls::StreamOwned::new(connection, stream);
                if let Some(head) = answer(&mut stream) {
                    log.lock().unwrap().push(head);
                }
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        });
        Self { address, pem: cert.pem(), connections, requests }
    }

    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The heads of the requests so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// Answers a request with a success; returns its head.
fn answer(stream: &mut (impl Read + Write)) -> Option<String> {
    let (mut request, mut chunk) = (Vec::new(), [0; 1024]);
    while let Ok(count @ 1..) = stream.read(&mut chunk) {
        request.extend_from_slice(chunk.get(..count).unwrap_or_default());
        if request.ends_with(br#"{"OrgId":1}"#) {
            let body = r#"{"Response":{"RequestId":"r"}}"#;
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            let _ = stream.write_all((head + body).as_bytes());
            return Some(String::from_utf8_lossy(&request).into_owned());
        }
    }
    None
}

/// Starts a server that does this with each connection; returns its address and the number of its
/// connections.
pub fn each_connection(
    serve: impl Fn(TcpStream) + Send + Sync + 'static,
) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::<AtomicUsize>::default();
    let (count, serve) = (connections.clone(), Arc::new(serve));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let serve = serve.clone();
            std::thread::spawn(move || serve(stream));
        }
    });
    (address, connections)
}

/// Starts a server that speaks HTTP without TLS and answers whatever comes with an error.
pub fn plain() -> (SocketAddr, Arc<AtomicUsize>) {
    each_connection(|mut stream| {
        let _ = stream.read(&mut [0; 512]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
        let _ = stream.read(&mut [0; 512]);
    })
}
