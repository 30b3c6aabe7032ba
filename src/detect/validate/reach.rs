//! Where to reach a person: telephone numbers and ZIP codes.

use super::Check;
use super::datetime::date;
use super::digits::{Short, all_same, digits, number};

/// A North American telephone number of ten digits, with or without country code 1 and extension.
///
/// 555-0100 to 555-0199, 555-1212 and the area code 555 belong to nobody: samples.
pub(super) fn nanp_phone(text: &str) -> Check {
    // Letters start an extension: "x12", "ext. 12".
    let number = text.find(|c: char| c.is_alphabetic()).and_then(|at| text.get(..at)).unwrap_or(text);
    digits::<11>(number, "+-. ()/\n\r\t").map_or(Check::Invalid, |figures| nanp(&figures))
}

fn nanp(figures: &[u8]) -> Check {
    let ten = match figures {
        [1, ten @ ..] if ten.len() == 10 => ten,
        ten if ten.len() == 10 => ten,
        _ => return Check::Invalid,
    };
    let &[a, b, c, d, e, f, ..] = ten else { return Check::Invalid };
    let (area, exchange, line) = (number(&[a, b, c]), number(&[d, e, f]), ten.get(6..).map_or(0, number));
    if area == 555 {
        return Check::Sample;
    }
    let code = |first: u8, second: u8, third: u8| first >= 2 && (second, third) != (1, 1);
    match exchange {
        _ if !code(a, b, c) || b == 9 || !code(d, e, f) => Check::Invalid,
        555 if matches!(line, 100..=199 | 1212) => Check::Sample,
        _ if all_same(ten) => Check::Sample,
        _ => Check::Valid,
    }
}

/// A telephone number in E.164 form: plus, country code, at most fifteen digits; of country code 1, the North American rules.
pub(super) fn phone_e164(text: &str) -> Check {
    let Some(rest) = text.trim().strip_prefix('+') else { return Check::Invalid };
    let Some(figures) = digits::<15>(rest, "-. ()") else { return Check::Invalid };
    match figures.first() {
        Some(1) => nanp(&figures),
        Some(2..=9) if figures.len() < 8 => Check::Invalid,
        Some(2..=9) if all_same(&figures) => Check::Sample,
        Some(2..=9) => Check::Valid,
        _ => Check::Invalid,
    }
}

/// Seven to fifteen digits that a word beside them calls a telephone number, whatever the numbering plan. Not a date.
pub(super) fn phone_digits(text: &str) -> Check {
    let number = text.find(|c: char| c.is_alphabetic()).and_then(|at| text.get(..at)).unwrap_or(text);
    let Some(figures) = digits::<15>(number, "+-. ()/\n\r\t") else { return Check::Invalid };
    let is_date = matches!(figures.len(), 7 | 8) && number.contains(['-', '/', '.']) && date(number) != Check::Invalid;
    let fictitious = |figures: &Short<15>| matches!(&**figures, [5, 5, 5, 0, 1, _, _]);
    match (figures.len(), nanp(&figures)) {
        (_, known @ (Check::Valid | Check::Sample)) => known,
        (7..=15, _) if is_date => Check::Invalid,
        (7..=15, _) if all_same(&figures) || fictitious(&figures) => Check::Sample,
        (10, _) => Check::Sample,
        (length, _) => Check::valid_if((7..=15).contains(&length)),
    }
}

