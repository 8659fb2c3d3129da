//! The engine around [`tencentcloud_fuzz::targets::metadata`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::metadata::run(data));
