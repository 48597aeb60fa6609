// Lists 100,000 jobs from a server on loopback, side by side with bare fetch and with OpenAI's own client, and weighs
// what the extension keeps of them. Fails where a goal of docs/decisions/0003 is missed.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { ClientName, Report } from './listClient';

const names: readonly ClientName[] = ['fetch + JSON.parse', 'this extension', 'openai, auto-paging'];
/** Processes one after another of each client, and rounds of each: what is compiled how is chance in every one. */
const generations = 3;
const rounds = 8;
/** The first ones are slow: the code is compiled while it runs. */
const warmUps = 2;
const goals = { timesFloor: 1.15, bytesPerJob: 250 };
const expected = 100_000;

/** What a quarter of them stay below: all else that the machine does can only add to a time. */
const lowerQuartile = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 2] ?? NaN;

/** The clients as they ship: bundled, which costs less at every call than modules loaded one by one. */
function bundle(directory: string): string {
  const outfile = join(directory, 'listClient.cjs');
  const entryPoints = [join(__dirname, 'listClient.ts')];
  buildSync({
    entryPoints,
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'es2023',
  });
  return outfile;
}

async function report(client: ChildProcess, what: 'list' | 'keep'): Promise<Report> {
  client.send(what);
  const [said] = (await once(client, 'message')) as [Report]; // what listClient.ts sends
  if (said.jobs !== expected) throw new Error(`${String(said.jobs)} jobs were listed`);
  return said;
}

async function measure(script: string): Promise<void> {
  const server = fork(join(__dirname, 'listServer.ts'), { execArgv: ['--import=tsx'] });
  const [port] = (await once(server, 'message')) as [number]; // what it sends first
  const baseUrl = `http://127.0.0.1:${String(port)}/v1`;
  const start = (name: ClientName) => fork(script, [name, baseUrl], { execArgv: ['--expose-gc'] });

  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let generation = 0; generation < generations; generation++) {
    const clients = names.map((name) => ({ name, process: start(name) }));
    for (let round = -warmUps; round < rounds; round++) {
      for (const client of round % 2 === 0 ? clients : clients.toReversed()) {
        const { cost } = await report(client.process, 'list');
        if (round >= 0) times.get(client.name)?.push(cost);
      }
    }
    for (const client of clients) client.process.disconnect();
  }
  const keeper = start('this extension');
  const bytesPerJob = (await report(keeper, 'keep')).cost / expected;
  keeper.disconnect();
  server.disconnect();

  const timeOf = (name: ClientName) => lowerQuartile(times.get(name) ?? []);
  const ratioOf = (name: ClientName) => timeOf(name) / timeOf('fetch + JSON.parse');
  console.log(
    `${expected.toLocaleString('en')} jobs in 1,000 pages, lower quartile of ${String(generations * rounds)} interleaved rounds`,
  );
  for (const name of names) {
    const milliseconds = `${timeOf(name).toFixed(0)} ms of CPU`;
    console.log(`  ${name.padEnd(22)} ${ratioOf(name).toFixed(2)} ×   ${milliseconds}`);
  }
  console.log(`  kept in memory         ${bytesPerJob.toFixed(0)} bytes a job (${String(expected)} kept)`);

  const missed = [
    ratioOf('this extension') > goals.timesFloor ? `more than ${String(goals.timesFloor)} × the floor` : null,
    ratioOf('this extension') > ratioOf('openai, auto-paging') ? 'slower than the official client' : null,
    bytesPerJob > goals.bytesPerJob ? `more than ${String(goals.bytesPerJob)} bytes a job` : null,
  ].filter((each) => each !== null);
  for (const each of missed) console.log(`  MISSED: ${each}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

const directory = mkdtempSync(join(tmpdir(), 'bench-'));
void measure(bundle(directory)).finally(() => {
  rmSync(directory, { recursive: true });
});
