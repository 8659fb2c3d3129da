//! The engine around [`tencentcloud_fuzz::targets::signing`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::signing::run(data));
