//! Asking a proxy for a connection to a host: HTTP `CONNECT` (RFC 9110 §9.3.6) and SOCKS 5
//! (RFC 1928, RFC 1929). Nothing here reads or writes: each transport does with its own sockets.

use super::address::Address;
use crate::transport::destination::Destination;
use crate::transport::error::{Phase, Place, TransportError};
use std::net::IpAddr;

/// A conversation with a proxy.
#[derive(Debug)]
pub(crate) struct Handshake {
    state: State,
    address: std::sync::Arc<Address>,
    destination: Destination,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Connect,
    Tunnel,
    Greet,
    Method,
    Login,
    Ask,
    Reply,
}

/// The next thing to do.
#[derive(Debug)]
pub(crate) enum Step {
    /// Send these bytes.
    Send(Vec<u8>),
    /// Read more bytes and append them to the input.
    Read,
    /// The connection leads to the destination.
    Done,
}

/// A refusal by the proxy, or an answer that is not one.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) reason: String,
    pub(crate) permanent: bool,
    pub(crate) hint: Option<&'static str>,
}

/// The most that a proxy may send before the tunnel is open.
const LONGEST_HEAD: usize = 16 << 10;

impl Refused {
    fn new(reason: impl Into<String>, permanent: bool) -> Self {
        Self { reason: reason.into(), permanent, hint: None }
    }

    /// Returns the error of a connection to this place.
    pub(crate) fn at(self, place: &Place) -> TransportError {
        let cause = format!("the proxy does not connect: {}", self.reason);
        if self.permanent {
            place.permanent(Phase::Proxy, self.hint, cause)
        } else {
            place.passing(Phase::Proxy, self.hint, cause)
        }
    }
}

impl Handshake {
    pub(crate) fn new(address: std::sync::Arc<Address>, destination: Destination) -> Self {
        let state = if address.forwards() { State::Connect } else { State::Greet };
        Self { state, address, destination }
    }

    /// Returns the next step. The input are the bytes read so far; those that were used are removed.
    pub(crate) fn step(&mut self, input: &mut Vec<u8>) -> Result<Step, Refused> {
        match self.state {
            State::Connect => {
                self.state = State::Tunnel;
                Ok(Step::Send(self.connect()))
            }
            State::Tunnel => self.tunnel(input),
            State::Greet => {
                self.state = State::Method;
                Ok(Step::Send(match self.address.login {
                    Some(_) => vec![5, 2, 0, 2],
                    None => vec![5, 1, 0],
                }))
            }
            State::Method => self.method(input),
            State::Login => self.login(input),
            State::Ask => {
                self.state = State::Reply;
                self.ask().map(Step::Send)
            }
            State::Reply => reply(input),
        }
    }

    fn connect(&self) -> Vec<u8> {
        let host = self.destination.authority();
        let mut head = format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n");
        if let Some(value) = self.address.authorization() {
            head.extend(["Proxy-Authorization: ", &value, "\r\n"]);
        }
        head.push_str("\r\n");
        head.into_bytes()
    }

