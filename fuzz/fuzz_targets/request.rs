//! The engine around [`tencentcloud_fuzz::targets::request`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::request::run(data));
