import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { capabilityTitles } from '../../../src/api/dialects/capabilities';

describe('docs/providers.md', () => {
  it('says what the dialects say', async () => {
    const { document, everyProvider, renderProviders } = await import('../../../scripts/providers.mjs');
    const now = await readFile(document, 'utf8');
    const then = await renderProviders(await everyProvider(), capabilityTitles, now);
    assert.ok(now === then, 'it is out of date: node --import=tsx scripts/providers.mjs');
  });

  it('says who streams, and what a job is created with where one can be', async () => {
    const { document } = await import('../../../scripts/providers.mjs');
    const rows = (await readFile(document, 'utf8')).split('\n').map((line) => line.split(' | '));
    const cellOf = (title: string, id: string) => {
      const at = rows
        .find(([first]) => first?.trim() === '|')
        ?.findIndex((each) => each.includes(`\`${id}\``));
      return rows.find(([first]) => first?.trim() === `| ${title}`)?.[at ?? -1]?.trim();
    };
    const live = ['openai', 'huggingface', 'localai', 'unsloth'];
    assert.deepEqual(
      live.map((id) => cellOf('Live stream on the page', id)),
      ['–', '✓', '✓', '✓'],
    );
    for (const title of ['Methods', 'Hyperparameters', 'Other settings'])
      assert.equal(cellOf(title, 'huggingface'), '–', title);
    assert.equal(cellOf('Methods', 'mistral'), 'supervised');
  });
});
