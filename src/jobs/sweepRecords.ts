import * as z from 'zod/mini';
import type { Clock } from '../api/clock';
import { nameOfKey, parseText, type SharedTexts } from './sharedTexts';

/** Seconds after which a sweep that was not finished is forgotten: nobody goes on with it. */
const maxAge = 86_400;

const id = z.nullable(z.string());
const Begun = z.object({ mark: z.string(), at: z.number(), trainingFile: id, validationFile: id });
const Created = z.object({ job: z.string() });

/** A sweep of which the creation began. */
export interface BegunSweep {
  /** What its jobs have in common in their metadata. */
  readonly mark: string;
  /** Ids of the files that were uploaded for it; null: its files were there before. */
  readonly trainingFile: string | null;
  readonly validationFile: string | null;
}

/** One that did not come to its end, or that another window is creating. */
export interface UnfinishedSweep extends BegunSweep {
  /** Unix seconds at which it began. */
  readonly at: number;
  /** Ids of its jobs, by their places in it. */
  readonly created: ReadonlyMap<number, string>;
}

/**
 * How far the sweeps came whose creation has not ended, in all windows: a text each, and one for each of their jobs, which
 * are added and never written over. No method rejects: what cannot be kept is recorded, and the sweep goes on.
 */
export class SweepRecords {
  /** @param record notes what went wrong */
  constructor(
    private readonly texts: SharedTexts,
    private readonly clock: Clock,
    private readonly record: (error: unknown) => void,
  ) {}

  /** @param key the same for the same sweep. Null: there is none, or it has come to its end. */
  async find(key: string): Promise<UnfinishedSweep | null> {
    return this.attempt(null, async () => {
      const name = await nameOfKey(key);
      const begun = Begun.safeParse(parseText(await this.texts.read(name)));
      if (begun.success && this.isCurrent(begun.data.at))
        return { ...begun.data, created: await this.createdOf(name) };
      await this.forget(name);
      return null;
    });
  }

  /** @returns false: another window has begun it meanwhile */
  async begin(key: string, sweep: BegunSweep): Promise<boolean> {
    const text = JSON.stringify({ ...sweep, at: this.now });
    return this.attempt(true, async () => this.texts.add(await nameOfKey(key), text));
  }

  /** @param place of the job in the sweep */
  async keep(key: string, place: number, job: string): Promise<void> {
    await this.attempt(true, async () =>
      this.texts.add(jobName(await nameOfKey(key), place), JSON.stringify({ job })),
    );
  }

  /** Nothing of it is left to be created. */
  async end(key: string): Promise<void> {
    await this.attempt(undefined, async () => this.forget(await nameOfKey(key)));
  }

  private async createdOf(name: string): Promise<ReadonlyMap<number, string>> {
    const created = new Map<number, string>();
    for (const each of await this.namesOf(name)) {
      const place = Number(each.slice(name.length + 1));
      const { data } = Created.safeParse(parseText(await this.texts.read(each)));
      if (data !== undefined && each === jobName(name, place)) created.set(place, data.job);
    }
    return created;
  }

  /** The jobs first: what is left after a failure is still known to be of a sweep. */
  private async forget(name: string): Promise<void> {
    for (const each of await this.namesOf(name)) await this.texts.remove(each);
    await this.texts.remove(name);
  }

  /** Of its jobs. */
  private async namesOf(name: string): Promise<readonly string[]> {
    return (await this.texts.names()).filter((each) => each.startsWith(`${name}.`));
  }

  private async attempt<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.record(error);
      return otherwise;
    }
  }

  private isCurrent(at: number): boolean {
    return Math.abs(this.now - at) <= maxAge;
  }

  private get now(): number {
    return this.clock.now() / 1000;
  }
}

function jobName(name: string, place: number): string {
  return `${name}.${String(place)}`;
}
