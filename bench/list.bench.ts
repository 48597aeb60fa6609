// Lists 100,000 jobs from a server on loopback, side by side with bare fetch and with OpenAI's own client, and weighs
// what the extension keeps of them. Fails where a goal of docs/decisions/0003 is missed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSync } from 'esbuild';
import OpenAI from 'openai';
import type * as client from '../src/api/client';
import type { JobSummary } from '../src/api/wire/jobSummary';
import type * as summary from '../src/jobs/summary';

const rounds = 11;
const goals = { timesFloor: 1.15, bytesPerJob: 250 };
const expected = 100_000;

interface RawPage {
  readonly data: readonly { readonly id: string }[];
  readonly has_more: boolean;
}

/** Of the processor: the server, a process of its own, bounds the time on the clock. */
const milliseconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;

const median = (values: readonly number[] = []) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** The code as it ships: bundled, which costs less at every call than modules loaded one by one. */
function bundled(): Pick<typeof client, 'FineTuningClient'> & Pick<typeof summary, 'Interner' | 'interned'> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const outfile = join(directory, 'client.cjs');
  const contents = `export { FineTuningClient } from '../src/api/client';
    export { Interner, interned } from '../src/jobs/summary';`;
  const stdin = { contents, resolveDir: __dirname, loader: 'ts' } as const;
  buildSync({
    stdin,
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'es2023',
  });
  try {
    return createRequire(__filename)(outfile) as ReturnType<typeof bundled>; // what the lines above export
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function measure(): Promise<void> {
  const { FineTuningClient, Interner, interned } = bundled();
  const server = fork(join(__dirname, 'listServer.ts'), {
    execArgv: ['--import=tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = (await once(server, 'message')) as [number]; // what it sends first
  const baseUrl = `http://127.0.0.1:${String(port)}/v1`;

  const ours = new FineTuningClient({
    connection: { name: 'bench', dialect: 'openai', baseUrl },
    key: () => Promise.resolve('sk-bench'),
    canStreamUploads: true,
  });
  const official = new OpenAI({ apiKey: 'sk-bench', baseURL: baseUrl });

  const clients: Record<string, () => Promise<number>> = {
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

  const times = new Map(Object.keys(clients).map((name) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, list] of Object.entries(clients)) {
      const start = process.cpuUsage();
      const count = await list();
      if (count !== expected) throw new Error(`${name} listed ${String(count)} jobs`);
      if (round >= 0) times.get(name)?.push(milliseconds(process.cpuUsage(start))); // the first round warms up
    }
  }

  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void; // what the flag just exposed
  const heap = () => {
    collectGarbage();
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  const interner = new Interner();
  const kept: JobSummary[] = [];
  for await (const job of ours.jobs.listSummaries()) kept.push(interned(job, interner));
  const bytesPerJob = (heap() - before) / kept.length;

  server.disconnect();

  // Round by round: what else the machine does passes over all of a round alike.
  const floors = times.get('fetch + JSON.parse') ?? [];
  const ratioOf = (name: string) =>
    median(times.get(name)?.map((time, round) => time / (floors[round] ?? NaN)));
  console.log(
    `${expected.toLocaleString('en')} jobs in 1,000 pages, median of ${String(rounds)} interleaved rounds`,
  );
  for (const name of Object.keys(clients)) {
    console.log(
      `  ${name.padEnd(22)} ${ratioOf(name).toFixed(2)} ×   ${median(times.get(name)).toFixed(0)} ms of CPU`,
    );
  }
  console.log(`  kept in memory         ${bytesPerJob.toFixed(0)} bytes a job (${String(kept.length)} kept)`);

  const missed = [
    ratioOf('this extension') > goals.timesFloor ? `more than ${String(goals.timesFloor)} × the floor` : null,
    ratioOf('this extension') > ratioOf('openai, auto-paging') ? 'slower than the official client' : null,
    bytesPerJob > goals.bytesPerJob ? `more than ${String(goals.bytesPerJob)} bytes a job` : null,
  ].filter((each) => each !== null);
  for (const each of missed) console.log(`  MISSED: ${each}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

void measure();
