//! Whole numbers as Rust's style has them: long ones with their digits in groups of three.

/// A number of six digits and more has groups, as in `1_000_000`.
pub fn grouped(number: impl Into<i128>) -> String {
    let digits = number.into().to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let mut grouped = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if digits.len() >= 6 && index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn long_numbers_have_groups() {
        let table = [
            (0, "0"),
            (-12345, "-12345"),
            (100_000, "100_000"),
            (-1_234_567, "-1_234_567"),
            (i128::from(u64::MAX), "18_446_744_073_709_551_615"),
        ];
        for (number, text) in table {
            assert_eq!(grouped(number), text);
        }
    }
}
