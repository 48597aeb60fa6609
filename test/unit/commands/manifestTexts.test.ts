import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';

describe('the texts of the manifest', () => {
  it('are all there, and none is left over', async () => {
    const manifest = await readFile(join(root, 'package.json'), 'utf8');
    const texts = JSON.parse(await readFile(join(root, 'package.nls.json'), 'utf8')) as Record<
      string,
      string
    >;
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  it('are all that people see of it', async () => {
    const { contributes } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      contributes: { commands: { command: string; title: string }[] };
    };
    for (const { command, title } of contributes.commands) assert.match(title, /^%.+%$/, command);
  });
});
