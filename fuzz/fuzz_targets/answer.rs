//! The engine around [`tencentcloud_fuzz::targets::answer`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::answer::run(data));
