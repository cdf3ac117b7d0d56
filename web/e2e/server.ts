import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const binary = resolve(process.env.ECHO_BIN ?? join(import.meta.dirname, "../../bin/echod"));
const startWithinMs = 20_000;

/** Where Echo runs already, as services apart (`make e2e-apart`); its processes are not the tests'. */
export const cluster = process.env.ECHO_CLUSTER_URL;

/** The real program on a free port with a data folder of its own. */
export class EchoServer {
  private process: ChildProcess | null = null;
  private log = "";

  private constructor(
    private readonly port: number,
    readonly dataDir: string,
    private readonly flags: string[],
    readonly url = `http://localhost:${port}`,
  ) {}

  /** The cluster, or a server of one's own with demo data. */
  static async any(): Promise<EchoServer> {
    return cluster ? new EchoServer(0, "", [], cluster) : EchoServer.start("--demo");
  }

  static async start(...flags: string[]): Promise<EchoServer> {
    const dataDir = await mkdtemp(join(tmpdir(), "echo-e2e-"));
    const server = new EchoServer(await freePort(), dataDir, flags);
    await server.run();
    return server;
  }

  /** Starts the program behind something that listens on another port, which it is told is its own address. */
  static async startBehind(frontPort: number, port: number, ...flags: string[]): Promise<EchoServer> {
    const server = new EchoServer(
      port,
      await mkdtemp(join(tmpdir(), "echo-e2e-")),
      flags,
      `http://localhost:${frontPort}`,
    );
    await server.run();
    return server;
  }

  /** Starts the program (again) on the same port and data, and waits until it answers. */
  async run() {
    const child = spawn(binary, ["serve", ...this.flags], {
      env: {
        ...withoutSettings(process.env),
        ECHO_LISTEN: `127.0.0.1:${this.port}`,
        ECHO_PUBLIC_URL: this.url,
        ECHO_DATA_DIR: this.dataDir,
        // Every browser of every test comes from this one address.
        ECHO_LIMIT_ANONYMOUS: "off",
        ECHO_LIMIT_AUTH: "off",
        ECHO_LIMIT_USER: "off",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout?.on("data", (text) => this.note(text));
    child.stderr?.on("data", (text) => this.note(text));
    this.process = child;

    const deadline = Date.now() + startWithinMs;
    while (!(await this.isReady())) {
      if (child.exitCode !== null) throw new Error(`${binary} ended with ${child.exitCode}:\n${this.log}`);
      if (Date.now() > deadline) throw new Error(`${binary} does not answer on port ${this.port}:\n${this.log}`);
      await pause(25);
    }
  }

  /** Ends the program the hard way, with no chance to finish anything. */
  async kill() {
    if (!this.dataDir) throw new Error("this server is not ours to end");
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async stop() {
    if (!this.dataDir) return;
    await this.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async isReady() {
    return fetch(`http://127.0.0.1:${this.port}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  }

  private note(text: string) {
    this.log = (this.log + text).slice(-8000);
  }
}

// The program refuses settings it does not know, and those of the person who runs the tests are none of its business.
const withoutSettings = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("ECHO_")));

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || !address) throw new Error("no free port");
  return address.port;
}
