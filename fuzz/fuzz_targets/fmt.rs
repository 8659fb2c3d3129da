//! The engine around [`tencentcloud_fuzz::targets::fmt`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_fuzz::{stay_on_this_thread, targets};

fuzz_target!(init: stay_on_this_thread(), |data: &[u8]| targets::fmt::run(data));
