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
  /** What its jobs have in common in their metadata, and nothing else has: letters and digits. */
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
  /** Marks of those that could not be written: this window alone knows of them. */
  private readonly unwritten = new Set<string>();
  private isTidied = false;

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
      const text = await this.texts.read(name);
      const begun = parse(text);
      if (!this.isTidied) await this.tidy();
      if (begun !== null && this.isCurrent(begun.at))
        return { ...begun, created: await this.createdOf(name, begun.mark) };
      if (text !== null) await this.texts.remove(name);
      return null;
    });
  }

  /** @returns false: another window has begun it meanwhile */
  async begin(key: string, sweep: BegunSweep): Promise<boolean> {
    const text = JSON.stringify({ ...sweep, at: this.now });
    this.unwritten.add(sweep.mark);
    return this.attempt(true, async () => {
      const isFirst = await this.texts.add(await nameOfKey(key), text);
      this.unwritten.delete(sweep.mark);
      return isFirst;
    });
  }

  /** @param place of the job in the sweep */
  async keep(key: string, mark: string, place: number, job: string): Promise<void> {
    await this.attempt(true, async () =>
      this.texts.add(jobName(await nameOfKey(key), mark, place), JSON.stringify({ job })),
    );
  }

  /** The id of the job at a place; null: it was not created, or the sweep has come to its end. */
  async jobAt(key: string, mark: string, place: number): Promise<string | null> {
    return this.attempt(null, async () => this.read(jobName(await nameOfKey(key), mark, place)));
  }

  /** False: another window has brought it to its end, or has begun it again. */
  async isUnderWay(key: string, mark: string): Promise<boolean> {
    if (this.unwritten.has(mark)) return true;
    return this.attempt(true, async () => parse(await this.texts.read(await nameOfKey(key)))?.mark === mark);
  }

  /** Nothing of it is left to be created. One that was begun since under the same key stays. */
  async end(key: string, mark: string): Promise<void> {
    await this.attempt(undefined, async () => {
      const name = await nameOfKey(key);
      // Itself first: as long as it is under way, what is known of its jobs is complete.
      if (parse(await this.texts.read(name))?.mark === mark) await this.texts.remove(name);
      for (const each of await this.namesOf(name, mark)) await this.texts.remove(each);
    });
  }

  private async createdOf(name: string, mark: string): Promise<ReadonlyMap<number, string>> {
    const created = new Map<number, string>();
    for (const each of await this.namesOf(name, mark)) {
      const place = Number(each.slice(jobName(name, mark, '').length));
      const job = await this.read(each);
      if (job !== null && each === jobName(name, mark, place)) created.set(place, job);
    }
    return created;
  }

  /** The id of a job; null: there is none. */
  private async read(name: string): Promise<string | null> {
    return Created.safeParse(parseText(await this.texts.read(name))).data?.job ?? null;
  }

  /** Of its jobs. */
  private async namesOf(name: string, mark: string): Promise<readonly string[]> {
    return (await this.texts.names()).filter((each) => each.startsWith(jobName(name, mark, '')));
  }

  /** Once, removes sweeps that are too old to be gone on with, and the jobs of those that are no more. */
  private async tidy(): Promise<void> {
    this.isTidied = true;
    for (const each of await this.texts.names()) {
      const [name = '', mark] = each.split('.');
      const begun = parse(await this.texts.read(name));
      const isOver = mark === undefined ? begun !== null && !this.isCurrent(begun.at) : begun?.mark !== mark;
      if (isOver) await this.texts.remove(each);
    }
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

function jobName(name: string, mark: string, place: number | ''): string {
  return `${name}.${mark}.${String(place)}`;
}

/** Null: it is no sweep. */
function parse(text: string | null): z.infer<typeof Begun> | null {
  return Begun.safeParse(parseText(text)).data ?? null;
}