    fn tunnel(&self, input: &mut Vec<u8>) -> Result<Step, Refused> {
        let Some(end) = input.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
            if input.len() > LONGEST_HEAD {
                return Err(Refused::new("its answer has no end", true));
            }
            return Ok(Step::Read);
        };
        let head = String::from_utf8_lossy(input.get(..end).unwrap_or_default()).into_owned();
        let line = head.lines().next().unwrap_or_default();
        let mut words = line.splitn(3, ' ');
        let version = words.next().unwrap_or_default();
        let status = words.next().and_then(|status| status.parse::<u16>().ok());
        let reason = words.next().unwrap_or_default();
        let Some(status) = status.filter(|_| version.starts_with("HTTP/1.")) else {
            return Err(Refused::new("it does not speak HTTP/1.1", true));
        };
        if !(200..300).contains(&status) {
            // Server errors pass; the others say no.
            let mut refused = Refused::new(format!("it answered {status} {reason}"), status < 500);
            refused.hint = match (status, &self.address.login) {
                (407, Some(_)) => Some("check user and password in the proxy's address"),
                (407, None) => Some("put user and password into the proxy's address"),
                _ => None,
            };
            return Err(refused);
        }
        input.drain(..end + 4);
        if input.is_empty() {
            return Ok(Step::Done);
        }
        Err(Refused::new("it sent more than its answer", true))
    }

    fn method(&mut self, input: &mut Vec<u8>) -> Result<Step, Refused> {
        let Some([version, method]) = take(input) else { return Ok(Step::Read) };
        match (version, method, &self.address.login) {
            (5, 0, _) => {
                self.state = State::Ask;
                self.step(input)
            }
            (5, 2, Some(login)) => {
                self.state = State::Login;
                let mut bytes = vec![1];
                for part in [&login.user, &login.password] {
                    let length = u8::try_from(part.len()).map_err(|_| {
                        Refused::new("SOCKS 5 takes 255 bytes of user and of password", true)
                    })?;
                    bytes.push(length);
                    bytes.extend_from_slice(part);
                }
                Ok(Step::Send(bytes))
            }
            (5, _, login) => {
                let mut refused = Refused::new("it accepts no offered way to log in", true);
                refused.hint =
                    login.is_none().then_some("put user and password into the proxy's address");
                Err(refused)
            }
            _ => Err(Refused::new("it does not speak SOCKS 5", true)),
        }
    }

    fn login(&mut self, input: &mut Vec<u8>) -> Result<Step, Refused> {
        match take(input) {
            None => Ok(Step::Read),
            Some([_, 0]) => {
                self.state = State::Ask;
                self.step(input)
            }
            Some(_) => {
                let mut refused = Refused::new("it rejected the login", true);
                refused.hint = Some("check user and password in the proxy's address");
                Err(refused)
            }
        }
    }

    fn ask(&self) -> Result<Vec<u8>, Refused> {
        let Destination { host, port } = &self.destination;
        let mut bytes = vec![5, 1, 0];
        match host.parse() {
            Ok(IpAddr::V4(address)) => {
                bytes.push(1);
                bytes.extend(address.octets());
            }
            Ok(IpAddr::V6(address)) => {
                bytes.push(4);
                bytes.extend(address.octets());
            }
            Err(_) => {
                let length = u8::try_from(host.len())
                    .map_err(|_| Refused::new("SOCKS 5 takes 255 bytes of host", true))?;
                bytes.extend([3, length]);
                bytes.extend(host.bytes());
            }
        }
        bytes.extend(port.to_be_bytes());
        Ok(bytes)
    }
}

fn reply(input: &mut Vec<u8>) -> Result<Step, Refused> {
    let Some(&[version, code]) = input.first_chunk() else { return Ok(Step::Read) };
    let (reason, permanent) = match (version, code) {
        (5, 0) => return granted(input),
        (5, 2) => ("its rules do not allow this connection", true),
        (5, 3) => ("it cannot reach the network", false),
        (5, 4) => ("it cannot reach the host", false),
        (5, 5) => ("the host refused its connection", false),
        (5, 6) => ("its connection to the host timed out", false),
        (5, 7) => ("it does not support connections", true),
        (5, 8) => ("it does not support this kind of address", true),
        (5, _) => ("it failed", false),
        _ => ("it does not speak SOCKS 5", true),
    };
    Err(Refused::new(reason, permanent))
}

/// Reads the rest of a consent, the address that the proxy uses.
fn granted(input: &mut Vec<u8>) -> Result<Step, Refused> {
    let Some(&[_, _, _, kind, first]) = input.first_chunk() else { return Ok(Step::Read) };
    let length = match kind {
        1 => 10,
        4 => 22,
        3 => 7 + usize::from(first),
        _ => return Err(Refused::new("its answer is not one of SOCKS 5", true)),
    };
    match input.len() {
        read if read < length => Ok(Step::Read),
        read if read == length => {
            input.clear();
            Ok(Step::Done)
        }
        _ => Err(Refused::new("it sent more than its answer", true)),
    }
}

