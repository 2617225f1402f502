//! Refuses wasm that the oldest targeted chains would not take: `inspect-wasm CEILINGS FILE...`.
//!
//! A contract must validate as WebAssembly 1.0 without floating point numbers, so it has no instruction of a later
//! proposal; it must speak the interface of cosmwasm-std 2, ask for no capability that a CosmWasm 2.0 chain lacks,
//! be no IBC application, and keep to its committed size.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use wasmparser::{BinaryReader, Encoding, Parser, Payload, Validator, WasmFeatures};

const INTERFACE: &str = "interface_version_8";
const ENTRY_POINTS: [&str; 4] = ["instantiate", "execute", "query", "migrate"];
const REQUIRED_EXPORTS: [&str; 4] = [INTERFACE, "allocate", "deallocate", "instantiate"];
const CAPABILITIES: [&str; 6] =
    ["iterator", "cosmwasm_1_1", "cosmwasm_1_2", "cosmwasm_1_3", "cosmwasm_1_4", "cosmwasm_2_0"];
/// Features a compiler may announce: without these bytes in the code there is nothing to refuse.
const HARMLESS_TARGET_FEATURES: [&str; 1] = ["mutable-globals"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((ceilings, files)) = arguments.split_first().filter(|(_, files)| !files.is_empty()) else {
        eprintln!("usage: inspect-wasm CEILINGS FILE...");
        return ExitCode::from(2);
    };
    match inspect_all(ceilings, files) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(faults) => {
            eprintln!("{faults} fault(s) found");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Prints a line for each file and answers how many faults there are.
fn inspect_all(ceilings: &str, files: &[String]) -> Result<usize, Box<dyn Error>> {
    let ceilings = Ceilings::parse(&fs::read_to_string(ceilings).map_err(|e| format!("{ceilings}: {e}"))?)?;
    let mut faults = 0;
    println!("{:<36} {:>8} {:>8}  entry points; capabilities", "contract", "bytes", "ceiling");
    for file in files {
        let wasm = fs::read(file).map_err(|e| format!("{file}: {e}"))?;
        let name = Path::new(file).file_name().map_or(file.clone(), |n| n.to_string_lossy().into_owned());
        let contract = Contract::read(&wasm);
        let ceiling = ceilings.of(&name);
        println!("{name:<36} {:>8} {ceiling:>8}  {}", wasm.len(), contract.summary());
        let mut found = contract.faults;
        if wasm.len() > ceiling {
            found.push(format!("{} bytes are more than its ceiling of {ceiling}", wasm.len()));
        }
        for fault in &found {
            eprintln!("{name}: {fault}");
        }
        faults += found.len();
    }
    Ok(faults)
}

/// Largest sizes by file name.
struct Ceilings {
    default: usize,
    by_name: BTreeMap<String, usize>,
}

impl Ceilings {
    fn parse(text: &str) -> Result<Self, Box<dyn Error>> {
        let mut by_name = BTreeMap::new();
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            match line.split_whitespace().collect::<Vec<_>>()[..] {
                [] => {}
                [name, bytes] => {
                    let bytes =
                        bytes.parse().map_err(|_| format!("ceiling of {name} is no number: {bytes}"))?;
                    by_name.insert(name.to_string(), bytes);
                }
                _ => return Err(format!("not a name and a number: {line}").into()),
            }
        }
        let default = by_name.remove("default").ok_or("the ceilings have no line `default`")?;
        Ok(Self { default, by_name })
    }

    fn of(&self, name: &str) -> usize {
        self.by_name.get(name).copied().unwrap_or(self.default)
    }
}

/// What a file exports, and what is wrong with it.
#[derive(Default)]
struct Contract {
    exports: Vec<String>,
    faults: Vec<String>,
}

impl Contract {
    fn read(wasm: &[u8]) -> Self {
        let mut contract = Self::default();
        let features = WasmFeatures::MVP.difference(WasmFeatures::FLOATS);
        if let Err(error) = Validator::new_with_features(features).validate_all(wasm) {
            contract.faults.push(format!("not WebAssembly 1.0 without floats: {error}"));
        }
        if let Err(error) = contract.read_sections(wasm) {
            contract.faults.push(format!("unreadable: {error}"));
        }
        contract.judge_exports();
        contract
    }

    fn read_sections(&mut self, wasm: &[u8]) -> Result<(), wasmparser::BinaryReaderError> {
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::Version { encoding: Encoding::Component, .. } => {
                    self.faults.push("a component, not a module".to_string());
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        self.exports.push(export?.name.to_string());
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        if import.module != "env" {
                            self.faults.push(format!("imports {}.{}", import.module, import.name));
                        }
                    }
                }
                Payload::CustomSection(section) if section.name() == "target_features" => {
                    self.judge_target_features(section.data())?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The section lists pairs of a sign (`+` used, `-` forbidden) and a feature's name.
    fn judge_target_features(&mut self, data: &[u8]) -> Result<(), wasmparser::BinaryReaderError> {
        let mut reader = BinaryReader::new(data, 0);
        for _ in 0..reader.read_var_u32()? {
            let sign = reader.read_u8()?;
            let name = reader.read_string()?;
            if sign != b'-' && !HARMLESS_TARGET_FEATURES.contains(&name) {
                self.faults.push(format!("announces the feature {name}"));
            }
        }
        Ok(())
    }

    fn judge_exports(&mut self) {
        for required in REQUIRED_EXPORTS {
            if !self.exports.iter().any(|export| export == required) {
                self.faults.push(format!("does not export {required}"));
            }
        }
        for export in &self.exports {
            let other_interface = export.starts_with("interface_version_") && export != INTERFACE;
            if other_interface || export.starts_with("ibc") {
                self.faults.push(format!("exports {export}"));
            }
        }
        for capability in self.capabilities() {
            if !CAPABILITIES.contains(&capability.as_str()) {
                self.faults.push(format!("requires the capability {capability}"));
            }
        }
    }

    fn capabilities(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .exports
            .iter()
            .filter_map(|export| export.strip_prefix("requires_"))
            .map(str::to_string)
            .collect();
        names.sort();
        names
    }

    fn summary(&self) -> String {
        let entry_points: Vec<&str> = ENTRY_POINTS
            .into_iter()
            .chain(["reply", "sudo"])
            .filter(|e| self.exports.iter().any(|x| x == e))
            .collect();
        format!("{}; {}", entry_points.join(" "), self.capabilities().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one memory and one function of this body, exported under each of the names.
    fn module(body: &[u8], exports: &[&str]) -> Vec<u8> {
        let mut entries = vec![exports.len() as u8];
        for name in exports {
            entries.push(name.len() as u8);
            entries.extend(name.as_bytes());
            entries.extend([0, 0]);
        }
        let mut code = vec![1, body.len() as u8 + 2, 0];
        code.extend(body);
        code.push(0x0b);

        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let sections =
            [(1, vec![1, 0x60, 0, 0]), (3, vec![1, 0]), (5, vec![1, 0, 1]), (7, entries), (10, code)];
        for (id, content) in sections {
            wasm.extend([id, content.len() as u8]);
            wasm.extend(content);
        }
        wasm
    }

    fn faults(body: &[u8], more_exports: &[&str]) -> Vec<String> {
        Contract::read(&module(body, &[&REQUIRED_EXPORTS, more_exports].concat())).faults
    }

    fn assert_fault(faults: &[String], words: &str) {
        assert!(matches!(faults, [fault] if fault.contains(words)), "{faults:?}");
    }

    #[test]
    fn a_plain_contract_passes() {
        assert_eq!(faults(&[], &["requires_iterator", "requires_cosmwasm_2_0"]), Vec::<String>::new());
    }

    #[test]
    fn floats_are_refused() {
        let f32_const_drop = [0x43, 0, 0, 0, 0, 0x1a];
        assert_fault(&faults(&f32_const_drop, &[]), "floating-point");
    }

    #[test]
    fn sign_extension_is_refused() {
        let i32_extend8_s = [0x41, 0, 0xc0, 0x1a];
        assert_fault(&faults(&i32_extend8_s, &[]), "sign extension");
    }

    #[test]
    fn bulk_memory_is_refused() {
        let memory_copy = [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0a, 0, 0];
        assert_fault(&faults(&memory_copy, &[]), "bulk memory");
    }

    #[test]
    fn reference_types_are_refused() {
        let ref_null_func_drop = [0xd0, 0x70, 0x1a];
        assert_fault(&faults(&ref_null_func_drop, &[]), "reference types");
    }

    #[test]
    fn ibc_and_later_capabilities_are_refused() {
        assert_fault(&faults(&[], &["ibc_channel_open"]), "ibc_channel_open");
        assert_fault(&faults(&[], &["requires_cosmwasm_2_1"]), "cosmwasm_2_1");
        assert_fault(&faults(&[], &["requires_staking"]), "staking");
    }

    #[test]
    fn another_interface_is_refused() {
        assert_eq!(Contract::read(&module(&[], &["interface_version_9"])).faults.len(), 5);
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        assert!(!Contract::read(b"not wasm").faults.is_empty());
    }

    #[test]
    fn announced_features_are_refused() {
        let mut wasm = module(&[], &REQUIRED_EXPORTS);
        let mut section = vec![15];
        section.extend(b"target_features");
        section.extend([2, b'+', 15]);
        section.extend(b"mutable-globals");
        section.extend([b'+', 4]);
        section.extend(b"simd");
        wasm.extend([0, section.len() as u8]);
        wasm.extend(section);
        assert_fault(&Contract::read(&wasm).faults, "simd");
    }

    #[test]
    fn ceilings_are_by_name_or_default() {
        let ceilings = Ceilings::parse("# comment\n\ndefault 10\nbig.wasm 20\n").unwrap();
        assert_eq!((ceilings.of("small.wasm"), ceilings.of("big.wasm")), (10, 20));
        assert!(Ceilings::parse("big.wasm 20").is_err());
        assert!(Ceilings::parse("default ten").is_err());
    }
}
