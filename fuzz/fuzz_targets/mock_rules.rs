//! The engine around [`tencentcloud_fuzz::targets::mock_rules`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::mock_rules::run(data));
