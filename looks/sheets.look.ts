// Contact sheets to look at, in .vscode-test/looks/: each page at four widths, in each theme.
// With LOOK=failed-light only those whose names begin so.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, root } from '../scripts/lib/paths.mjs';
import type { OpenOptions } from '../test/support/browserPage';
import { eventually } from '../test/support/eventually';
import type { Learned } from '../test/support/extensionSide';
import { OpenPage } from '../test/support/openPage';
import { OpenRows } from '../test/support/openRows';
import { done, OpenTry, streaming } from '../test/support/openTry';
import { PageHarness } from '../test/support/pageHarness';
import { recorded } from '../test/support/recorded';
import * as snapshots from '../test/support/snapshots';
import { type ThemeName, themes } from '../test/support/themes';

const { compare, events, runEvents, show } = snapshots;
const folder = join(cacheFolder, 'looks');
const widths = [350, 600, 1000, 1600];
/** Pixels: three pages stand beside each other, and the widest below. */
const height = 950;
const sheetWidth = 1_970;

/** Brings a page to what is looked at. */
type Part = (open: OpenPage) => Promise<void>;

const tabs = ['Metrics', 'Events', 'Checkpoints', 'Data', 'Details', 'JSON'] as const;

function tabsOf(messages: readonly Learned[], key: string): Record<string, Part> {
  const parts = tabs.map((tab): [string, Part] => [
    tab,
    async (open) => {
      await open.send(...messages);
      if (tab !== 'Metrics') await open.openTab(tab);
      if (tab === 'JSON') await open.send({ type: 'raw', job: key, part: 'job', text: await exampleJson() });
      if (tab !== 'Data') return;
      for (const { fileId } of await open.sentOf('preview'))
        await open.send({ type: 'preview', job: key, fileId, preview: await examplePreview() });
    },
  ]);
  return Object.fromEntries(parts);
}

/** A long run: 50 epochs, 3,000 events, a checkpoint an epoch, long names. */
function longRun(): Learned[] {
  const running = snapshots.runningSnapshot(2_950);
  const epochs = 50;
  const snapshot = {
    ...running,
    name: `support-bot-${'with-a-long-name-'.repeat(4)}1`,
    job: { ...running.job, hyperparameters: { ...running.job.hyperparameters, n_epochs: epochs } },
    progress: { step: 2_950, totalSteps: 3_000, fraction: 2_950 / 3_000, finishAt: running.fetchedAt + 80 },
    checkpoints: Array.from({ length: epochs - 1 }, (_, at) => ({
      ...snapshots.succeededSnapshot().checkpoints[0]!,
      id: `ckpt-${String(at)}`,
      step: (at + 1) * 60,
      name: `ft:gpt-4o-mini-2024-07-18:acme:support-bot:ckpt-step-${String((at + 1) * 60)}`,
    })),
  };
  return [show(snapshot), events(snapshot.key, runEvents(2_950, 3_000), 'reset', true)];
}

function comparison(): Learned[] {
  const running = snapshots.runningSnapshot();
  const others = [0.9, 1.1, 1.2].map((_, at) => ({
    ...snapshots.succeededSnapshot(),
    key: `openai/ftjob-${String(at)}`,
    name: `support-bot-${String(at + 2)}`,
    connection: { name: 'OpenAI', kind: 'openai' },
  }));
  return [
    compare(running, ...others, snapshots.failedSnapshot(), recorded('succeeded').snapshot),
    events(running.key, runEvents(380)),
    ...others.map(({ key }, at): Learned => ({
      type: 'resultFile',
      job: key,
      fileId: 'file-result',
      text: snapshots.resultCsv(700 + at * 100),
    })),
    ...recorded('succeeded').messages.filter(({ type }) => type === 'events' || type === 'resultFile'),
  ];
}

function only(messages: readonly Learned[]): Record<string, Part> {
  return { Page: (open) => open.send(...messages) };
}

const running = snapshots.runningSnapshot();
const failed = snapshots.failedSnapshot();
const succeeded = recorded('succeeded');

const pages: Record<string, Record<string, Part>> = {
  running: tabsOf([show(running), events(running.key, runEvents(380), 'reset', true)], running.key),
  failed: tabsOf([show(failed), events(failed.key, runEvents(0))], failed.key),
  succeeded: tabsOf(succeeded.messages, succeeded.snapshot.key),
  long: tabsOf(longRun(), running.key),
  queued: only([show(snapshots.bareSnapshot())]),
  compare: only(comparison()),
};

