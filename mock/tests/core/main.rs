//! The mock without a network: requests in, answers out, over the embedded spec and a small one.

mod answers;
mod anything;
mod bounds;
mod faults;
mod keys;
mod lists;
mod origins;
mod pages;
mod parameters;
mod protocol;
mod support;
mod tasks;
