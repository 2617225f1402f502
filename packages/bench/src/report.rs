//! The tables, in Markdown, and the judgement whether costs depend on the number of delegators.

use crate::cost::Cost;

/// More than that between sizes is not flat.
const TOLERANCE_PERCENT: f64 = 5.0;
/// From this many delegators on costs must be flat; fewer are for comparison.
const FLAT_FROM: u64 = 1_000;

/// Costs of one message or query at each number of delegators.
pub struct Row {
    pub name: &'static str,
    pub costs: Vec<(u64, Cost)>,
}

impl Row {
    /// The largest difference, in percent of the least, between sizes that must be flat, for code and storage apart.
    fn spread(&self) -> f64 {
        self.spread_of(Cost::vm_sdk_gas).max(self.spread_of(Cost::store_sdk_gas))
    }

    fn spread_of(&self, gas: impl Fn(&Cost) -> u64) -> f64 {
        let gases = || self.costs.iter().filter(|(size, _)| *size >= FLAT_FROM).map(|(_, cost)| gas(cost));
        match (gases().min(), gases().max()) {
            (Some(least), Some(most)) if most > least => 100.0 * (most - least) as f64 / least.max(1) as f64,
            _ => 0.0,
        }
    }
}

/// Everything that is counted, at the largest size.
pub fn print_details(title: &str, rows: &[Row]) {
    println!("| {title} | code gas | storage gas | reads | bytes | iterated | bytes | writes | bytes | removes | runs | codes | sends | bank queries |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for row in rows {
        let Some((_, c)) = row.costs.last() else { continue };
        println!(
            "| `{}` | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            row.name,
            grouped(c.vm_sdk_gas()),
            grouped(c.store_sdk_gas()),
            c.reads,
            grouped(c.read_bytes),
            c.iterated,
            grouped(c.iterated_bytes),
            c.writes,
            grouped(c.written_bytes),
            c.removes,
            c.runs,
            c.codes.len(),
            c.bank_sends,
            c.bank_queries
        );
    }
}

/// Code and storage gas together by size.
pub fn print_sizes(title: &str, sizes: &[u64], rows: &[Row]) {
    let headers: Vec<String> = sizes.iter().map(|size| grouped(*size)).collect();
    println!("| {title} | {} | spread |", headers.join(" | "));
    println!("|---|{}", "---:|".repeat(sizes.len() + 1));
    for row in rows {
        let gases: Vec<String> = row.costs.iter().map(|(_, cost)| grouped(cost.sdk_gas())).collect();
        println!("| `{}` | {} | {:.2} % |", row.name, gases.join(" | "), row.spread());
    }
}

/// The names of what is not flat.
pub fn not_flat(rows: &[Row]) -> Vec<&'static str> {
    rows.iter().filter(|row| row.spread() > TOLERANCE_PERCENT).map(|row| row.name).collect()
}

/// A number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(vm_gas: [u64; 3]) -> Row {
        let cost = |vm_gas| Cost { vm_gas: vm_gas * crate::cost::VM_GAS_PER_SDK_GAS, ..Cost::default() };
        Row { name: "row", costs: [10, 1_000, 100_000].into_iter().zip(vm_gas.map(cost)).collect() }
    }

    #[test]
    fn a_cost_that_grows_with_delegators_is_found() {
        assert_eq!(not_flat(&[row([100, 100, 106])]), ["row"]);
    }

    #[test]
    fn small_differences_and_small_crowds_are_allowed() {
        assert!(not_flat(&[row([1, 100, 105])]).is_empty());
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([7, 1_000, 1_234_567].map(grouped), ["7", "1,000", "1,234,567"]);
    }
}