async function tryOut(open: OpenTry): Promise<void> {
  await open.enter('Where is my parcel? It should have arrived on Tuesday.');
  await open.press('Send');
  await open.answer(0, 'I do not know where it is. You could ask the carrier.', done);
  await open.answer(1, 'I am sorry that it is late! Let me look it up: what is the number', streaming);
}

async function exampleJson(): Promise<string> {
  const text = await readFile(join(root, 'test', 'fixtures', 'engine', 'succeeded.json'), 'utf8');
  return JSON.stringify((JSON.parse(text) as { job: unknown }).job, null, 2);
}

async function examplePreview() {
  const text = await readFile(join(root, 'samples', 'support-bot.jsonl'), 'utf8');
  const lines = text.trim().split('\n');
  return { rows: lines.slice(0, 5), count: lines.length, bytesRead: text.length, isWhole: true };
}

/** A chat with a tool, a preference, and a row in which something is wrong. */
async function exampleRows(): Promise<string> {
  const [chat = ''] = (await readFile(join(root, 'samples', 'support-bot.jsonl'), 'utf8')).split('\n');
  const user = { role: 'user', content: 'Where is order BL-2291?' };
  const made = { name: 'order_status', arguments: '{"order":"BL-2291","fields":["state","carrier"]}' };
  const messages = [
    user,
    { role: 'assistant', tool_calls: [{ id: 'call_1', type: 'function', function: made }] },
    { role: 'tool', tool_call_id: 'call_1', content: '{"state":"shipped","carrier":"DHL"}' },
    { role: 'assistant', content: 'I do not know.', weight: 0 },
    { role: 'assistant', content: 'It was shipped with DHL, and should be there on Friday.' },
  ];
  const tools = [{ type: 'function', function: { name: 'order_status', description: 'Of an order' } }];
  const preference = {
    input: { messages: [user] },
    preferred_output: [
      { role: 'assistant', content: 'It was shipped with DHL: it should be there on Friday.' },
    ],
    non_preferred_output: [{ role: 'assistant', content: 'No idea.' }],
  };
  return [chat, JSON.stringify({ messages, tools }), '{"messages": [oops]}', JSON.stringify(preference)].join(
    '\n',
  );
}

/** The page at each width in one picture. */
async function makeSheet(
  harness: PageHarness,
  name: string,
  show: (options: OpenOptions) => Promise<OpenPage | OpenRows | OpenTry>,
): Promise<void> {
  const shots: string[] = [];
  for (const width of widths) {
    const open = await show({ width, height });
    await open.drawn();
    // On a busy machine the browser may be unable to take one.
    const shot = await eventually(() => open.page.screenshot({ animations: 'disabled' }));
    shots.push(shot.toString('base64'));
    await open.close();
  }
  const sheet = await harness.newPage({ width: sheetWidth, height: 2 * height + 10 });
  const images = shots.map((shot) => `<img src="data:image/png;base64,${shot}">`);
  await sheet.setContent(
    `<body style="margin:0;display:flex;flex-wrap:wrap;gap:10px;background:#808">${images.join('')}`,
  );
  await eventually(() => sheet.screenshot({ path: join(folder, `${name}.png`) }));
  await sheet.context().close();
  console.log(`  ${name}.png`);
}

async function makeSheets(wanted: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const harness = await PageHarness.start();
  const make = async (
    name: string,
    show: (options: OpenOptions) => Promise<OpenPage | OpenRows | OpenTry>,
  ) => {
    if (name.startsWith(wanted)) await makeSheet(harness, name, show);
  };
  try {
    for (const theme of Object.keys(themes) as ThemeName[]) {
      for (const [page, parts] of Object.entries(pages))
        for (const [part, bring] of Object.entries(parts))
          await make(`${page}-${theme}-${part}`, async (options) => {
            const open = new OpenPage((each) => harness.newPage(each));
            await open.reopen({ ...options, theme });
            await bring(open);
            return open;
          });
      await make(`try-${theme}`, async (options) => {
        const open = new OpenTry((each) => harness.newPage(each));
        await open.reopen({ ...options, theme });
        await tryOut(open);
        return open;
      });
      await make(`rows-${theme}`, async (options) => {
        const open = new OpenRows((each) => harness.newPage(each));
        await open.reopen({ ...options, theme });
        await open.show(await exampleRows());
        return open;
      });
    }
  } finally {
    await harness.stop();
  }
}

void makeSheets(process.env['LOOK'] ?? '');
