//! Faults 23 and 25: the process ends, what it stored is loaded by a new one, at whatever moment.

use anyhow::Result;
use tributary_testing::machine::{Case, Op};
use tributary_testing::pairs::{g_10, whole_case};
use tributary_testing::{broken, puppet};

/// How many cases.
const CASES: u64 = 4;

/// Operations of a case before everybody leaves.
const OPERATIONS: usize = 60;

/// All that is kept of the old process is what is stored, and the block.
fn restart(case: &mut Case) -> Result<()> {
    let chain = &mut case.runner.world.net.chain;
    let code = |name: &str| match name {
        "puppet" => Some(puppet::code()),
        broken::CODE => Some(broken::code()),
        _ => None,
    };
    *chain = chain.restarted(code)?;
    Ok(())
}

#[test]
fn a_run_with_restarts_ends_as_one_without() {
    for seed in 0..CASES {
        let mut case = Case::new(seed).unwrap();
        case.open().unwrap();
        for _ in 0..OPERATIONS {
            restart(&mut case).unwrap();
            case.go_on(1, |_| true).unwrap();
        }
        restart(&mut case).unwrap();
        case.drain().unwrap();

        let interrupted = (case.runner.world.net.chain.fingerprint(), case.events);
        g_10(&interrupted, &whole_case(seed, OPERATIONS).unwrap()).unwrap();
    }
}

/// Fault 23: at whatever edge the clock has just arrived, the chain halts and goes on hours later. The model says what must be
/// true then, as after any other silence.
#[test]
fn a_halt_at_an_edge_is_a_silence_like_any_other() {
    for seed in 10..10 + CASES {
        let mut case = Case::new(seed).unwrap();
        let mut halts = 0;
        case.open().unwrap();
        for turn in 0..OPERATIONS as u64 {
            let before = case.runner.world.model.now;
            case.go_on(1, |_| true).unwrap();
            if case.runner.world.model.now != before {
                restart(&mut case).unwrap();
                case.play(Op::Advance { seconds: 3_600 + turn * 997, blocks: 1 }).unwrap();
                halts += 1;
            }
        }
        case.drain().unwrap();
        assert!(halts > 3, "{halts}");
    }
}
