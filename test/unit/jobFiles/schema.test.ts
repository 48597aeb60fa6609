import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import manifest from '../../../package.json';
import { jobFileEnding } from '../../../src/jobFiles/jobFile';
import { jobFileSchema } from '../../../src/jobFiles/schema';

const [contributed] = manifest.contributes.jsonValidation;

/** What our own marks say alone: VS Code would mark it a second time, in words that name no field. */
const ours = [
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'misplaced',
];
const ofTheEditor = (key: string, value: unknown) => (ours.includes(key) ? undefined : value);

describe('the schema of job files', () => {
  it('is contributed for files of their ending', () => {
    assert.equal(contributed?.fileMatch, `*${jobFileEnding}`);
  });

  it('is what the code reads', async () => {
    const text = await readFile(new URL(`../../../${contributed?.url ?? ''}`, import.meta.url), 'utf8');
    const { $schema, ...schema } = JSON.parse(text) as Record<string, unknown>;
    assert.equal($schema, 'http://json-schema.org/draft-07/schema#');
    assert.deepEqual(schema, JSON.parse(JSON.stringify(jobFileSchema, ofTheEditor)));
  });
});
