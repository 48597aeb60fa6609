import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { t } from '@vscode/l10n';
import { EngineError } from '../platform/engineError';
import type { EngineAddress } from '../platform/host';

export interface EngineChildOptions {
  /** The engine's bundle. */
  readonly script: string;
  readonly dataDir: string;
  readonly log: (line: string) => void;
}

/** How long a stopping engine may take to write its data, in milliseconds. */
const stopTimeoutMs = 5_000;
/** Lines of its error output that are shown when it cannot start. */
const maxErrorLines = 20;

/** The engine's process, from its start to its end. */
export class EngineChild {
  /** Resolves when it prints its address and key; rejects with its error output if it ends before. */
  readonly address: Promise<EngineAddress>;
  /** Resolves when it has ended, also where it could not even begin. Never rejects. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private readonly errorLines: string[] = [];

  constructor({ script, dataDir, log }: EngineChildOptions) {
    const args = ['--port', '0', '--data-dir', dataDir, '--parent-pid', String(process.pid)];
    this.child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    this.child.on('error', (error) => {
      this.errorLines.push(error.message);
    });
    this.ended = new Promise((resolve) => {
      // `close` also follows a failed start, where there is no `exit`; before it all lines have come.
      this.child.once('close', (code, signal) => {
        log(`the engine ended (${signal ?? `code ${String(code)}`})`);
        resolve();
      });
    });
    this.address = this.readAddress(log);
  }

  /** Requests that it stops; kills it if it does not. */
  async end(): Promise<void> {
    const force = setTimeout(() => this.child.kill('SIGKILL'), stopTimeoutMs);
    this.kill();
    await this.ended;
    clearTimeout(force);
  }

  /** Requests that it stops, without waiting for it. */
  kill(): void {
    this.child.kill('SIGTERM');
  }

  private readAddress(log: (line: string) => void): Promise<EngineAddress> {
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new EngineError(t('The local engine has no output'));
    createInterface(stderr).on('line', (line) => {
      if (this.errorLines.length < maxErrorLines) this.errorLines.push(line);
      log(line);
    });
    return new Promise((resolve, reject) => {
      let baseUrl: string | undefined;
      createInterface(stdout).on('line', (line) => {
        const [, address] = /^listening on (\S+)$/.exec(line) ?? [];
        const [, apiKey] = /^API key: (\S+)$/.exec(line) ?? [];
        if (apiKey === undefined) log(line);
        baseUrl ??= address;
        if (baseUrl !== undefined && apiKey !== undefined) resolve({ baseUrl, apiKey });
      });
      void this.ended.then(() => {
        const reason = this.errorLines.join(' ') || t('it ended at once');
        reject(new EngineError(t('The local engine could not start: {0}', reason)));
      });
    });
  }
}
