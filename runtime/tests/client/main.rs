//! The client: what it sends, to whom, how often, and what it reports. Nearly all of it runs over
//! real sockets.
#![cfg(feature = "hyper")]

#[cfg(feature = "blocking")]
mod blocking;
mod credential;
mod environment;
mod failures;
mod loopback;
mod page;
mod rate_limit;
mod refresh;
mod retry;
mod sample;
mod send;
mod sign;
mod wait;
