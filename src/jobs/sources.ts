import type { Connection } from '../api/connection';
import { Emitter } from './emitter';
import { sourceId } from './jobKey';
import type { JobSource } from './source';

/** What outlives the window: `vscode.Memento` has this form. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface SourcesOptions {
  /** Every connection that can be shown, the most natural first. */
  readonly available: () => readonly Connection[];
  /** Loads what a source of the connection needs; what comes of it opens the source. */
  readonly prepare: (connection: Connection) => Promise<() => JobSource>;
  /** Whether the person saved it: else it comes from the environment or is the engine of the window. */
  readonly isSaved: (connection: Connection) => boolean;
  readonly memory: Memory;
  /** Hears why a connection that is available cannot be shown: what it needs could not be loaded. */
  readonly onProblem: (error: unknown) => void;
}

const shownKey = 'shownConnections';

/** A connection whose source can be opened at any time. */
interface Prepared {
  readonly connection: Connection;
  readonly open: () => JobSource;
}

interface OpenSource {
  /** What it was opened for: with another one it is opened again. */
  readonly signature: string;
  readonly source: JobSource;
}

/** Which connections there are, and a source of jobs for each that is shown. */
export class Sources {
  private readonly changes = new Emitter<void>();
  private prepared: readonly Prepared[] = [];
  /** The last time that the connections were read: an earlier one that ends after it changes nothing. */
  private reading = Promise.resolve();
  private onScreen: readonly OpenSource[] = [];
  /** Not on screen, but a page shows a job of theirs. By id. */
  private readonly others = new Map<string, OpenSource>();
  private isFocused = true;

  /** The list of connections or of shown sources changed. */
  readonly onDidChange = this.changes.event;

  /** Without any connection until they are read by {@link reload}. */
  constructor(private readonly options: SourcesOptions) {}

  get available(): readonly Connection[] {
    return this.prepared.map(({ connection }) => connection);
  }

  /** The sources on screen, in the order of the connections. */
  get shown(): readonly JobSource[] {
    return this.onScreen.map(({ source }) => source);
  }

  /** The source of this id, also of a connection that is not on screen. */
  find(id: string): JobSource | undefined {
    const known = this.onScreen.find(({ source }) => source.id === id) ?? this.others.get(id);
    if (known !== undefined) return known.source;
    const prepared = this.prepared.find(({ connection }) => sourceId(connection.name) === id);
    if (prepared === undefined) return undefined;
    const open = this.open(prepared);
    open.source.isShown = false;
    this.others.set(id, open);
    return open.source;
  }

  /** Whether the editor's window has the focus: without it the sources are polled less often. */
  setFocused(isFocused: boolean): void {
    this.isFocused = isFocused;
    for (const { source } of this.all()) source.setFocused(isFocused);
  }

  /** Shows exactly the connections of these names. */
  async show(names: readonly string[]): Promise<void> {
    await this.options.memory.update(shownKey, [...names]);
    await this.reload();
  }

  /** Shows the connection of this name beside those that are on screen. */
  async showAlso(name: string): Promise<void> {
    const names = this.shown.map((source) => source.name);
    if (!names.includes(name)) await this.show([...names, name]);
  }

  /**
   * The connection of this name is about to be removed: nothing of its name comes in its place. Where nothing else was
   * on screen, the person is asked what comes next, unless another connection is saved.
   */
  async forget(name: string): Promise<void> {
    const names = this.shown.map((source) => source.name);
    await this.options.memory.update(
      shownKey,
      names.filter((each) => each !== name),
    );
  }

  /**
   * Reads the connections again. Sources whose connection did not change are kept, with all they know. Never rejects: one
   * for which something could not be loaded is missing, and keeps nobody from what comes next for the others.
   */
  reload(): Promise<void> {
    const reading: Promise<void> = this.prepareAll().then((results) => {
      if (this.reading !== reading) return this.reading;
      this.replace(results.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])));
      const failed = results.find((each) => each.status === 'rejected');
      if (failed !== undefined) this.options.onProblem(failed.reason);
      return undefined;
    });
    this.reading = reading;
    return reading;
  }

  private prepareAll(): Promise<PromiseSettledResult<Prepared>[]> {
    return Promise.allSettled(
      this.options
        .available()
        .map(async (connection) => ({ connection, open: await this.options.prepare(connection) })),
    );
  }

  private replace(prepared: readonly Prepared[]): void {
    this.prepared = prepared;
    const before = this.all();
    const reused = (each: Prepared) =>
      before.find(({ signature }) => signature === signatureOf(each)) ?? this.open(each);
    this.onScreen = this.toShow().map(reused);
    for (const { source } of this.onScreen) source.isShown = true;
    const available = new Set(prepared.map(signatureOf));
    for (const [id, other] of this.others)
      if (this.onScreen.includes(other) || !available.has(other.signature)) this.others.delete(id);
    const kept = new Set(this.all());
    for (const open of before) if (!kept.has(open)) open.source.dispose();
    this.changes.fire();
  }

  private all(): OpenSource[] {
    return [...this.onScreen, ...this.others.values()];
  }

  private open(prepared: Prepared): OpenSource {
    const source = prepared.open();
    source.setFocused(this.isFocused);
    return { signature: signatureOf(prepared), source };
  }

  private toShow(): readonly Prepared[] {
    const remembered = this.options.memory.get(shownKey);
    const names = new Set(Array.isArray(remembered) ? remembered : []);
    const shown = this.prepared.filter(({ connection }) => names.has(connection.name));
    if (shown.length > 0) return shown;
    const isEmptied = Array.isArray(remembered) && remembered.length === 0;
    const [first] = this.prepared
      .filter(({ connection }) => isNatural(connection))
      .filter(({ connection }) => !isEmptied || this.options.isSaved(connection));
    return first === undefined ? [] : [first];
  }

  dispose(): void {
    this.reading = Promise.resolve(); // what is being read comes to nothing
    for (const { source } of this.all()) source.dispose();
    this.changes.dispose();
  }
}

function signatureOf({ connection }: Prepared): string {
  return JSON.stringify(connection);
}

/** Shown without having been chosen: not the local engine of the window, which would start a process. */
function isNatural(connection: Connection): boolean {
  return connection.dialect !== 'local' || connection.baseUrl !== undefined;
}
