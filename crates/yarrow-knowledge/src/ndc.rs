//! National Drug Codes: labeler, product and package, written in several ways (21 CFR 207.33).

/// Labeler and product as nine digits; `None` when the text is no National Drug Code or may be read in two ways.
///
/// With hyphens the parts are padded to five and four digits. Eleven digits without hyphens are the 5-4-2 form of HIPAA
/// (45 CFR 162.1002). Ten digits without hyphens may stand for three different products, so they stand for none.
pub(crate) fn product_ndc(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() == 11 && digits(text) {
        return text.get(..9).map(str::to_owned);
    }
    let parts: Vec<&str> = text.split('-').collect();
    let (labeler, product) = match parts[..] {
        [labeler, product] => (labeler, product),
        [labeler, product, package] if (1..=2).contains(&package.len()) => (labeler, product),
        _ => return None,
    };
    let fits = (4..=5).contains(&labeler.len()) && (3..=4).contains(&product.len());
    (fits && parts.iter().all(|part| digits(part))).then(|| format!("{labeler:0>5}{product:0>4}"))
}

#[cfg(test)]
mod tests {
    use super::product_ndc;

    #[test]
    fn every_way_of_writing_a_code_names_the_same_product() {
        for text in ["0071-0155", "0071-0155-23", "00071-0155-23", "00071015523"] {
            assert_eq!(product_ndc(text).as_deref(), Some("000710155"), "{text}");
        }
        assert_eq!(product_ndc("50580-600-1").as_deref(), Some("505800600"));
    }

    #[test]
    fn a_code_that_could_mean_two_products_means_none() {
        for text in ["0071015523", "", "0071", "0071-0155-23-1", "ABCD-0155", "0071-01-23"] {
            assert_eq!(product_ndc(text), None, "{text}");
        }
    }
}
