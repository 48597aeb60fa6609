// A client of list.bench.ts in a process of its own: in a heap that several share, each pays for what another left.
// Arguments: the client's name and the server's base URL. For each message `list` it lists all jobs and says how many,
// and at what CPU time; for `keep`, how many bytes the extension keeps of them.
import { setTimeout } from 'node:timers/promises';
import OpenAI from 'openai';
import { FineTuningClient } from '../src/api/client';
import { openaiOrCompatible } from '../src/api/dialects/openai';
import type { JobSummary } from '../src/api/wire/jobSummary';
import { interned, Interner } from '../src/jobs/summary';

export interface Report {
  readonly jobs: number;
  /** Milliseconds of the processor (the server bounds the time on the clock), or bytes of the heap. */
  readonly cost: number;
}

interface RawPage {
  readonly data: readonly { readonly id: string }[];
  readonly has_more: boolean;
}

const [name = '', baseUrl = ''] = process.argv.slice(2);
const connection = { name: 'bench', dialect: 'openai', baseUrl } as const;
const ours = new FineTuningClient({
  connection,
  dialect: openaiOrCompatible,
  key: () => Promise.resolve('sk-bench'),
  canStreamUploads: true,
});
const official = new OpenAI({ apiKey: 'sk-bench', baseURL: baseUrl });

const lists = {
  'fetch + JSON.parse': async () => {
    let count = 0;
    let after: string | undefined = '';
    while (after !== undefined) {
      const query: string = after === '' ? '' : `&after=${after}`;
      const response = await fetch(`${baseUrl}/fine_tuning/jobs?limit=100${query}`, {
        headers: { authorization: 'Bearer sk-bench' },
      });
      const page = JSON.parse(await response.text()) as RawPage; // unchecked: that is the floor
      count += page.data.length;
      after = page.has_more ? page.data.at(-1)?.id : undefined;
    }
    return count;
  },
  'this extension': async () => {
    let count = 0;
    for await (const page of ours.jobs.listSummaries().pages()) count += page.items.length;
    return count;
  },
  'openai, auto-paging': async () => {
    let count = 0;
    for await (const job of official.fineTuning.jobs.list({ limit: 100 })) if (job.id !== '') count++;
    return count;
  },
};
export type ClientName = keyof typeof lists;

async function list(): Promise<Report> {
  const start = process.cpuUsage();
  const jobs = await lists[name as ClientName](); // as list.bench.ts names it
  const { user, system } = process.cpuUsage(start);
  return { jobs, cost: (user + system) / 1000 };
}

async function keep(): Promise<Report> {
  for (let time = 0; time < 3; time++) await lists['this extension'](); // what is compiled for it is not of a job
  const before = await heap();
  const interner = new Interner();
  const kept: JobSummary[] = [];
  for await (const job of ours.jobs.listSummaries()) kept.push(interned(job, interner));
  return { cost: (await heap()) - before, jobs: kept.length };
}

/** Bytes. What only waits for an abort, as requests do, is let go of some turns later. */
async function heap(): Promise<number> {
  for (let time = 0; time < 3; time++) {
    global.gc?.();
    await setTimeout(50);
  }
  return process.memoryUsage().heapUsed;
}

process.on('message', (what) => {
  void (what === 'keep' ? keep() : list()).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());
