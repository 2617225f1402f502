//! The embedded chain as a server that a client of a real chain uses unchanged: JSON-RPC of CometBFT 0.38, transactions and
//! queries of wasmd, beside them a clock that can be moved and test wallets (`docs/serve.md`).
//!
//! | module | what it does |
//! |---|---|
//! | `http` | routes, CORS, limits on size, number and time of requests |
//! | `origins` | which pages of a browser are answered |
//! | `rpc` | the envelope of JSON-RPC, and which method is answered how |
//! | `comet` | JSON as CometBFT writes it: blocks, results, transactions, the node's status |
//! | `search` | the query language of `tx_search` |
//! | `worker` | the thread that owns the chain; requests queue before it |
//! | `node` | the chain with everything that a node knows beside it; when blocks are made |
//! | `start` | what is on the chain when it starts: the suite, a scenario's end, nothing |
//! | `recorder` | writes the steps of a scenario into the history, as the transactions that they are |
//! | `deployment` | the record of what is deployed, as on a devnet |
//! | `clock` | wall time, and by how much it was moved |
//! | `history` | blocks and transactions of the past, and where they are found |
//! | `accounts` | numbers, sequences and public keys of accounts |
//! | `wallets` | test accounts, which can sign |
//! | `transactions` | reads the bytes of a transaction |
//! | `messages` | the messages that are known, in protobuf and in amino JSON |
//! | `signatures` | what is signed, and whether it was |
//! | `ante` | what a chain checks before a transaction comes into a block: fee, signatures, sequence |
//! | `deliver` | carries a transaction out; simulation |
//! | `gas` | the fixed figures |
//! | `codes` | the contracts of this build by the checksums of the artifacts |
//! | `queries` | `abci_query`: bank, accounts, contracts, simulation |
//! | `refusals` | codes and words of refusals, as wasmd has them |
//! | `proto` | the protobuf messages |

mod accounts;
mod ante;
mod clock;
mod codes;
mod comet;
mod deliver;
mod deployment;
mod gas;
mod history;
mod http;
mod messages;
mod node;
mod origins;
mod proto;
mod queries;
mod recorder;
mod refusals;
mod rpc;
mod search;
mod signatures;
mod start;
mod transactions;
mod wallets;
mod worker;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use http::{ServeError, Server};
pub use start::{Settings, StartError, State};
