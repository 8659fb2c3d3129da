//! The engine around [`tencentcloud_fuzz::targets::spec_tree`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::spec_tree::run(data));
