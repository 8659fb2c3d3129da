//! The engine around [`tencentcloud_fuzz::targets::credential_file`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::credential_file::run(data));
