//! Queries of a running contract: it runs on a thread of its own, the chain that can answer stays where it is.

use std::sync::mpsc::{channel, Receiver, Sender};
use std::sync::Mutex;

use cosmwasm_vm::{BackendError, BackendResult, GasInfo, Querier};
use vm_std::{Binary, ContractResult, SystemResult};

/// A question on its way to the chain.
pub struct Question {
    /// The query, in JSON.
    pub request: Vec<u8>,
    /// Gas of the virtual machine that the contract has left.
    pub gas_left: u64,
}

/// The chain's answer.
pub struct Answer {
    /// The query's whole result, in JSON.
    pub result: Vec<u8>,
    /// What it took to answer, in gas of the virtual machine.
    pub gas_used: u64,
}

/// The contract's end of the line.
pub struct Asker {
    questions: Sender<Question>,
    // The cache of the virtual machine can be shared only if this can.
    answers: Mutex<Receiver<Answer>>,
}

/// A line between a contract and its chain: the contract's end, then the chain's.
pub fn line() -> (Asker, Receiver<Question>, Sender<Answer>) {
    let (questions, asked) = channel();
    let (answering, answers) = channel();
    (Asker { questions, answers: Mutex::new(answers) }, asked, answering)
}

impl Asker {
    fn ask(&self, question: Question) -> Option<Answer> {
        self.questions.send(question).ok()?;
        self.answers.lock().ok()?.recv().ok()
    }
}

impl Querier for Asker {
    fn query_raw(
        &self,
        request: &[u8],
        gas_limit: u64,
    ) -> BackendResult<SystemResult<ContractResult<Binary>>> {
        let question = Question { request: request.to_vec(), gas_left: gas_limit };
        let Some(Answer { result, gas_used }) = self.ask(question) else {
            return (Err(BackendError::unknown("the chain does not answer")), GasInfo::free());
        };
        let result = vm_std::from_json(result).map_err(|error| BackendError::unknown(error.to_string()));
        (result, GasInfo::with_externally_used(gas_used))
    }
}
