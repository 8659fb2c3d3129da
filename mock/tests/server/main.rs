//! The mock behind real sockets: what it is sent, and what it survives.

mod crowd;
mod hostile;
mod network;
mod support;
mod tls;
