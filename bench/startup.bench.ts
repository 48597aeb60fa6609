// What VS Code itself says that the extension costs its start, beside an empty extension that is activated at the
// same moment: both in the real extension host, in VS Codes started one after another.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkbench } from '../test/support/workbench';

const rounds = 5;
const names = ['Fine-Tuning Jobs', 'empty'];
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

async function writeEmptyExtension(folder: string): Promise<string> {
  const extension = join(folder, 'empty');
  await mkdir(extension);
  const manifest = {
    name: 'empty',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    main: './main.js',
    activationEvents: ['onStartupFinished'],
  };
  await writeFile(join(extension, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(extension, 'main.js'), 'exports.activate = () => undefined;');
  return extension;
}

/** Milliseconds to load and activate each extension, by its name: what “Show Running Extensions” lists. */
async function activationTimes(empty: string): Promise<Map<string, number>> {
  const workbench = await openWorkbench({
    moreExtensions: [empty],
    viewport: { width: 1280, height: 3000 }, // all rows at once: the list makes only those that are seen
  });
  try {
    await workbench.runCommand('Developer: Show Running Extensions');
    const rows = workbench.page.locator('.runtime-extensions-editor .monaco-list-row');
    await rows
      .filter({ hasText: 'Fine-Tuning' })
      .filter({ hasText: /Activation.*\d+ms/ })
      .waitFor();
    await rows
      .filter({ hasText: 'empty' })
      .filter({ hasText: /Activation.*\d+ms/ })
      .waitFor();
    const texts = await rows.allInnerTexts();
    return new Map(
      names.map((name) => {
        const text = texts.find((each) => each.includes(name)) ?? '';
        return [name, Number(/(\d+)ms/.exec(text)?.[1] ?? NaN)];
      }),
    );
  } finally {
    await workbench.close();
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const empty = await writeEmptyExtension(folder);
    const measured: Map<string, number>[] = [];
    for (let round = 0; round < rounds; round++) measured.push(await activationTimes(empty));
    const of = (name: string) => median(measured.map((times) => times.get(name) ?? NaN));
    console.log(
      `loading and activating in VS Code: ${of('Fine-Tuning Jobs')} ms, an empty extension ${of('empty')} ms (median of ${rounds})`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

void main().then(() => process.exit());
