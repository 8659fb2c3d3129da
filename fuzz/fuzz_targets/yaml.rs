//! The engine around [`tencentcloud_fuzz::targets::yaml`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::yaml::run(data));
