//! The mock as a library. What it does and how to use it is in the README, which follows.
//!
#![doc = include_str!("../README.md")]

mod answer;
mod builder;
mod call;
mod check;
mod config;
mod control;
mod error;
mod example;
mod invent;
mod limit;
mod log;
mod mock;
mod page;
mod pairs;
mod random;
mod refusal;
mod rule;
mod script;
mod server;
mod signature;
mod spec;
mod task;

pub use answer::{Answer, Ending};
pub use builder::Builder;
pub use config::{Answers, Credential, SECRET_ID, SECRET_KEY};
pub use error::Error;
pub use log::{Outcome, Received};
pub use mock::Mock;
pub use rule::Rule;
pub use script::{rules_from_file, rules_from_text};
pub use server::MockServer;
pub use spec::Spec;
pub use tencentcloud_model::model::Site;
