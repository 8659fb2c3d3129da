//! The client: what it sends, to whom, how often, and what it reports. Nearly all of it runs over
//! real sockets.
#![cfg(feature = "hyper")]

mod accounts;
#[cfg(feature = "blocking")]
mod blocking;
mod credential;
mod environment;
mod errors;
mod failures;
mod loopback;
mod network;
mod page;
mod proxy;
mod rate_limit;
mod refresh;
mod retry;
mod sample;
mod secure;
mod send;
mod shared;
mod sign;
mod wait;
