//! The mock as a library. The README, which follows, explains its use.
//!
#![doc = include_str!("../README.md")]

mod answer;
mod api_request;
mod builder;
mod config;
mod control;
mod cors;
mod error;
mod example;
mod filter;
mod form;
mod found;
mod generate;
mod handle;
mod issue;
mod item;
mod keys;
mod list;
mod list_answer;
mod log;
mod mock;
mod page;
mod random;
mod rate_limit;
mod refusal;
mod reply;
mod rule;
mod rule_check;
mod rule_headers;
mod rule_set;
mod rules_file;
mod sample;
mod server;
mod signature;
mod signature_view;
mod spec;
mod state;
mod task;
mod time;
mod trace;
mod tree;
mod validate;
mod vary;

pub use answer::{Answer, Delivery};
pub use builder::Builder;
pub use config::{Answers, Credential, SECRET_ID, SECRET_KEY};
pub use error::Error;
pub use log::{Outcome, Received};
pub use mock::Mock;
pub use rule::Rule;
pub use rules_file::{rules_from_file, rules_from_text};
pub use server::MockServer;
pub use signature_view::SignatureView;
pub use spec::Spec;
pub use tencentcloud_model::model::Site;
