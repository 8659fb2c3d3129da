//! Numbers that look random and are the same for the same seed: the mock invents values, and a test
//! that failed must fail again.

/// Mixes a number so that neighbours are far apart (the finalizer of `SplitMix64`).
pub(crate) fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The number of a text below a number, as of a member below its owner.
pub(crate) fn below(number: u64, text: &str) -> u64 {
    // FNV-1a, because the standard library's hasher may change between releases.
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    mix(number ^ hash)
}

/// A request id, in the form of a random UUID.
pub(crate) fn request_id(seed: u64, count: u64) -> String {
    let high = mix(seed ^ mix(count));
    let low = mix(high ^ count);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        0x8000 | ((low >> 48) & 0x3FFF),
        low & 0xFFFF_FFFF_FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::request_id;
    use std::collections::HashSet;

    #[test]
    fn request_ids_repeat_with_the_seed_and_never_within_a_run() {
        assert_eq!(request_id(7, 3), request_id(7, 3));
        assert_ne!(request_id(7, 3), request_id(8, 3));
        let ids: HashSet<String> = (0..10_000).map(|count| request_id(0, count)).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.len() == 36 && id.as_bytes().get(14) == Some(&b'4')));
    }
}
