//! The engine around [`tencentcloud_fuzz::targets::query`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::query::run(data));
