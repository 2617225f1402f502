// Reads `cargo metadata --no-deps` from standard input; prints `package library` for each crate under contracts/
// or standards/ whose library is a cdylib.
import { readFileSync } from "node:fs";

const { packages, workspace_root: root } = JSON.parse(readFileSync(0, "utf8"));
const separators = /[\\/]/g;
const folders = ["contracts", "standards"].map((folder) => `${root}/${folder}/`.replace(separators, "/"));

for (const { name, manifest_path: manifest, targets } of packages.sort((a, b) => (a.name < b.name ? -1 : 1))) {
  const library = targets.find((target) => target.crate_types.includes("cdylib"));
  if (library && folders.some((folder) => manifest.replace(separators, "/").startsWith(folder))) {
    console.log(name, library.name.replaceAll("-", "_"));
  }
}