/// Takes as many bytes from the front, if there are so many.
fn take<const N: usize>(input: &mut Vec<u8>) -> Option<[u8; N]> {
    let bytes = *input.first_chunk()?;
    input.drain(..N);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Address, Destination, Handshake, Refused, Step};
    use std::sync::Arc;

    /// Returns all that is sent if the proxy answers with these bytes, one at a time.
    fn talk(proxy: &str, host: &str, answers: &[&[u8]]) -> Result<Vec<Vec<u8>>, Refused> {
        let address = Arc::new(Address::parse(proxy).unwrap());
        let destination = Destination { host: host.to_owned(), port: 443 };
        let mut handshake = Handshake::new(address, destination);
        let (mut sent, mut input, mut answers) =
            (Vec::new(), Vec::new(), answers.concat().into_iter());
        loop {
            match handshake.step(&mut input)? {
                Step::Send(bytes) => sent.push(bytes),
                Step::Read => input.push(answers.next().expect("it waits for nothing more")),
                Step::Done => return Ok(sent),
            }
        }
    }

    #[test]
    fn a_tunnel_is_asked_for_with_the_login() {
        let sent = talk("http://u:p@proxy", "host", &[b"HTTP/1.1 200 OK\r\nX: y\r\n\r\n"]).unwrap();
        let expected = b"CONNECT host:443 HTTP/1.1\r\nHost: host:443\r\nProxy-Authorization: Basic dTpw\r\n\r\n";
        assert_eq!(sent, [expected.to_vec()]);
        let sent = talk("proxy", "::1", &[b"HTTP/1.0 200 Connection established\r\n\r\n"]).unwrap();
        assert_eq!(sent, [b"CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\n\r\n".to_vec()]);
    }

    #[test]
    fn refusals_of_http_proxies_are_told_apart() {
        for (answer, permanent, reason) in [
            (&b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"[..], true, "407"),
            (b"HTTP/1.1 403 Forbidden\r\n\r\n", true, "403 Forbidden"),
            (b"HTTP/1.1 503 Busy\r\n\r\n", false, "503 Busy"),
            (b"SSH-2.0\r\n\r\n", true, "HTTP/1.1"),
        ] {
            let refused = talk("proxy", "host", &[answer]).unwrap_err();
            assert_eq!(refused.permanent, permanent, "{}", refused.reason);
            assert!(refused.reason.contains(reason), "{}", refused.reason);
        }
    }

    #[test]
    fn socks_proxies_are_asked_with_and_without_a_login() {
        let done: &[u8] = &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        let sent = talk("socks5h://proxy", "host", &[&[5, 0], done]).unwrap();
        assert_eq!(sent, [vec![5, 1, 0], [&[5, 1, 0, 3, 4][..], b"host", &[1, 187]].concat()]);
        let sent = talk("socks5h://u:pw@proxy", "1.2.3.4", &[&[5, 2], &[1, 0], done]).unwrap();
        let login = [&[1, 1][..], b"u", &[2], b"pw"].concat();
        assert_eq!(sent, [vec![5, 2, 0, 2], login, vec![5, 1, 0, 1, 1, 2, 3, 4, 1, 187]]);
        let named: &[u8] = &[5, 0, 0, 3, 1, b'p', 0, 1];
        assert!(talk("socks5h://proxy", "::1", &[&[5, 0], named]).is_ok());
    }

    #[test]
    fn refusals_of_socks_proxies_are_told_apart() {
        for (answers, permanent) in [
            (&[&[5, 0xff][..]][..], true),
            (&[&[5, 0], &[5, 2, 0, 1, 0, 0, 0, 0, 0, 0]], true),
            (&[&[5, 0], &[5, 4, 0, 1, 0, 0, 0, 0, 0, 0]], false),
            (&[&[5, 0], &[5, 5]], false),
            (&[&[4, 0]], true),
        ] {
            let refused = talk("socks5h://proxy", "host", answers).unwrap_err();
            assert_eq!(refused.permanent, permanent, "{}", refused.reason);
        }
        let refused = talk("socks5h://u:p@proxy", "host", &[&[5, 2], &[1, 1]]).unwrap_err();
        assert!(refused.permanent && refused.hint.is_some());
    }
}
