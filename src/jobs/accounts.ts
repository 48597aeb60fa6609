import type { FineTuningClient } from '../api/client';
import type { Clock } from '../api/clock';
import type { Connection } from '../api/connection';
import { Account, accountId } from './account';
import { Emitter } from './emitter';

/** What outlives the window: `vscode.Memento` has this form. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface AccountsOptions {
  /** Every connection that can be shown, the most natural first. */
  readonly available: () => readonly Connection[];
  readonly connect: (connection: Connection) => Promise<FineTuningClient>;
  readonly memory: Memory;
  readonly clock: Clock;
}

const shownKey = 'shownConnections';

/** Which connections there are, and an account for each that is shown. */
export class Accounts {
  private readonly changes = new Emitter<void>();
  private connections: readonly Connection[] = [];
  private accounts: readonly Account[] = [];
  /** Not on screen, but a page shows a job of theirs. */
  private readonly others = new Map<string, Account>();
  private isFocused = true;

  /** The list of connections or of shown accounts changed. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly options: AccountsOptions) {
    this.reload();
  }

  get available(): readonly Connection[] {
    return this.connections;
  }

  /** The accounts on screen, in the order of the connections. */
  get shown(): readonly Account[] {
    return this.accounts;
  }

  /** The account of this id, also of a connection that is not on screen. */
  find(id: string): Account | undefined {
    const known = this.accounts.find((account) => account.id === id) ?? this.others.get(id);
    if (known !== undefined) return known;
    const connection = this.connections.find((each) => accountId(each) === id);
    if (connection === undefined) return undefined;
    const account = this.open(connection);
    account.isShown = false;
    this.others.set(id, account);
    return account;
  }

  /** Whether the editor's window has the focus: without it the accounts are polled less often. */
  setFocused(isFocused: boolean): void {
    this.isFocused = isFocused;
    for (const account of [...this.accounts, ...this.others.values()]) account.poller.setFocused(isFocused);
  }

  /** Shows exactly the connections of these names. */
  async show(names: readonly string[]): Promise<void> {
    await this.options.memory.update(shownKey, [...names]);
    this.reload();
  }

  /** Reads the connections anew. Accounts whose connection did not change are kept, with all they know. */
  reload(): void {
    this.connections = this.options.available();
    const before = [...this.accounts, ...this.others.values()];
    const reuse = (connection: Connection) =>
      before.find((account) => signature(account.connection) === signature(connection));
    this.accounts = this.shownConnections().map((connection) => reuse(connection) ?? this.open(connection));
    for (const account of this.accounts) account.isShown = true;
    const available = new Set(this.connections.map(signature));
    for (const [id, account] of this.others) {
      if (this.accounts.includes(account) || !available.has(signature(account.connection)))
        this.others.delete(id);
    }
    const kept = new Set([...this.accounts, ...this.others.values()]);
    for (const account of before) if (!kept.has(account)) account.dispose();
    this.changes.fire();
  }

  private open(connection: Connection): Account {
    const account = new Account(connection, () => this.options.connect(connection), this.options.clock);
    account.poller.setFocused(this.isFocused);
    return account;
  }

  private shownConnections(): readonly Connection[] {
    const remembered = this.options.memory.get(shownKey);
    const names = new Set(Array.isArray(remembered) ? remembered : []);
    const shown = this.connections.filter(({ name }) => names.has(name));
    if (shown.length > 0) return shown;
    const [first] = this.connections.filter(isNatural);
    return first === undefined ? [] : [first];
  }

  dispose(): void {
    for (const account of [...this.accounts, ...this.others.values()]) account.dispose();
    this.changes.dispose();
  }
}

function signature(connection: Connection): string {
  return JSON.stringify(connection);
}

/** Shown without having been chosen: not the local engine of the window, which would start a process. */
function isNatural(connection: Connection): boolean {
  return connection.dialect !== 'local' || connection.baseUrl !== undefined;
}

/** The account's id and the job's id in one: see `JobKey` of the protocol. */
export function jobKey(account: Account | Connection, jobId: string): string {
  return `${account instanceof Account ? account.id : accountId(account)}/${jobId}`;
}

/** The two ids of a key. A job's id may contain slashes, an account's cannot. */
export function parseJobKey(key: string): { accountId: string; jobId: string } {
  const slash = key.indexOf('/');
  return { accountId: key.slice(0, slash), jobId: key.slice(slash + 1) };
}
