//! The engine around [`tencentcloud_fuzz::targets::command_line`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tencentcloud_fuzz::targets::command_line::run(data));
