/** The optimised contracts that `scripts/build-wasm.sh` wrote, checked against the committed checksums. */

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Those of this release. */
const ARTIFACTS = join(ROOT, "artifacts");

/** A contract's code. */
export interface Artifact {
  /** The contract, for example `pool-registry`. */
  name: string;
  wasm: Uint8Array;
  /** SHA-256 in lower-case hex. */
  checksum: string;
}

/** The committed checksum of each contract. */
export function checksums(folder = ARTIFACTS): Map<string, string> {
  const lines = readFileSync(join(folder, "checksums.txt"), "utf8").trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [checksum = "", file = ""] = line.split(/\s+/);
      return [
        file
          .replace(/^(tributary|standard)_/, "")
          .replace(/\.wasm$/, "")
          .replaceAll("_", "-"),
        checksum,
      ];
    }),
  );
}

/**
 * The committed checksum of a contract.
 *
 * @throws when there is no such contract
 */
export function checksumOf(name: string, folder = ARTIFACTS): string {
  const known = checksums(folder);
  const checksum = known.get(name);
  if (checksum === undefined) throw new Error(`there is no contract ${name}; there are ${[...known.keys()].join(", ")}`);
  return checksum;
}

/**
 * Reads a contract's code.
 *
 * @param folder where those of another release are
 * @throws when it was not built, or is not the code whose checksum is committed.
 */
export function artifact(name: string, folder = ARTIFACTS): Artifact {
  const checksum = checksumOf(name, folder);
  const file = join(folder, `${fileName(name)}.wasm`);
  if (!existsSync(file)) throw new Error(`${fileName(name)}.wasm is not built: run scripts/build-wasm.sh`);
  const wasm = readFileSync(file);
  const found = createHash("sha256").update(wasm).digest("hex");
  if (found !== checksum) {
    throw new Error(
      `${fileName(name)}.wasm has the checksum ${found}, ${join(folder, "checksums.txt")} says ${checksum}: run scripts/build-wasm.sh`,
    );
  }
  return { name, wasm, checksum };
}

/** The suite's own, or a standard's as it is published. */
function fileName(contract: string): string {
  return `${contract.startsWith("cw") ? "standard" : "tributary"}_${contract.replaceAll("-", "_")}`;
}
