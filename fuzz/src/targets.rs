//! One module for each target.

pub mod answer;
pub mod catalogue;
pub mod command_line;
pub mod credential_file;
pub mod fmt;
pub mod metadata;
pub mod mock_request;
pub mod mock_rules;
pub mod page;
pub mod query;
pub mod request;
pub mod signing;
pub mod spec_tree;
pub mod yaml;