/// The runs of three-digit prefixes that the Postal Service does not use.
const UNASSIGNED: &[(u64, u64)] = &[
    (0, 4),
    (99, 99),
    (213, 213),
    (269, 269),
    (343, 343),
    (345, 345),
    (348, 348),
    (353, 353),
    (419, 419),
    (428, 429),
    (517, 519),
    (529, 529),
    (533, 533),
    (536, 536),
    (552, 552),
    (568, 568),
    (578, 579),
    (589, 589),
    (621, 621),
    (632, 632),
    (642, 643),
    (659, 659),
    (663, 663),
    (682, 682),
    (694, 699),
    (702, 702),
    (709, 709),
    (715, 715),
    (732, 732),
    (742, 742),
    (817, 819),
    (839, 839),
    (848, 849),
    (854, 854),
    (858, 858),
    (861, 862),
    (866, 869),
    (872, 872),
    (876, 876),
    (886, 888),
    (892, 892),
    (896, 896),
    (899, 899),
    (909, 909),
    (929, 929),
    (987, 987),
];

/// A ZIP code of five or nine digits (four where a leading zero was lost in a number) with a prefix in use.
pub(super) fn zip(text: &str) -> Check {
    let Some(figures) = digits::<9>(text, "- ") else { return Check::Invalid };
    let five = match (figures.len(), figures.get(..5)) {
        (4, _) => number(&figures),
        (5 | 9, Some(five)) => number(five),
        _ => return Check::Invalid,
    };
    let unassigned = UNASSIGNED.iter().any(|&(first, last)| (first..=last).contains(&(five / 100)));
    match five {
        12_345 => Check::Sample,
        _ if unassigned => Check::Invalid,
        _ if five % 11_111 == 0 => Check::Sample,
        _ => Check::Valid,
    }
}

#[cfg(test)]
mod tests {
    use super::Check::{Invalid, Sample, Valid};
    use super::*;

    #[test]
    fn a_north_american_number_is_valid_in_every_usual_form() {
        for text in
            ["212-736-5000", "(212) 736-5000", "212.736.5000", "+1 212 736 5000", "1-212-736-5000", "2127365000"]
        {
            assert_eq!(nanp_phone(text), Valid, "{text}");
        }
        assert_eq!(nanp_phone("212-736-5000 ext. 12"), Valid);
        assert_eq!(nanp_phone("212-736-5000x12"), Valid);
    }

    #[test]
    fn codes_the_plan_does_not_give_out_are_no_numbers() {
        for text in ["(123) 456-7890", "211-736-5000", "212-911-5000", "295-736-5000", "212-136-5000", "212-736-500"] {
            assert_eq!(nanp_phone(text), Invalid, "{text}");
        }
    }

    #[test]
    fn fictitious_numbers_are_samples() {
        for text in ["212-555-0100", "+12125550199", "(212) 555-1212", "+15551234567", "222-222-2222"] {
            assert_eq!(nanp_phone(text), Sample, "{text}");
        }
        assert_eq!(nanp_phone("212-555-0200"), Valid);
    }

    #[test]
    fn e164_holds_abroad_and_at_home() {
        assert_eq!(phone_e164("+442079460958"), Valid);
        assert_eq!(phone_e164("+12127365000"), Valid);
        assert_eq!(phone_e164("+12125550123"), Sample);
        for text in ["12127365000", "+1212736500", "+012345678", "+1234567890123456", "+44", "+11117365000"] {
            assert_eq!(phone_e164(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_named_number_may_break_the_plan_but_may_not_be_a_date() {
        assert_eq!(phone_digits("736-5000"), Valid);
        assert_eq!(phone_digits("(123) 456-7890"), Sample);
        assert_eq!(phone_digits("555-0123"), Sample);
        assert_eq!(phone_digits("2024-05-17"), Invalid);
        assert_eq!(phone_digits("05/17/2024"), Invalid);
        assert_eq!(phone_digits("12345"), Invalid);
    }

    #[test]
    fn a_zip_code_has_a_prefix_in_use() {
        for text in ["02139", "60601", "90210-1234", "03601", "99950", "2139"] {
            assert_eq!(zip(text), Valid, "{text}");
        }
        for text in ["00000", "00399", "09912", "98701", "1234567", "602", "60601-12"] {
            assert_eq!(zip(text), Invalid, "{text}");
        }
        assert_eq!(zip("12345"), Sample);
    }
}
