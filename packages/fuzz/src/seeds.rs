//! Calls of a random run as first bytes for `entry_points`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::scene::Scene;

/// Writes them into a folder, one file a message.
///
/// # Errors
/// If the network does not do what it should, or the folder cannot be written.
pub fn write(folder: &Path) -> Result<()> {
    let mut calls: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    Scene::new(|scene, call| {
        if let Some(bytes) = scene.bytes_of(call) {
            calls.insert(call.name(), bytes);
        }
    })?;
    fs::create_dir_all(folder)?;
    for (name, bytes) in &calls {
        fs::write(folder.join(name), bytes)?;
    }
    println!("{} messages", calls.len());
    Ok(())
}
