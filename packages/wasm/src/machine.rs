//! The virtual machine of the chains, with the optimised contracts in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{ensure, Context, Result};
use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_migrate_raw, call_query_raw, call_reply_raw,
    capabilities_from_csv, AnalysisReport, Backend, Cache, CacheOptions, Instance, InstanceOptions, Size,
    VmResult,
};
use vm_std::Checksum;

use crate::addresses::Addresses;
use crate::questions::Asker;
use crate::rows::Rows;

/// What a chain of CosmWasm 2.0 without special modules offers.
const CAPABILITIES: &str =
    "iterator,staking,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0";

/// Bytes of memory that wasmd lets an instance have.
pub const MEMORY_LIMIT: usize = 32 * 1024 * 1024;

/// How the files of the suite begin.
const PREFIX: &str = "tributary_";

type Vm = Cache<Addresses, Rows, Asker>;

/// An entry point of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Takes block, sender and message.
    Instantiate,
    /// Takes block, sender and message.
    Execute,
    /// Takes block and message.
    Migrate,
    /// Takes block and reply.
    Reply,
    /// Takes block and question, writes nothing.
    Query,
}

/// A run of a contract.
pub struct Run {
    /// Whose code.
    pub code: Checksum,
    /// Where it starts.
    pub entry: Entry,
    /// What it is given, in JSON.
    pub arguments: Vec<Vec<u8>>,
    /// Gas of the virtual machine that it may use.
    pub gas: u64,
}

/// What came of it.
pub struct Ran {
    /// The contract's own result, in JSON; or why the virtual machine stopped it.
    pub answer: VmResult<Vec<u8>>,
    /// What it wrote.
    pub rows: Rows,
    /// Gas of the virtual machine that is left.
    pub gas_left: u64,
    /// Its memory at the end, in pages of 64 KiB.
    pub pages: usize,
}

/// All optimised contracts of the suite, compiled.
pub struct Machine {
    vm: Vm,
    codes: BTreeMap<String, Checksum>,
    // Removed with the machine.
    _compiled: Directory,
}

struct Directory(PathBuf);

impl Drop for Directory {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} is left behind: {error}", self.0.display());
        }
    }
}

impl Machine {
    /// Compiles the contracts of a folder.
    ///
    /// # Errors
    /// If there are none, the virtual machine refuses one, or errors would hold more than words.
    pub fn new(artifacts: &Path) -> Result<Self> {
        // The embedded chain tells a contract in which functions its sub-message failed, if it knows.
        let knows =
            ["RUST_LIB_BACKTRACE", "RUST_BACKTRACE"].into_iter().find_map(|name| std::env::var(name).ok());
        ensure!(knows.is_none_or(|value| value == "0"), "backtraces differ: RUST_BACKTRACE must be 0");
        static MACHINES: AtomicU64 = AtomicU64::new(0);
        let own =
            format!("tributary-wasm-{}-{}", std::process::id(), MACHINES.fetch_add(1, Ordering::Relaxed));
        let compiled = Directory(std::env::temp_dir().join(own));
        let options = CacheOptions::new(
            &compiled.0,
            capabilities_from_csv(CAPABILITIES),
            Size::mebi(100),
            Size::new(MEMORY_LIMIT),
        );
        // SAFETY: the directory is ours alone, made for this run; nobody else writes compiled code into it.
        let vm: Vm = unsafe { Cache::new(options) }?;
        let mut codes = BTreeMap::new();
        let folder = fs::read_dir(artifacts).with_context(|| artifacts.display().to_string())?;
        for file in folder.collect::<Result<Vec<_>, _>>()? {
            let name = file.file_name().to_string_lossy().into_owned();
            let Some(name) = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(".wasm")) else {
                continue;
            };
            let wasm = fs::read(file.path())?;
            let checksum = vm.store_code(&wasm, true, true).with_context(|| name.to_owned())?;
            vm.pin(&checksum)?;
            codes.insert(name.replace('_', "-"), checksum);
        }
        ensure!(!codes.is_empty(), "no {PREFIX}*.wasm in {}: scripts/build-wasm.sh", artifacts.display());
        Ok(Self { vm, codes, _compiled: compiled })
    }

    /// The checksum of each contract, by its name.
    pub fn codes(&self) -> &BTreeMap<String, Checksum> {
        &self.codes
    }

    /// What a contract exports and asks of a chain.
    ///
    /// # Errors
    /// If the code is not here.
    pub fn analyze(&self, code: &Checksum) -> Result<AnalysisReport> {
        Ok(self.vm.analyze(code)?)
    }

    /// Runs a contract on these rows in a fresh instance, as a chain does.
    ///
    /// # Errors
    /// If there is no instance, or nothing of it afterwards.
    pub(crate) fn run(&self, run: &Run, rows: Rows, querier: Asker) -> Result<Ran> {
        let backend = Backend { api: Addresses, storage: rows, querier };
        let options = InstanceOptions { gas_limit: run.gas };
        let mut instance = self.vm.get_instance(&run.code, backend, options)?;
        let answer = run.entry.call(&mut instance, &run.arguments);
        let (gas_left, pages) = (instance.get_gas_left(), instance.memory_pages());
        let rows = instance.recycle().context("an instance without storage")?.storage;
        Ok(Ran { answer, rows, gas_left, pages })
    }
}

impl Entry {
    fn call(
        self,
        instance: &mut Instance<Addresses, Rows, Asker>,
        arguments: &[Vec<u8>],
    ) -> VmResult<Vec<u8>> {
        let at = |index: usize| arguments.get(index).map(Vec::as_slice).unwrap_or_default();
        match self {
            Self::Instantiate => call_instantiate_raw(instance, at(0), at(1), at(2)),
            Self::Execute => call_execute_raw(instance, at(0), at(1), at(2)),
            Self::Migrate => call_migrate_raw(instance, at(0), at(1)),
            Self::Reply => call_reply_raw(instance, at(0), at(1)),
            Self::Query => call_query_raw(instance, at(0), at(1)),
        }
    }
}
