//! One way of paging for every list.

/// Rows of a page if nothing is asked.
pub const DEFAULT_LIMIT: u32 = 10;

/// Rows of a page at most.
pub const MAX_LIMIT: u32 = 100;

/// How many rows a query with this `limit` answers: 10 if it names none, at most 100, none for 0.
pub fn page_size(limit: Option<u32>) -> usize {
    let limit = limit.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT);
    usize::try_from(limit).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::page_size;

    #[test]
    fn a_huge_limit_is_cut_and_a_missing_one_is_ten() {
        assert_eq!(page_size(Some(u32::MAX)), 100);
        assert_eq!(page_size(Some(101)), 100);
        assert_eq!(page_size(Some(100)), 100);
        assert_eq!(page_size(None), 10);
        assert_eq!(page_size(Some(0)), 0);
    }
}
