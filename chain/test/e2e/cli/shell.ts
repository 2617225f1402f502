/** A shell that keeps its variables and functions from one block of commands to the next. */

import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Interface } from "node:readline";
import { createInterface } from "node:readline";

/** What commands did. */
export interface Ran {
  /** The exit status of the last command that failed, 0 if none did. */
  status: number;
  stdout: string;
  stderr: string;
}

/** A bash in a folder. */
export class Shell {
  private readonly work = mkdtempSync(join(tmpdir(), "tributary-shell-"));
  private readonly bash: ChildProcessWithoutNullStreams;
  private readonly lines: Interface;

  constructor(folder: string, env: Record<string, string>) {
    this.bash = spawn("bash", ["--noprofile", "--norc"], { cwd: folder, env: { ...process.env, ...env } });
    this.lines = createInterface(this.bash.stdout);
    this.bash.stdin.write("set -o pipefail\ntrap 'failed=$?' ERR\n");
  }

  /** Runs commands until the end, also behind one that failed. */
  async run(commands: string): Promise<Ran> {
    const file = (name: string): string => join(this.work, name);
    writeFileSync(file("commands"), `${commands}\n`);
    this.bash.stdin.write(
      `failed=0; source '${file("commands")}' >'${file("out")}' 2>'${file("err")}' </dev/null; echo "status $failed"\n`,
    );
    const status = await this.status();
    return { status, stdout: readFileSync(file("out"), "utf8"), stderr: readFileSync(file("err"), "utf8") };
  }

  /** What a variable holds, empty if it is not set. */
  async variable(name: string): Promise<string> {
    return (await this.run(`printf '%s' "\${${name}:-}"`)).stdout;
  }

  close(): void {
    this.bash.stdin.end();
    rmSync(this.work, { recursive: true, force: true });
  }

  private status(): Promise<number> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error("the shell ended"));
      this.bash.once("exit", ended);
      this.lines.once("line", (line) => {
        this.bash.off("exit", ended);
        resolve(Number(/^status (\d+)$/.exec(line)?.[1] ?? 1));
      });
    });
  }
}
