import * as z from 'zod/mini';
import { clipped } from '../shared/format';
import type { JobKey } from '../shared/protocol';
import type { KeptTry } from '../shared/tryProtocol';
import type { Memory } from './sources';

const memoryKey = 'keptTries';
/** Prompts that are kept of one job, and of all; the oldest go. */
const maxOfJob = 10;
const maxOfAll = 100;
/** Characters of each text: a report is read, and the memory is small. */
const maxLength = 4_000;

const text = z.string();
const Kept = z.array(
  z.object({
    job: text,
    kept: z.object({
      at: z.number(),
      system: text,
      earlier: z.array(z.object({ role: text, content: text })),
      prompt: text,
      temperature: z.nullable(z.number()),
      maxTokens: z.nullable(z.number()),
      expected: z.nullable(text),
      answers: z.array(z.object({ model: text, text })),
    }),
  }),
);

/** Answers of models that a person wants in the report of a job. */
export class KeptTries {
  constructor(private readonly memory: Memory) {}

  /** Oldest first. */
  of(job: JobKey): readonly KeptTry[] {
    return this.all().flatMap((each) => (each.job === job ? [each.kept] : []));
  }

  async keep(job: JobKey, kept: KeptTry): Promise<void> {
    const all = this.all();
    const own = all.filter((each) => each.job === job);
    const [oldest] = own;
    const others = own.length < maxOfJob ? all : all.filter((each) => each !== oldest);
    await this.memory.update(memoryKey, [...others, { job, kept: shortened(kept) }].slice(-maxOfAll));
  }

  private all(): z.infer<typeof Kept> {
    return Kept.safeParse(this.memory.get(memoryKey)).data ?? [];
  }
}

/** The earlier messages are in the file: their number is enough, as the report has it. */
function shortened(kept: KeptTry): KeptTry {
  const { answers, earlier, expected, prompt, system } = kept;
  return {
    ...kept,
    system: clipped(system, maxLength),
    earlier: earlier.map(({ role }) => ({ role, content: '' })),
    prompt: clipped(prompt, maxLength),
    expected: expected === null ? null : clipped(expected, maxLength),
    answers: answers.map(({ model, text: answer }) => ({ model, text: clipped(answer, maxLength) })),
  };
}
