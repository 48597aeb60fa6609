import assert from 'node:assert/strict';
import { kindOf } from '../../../src/commands/connections/kindOf';

describe('what stands beside the name of a connection', () => {
  it('is what it speaks, unless that is its name', () => {
    const kinds = [
      { name: 'Work', dialect: 'openai' },
      { name: 'Local engine', dialect: 'local' },
      { name: 'Engine', dialect: 'local' },
    ] as const;
    assert.deepEqual(kinds.map(kindOf), ['OpenAI or compatible', '', 'Local engine']);
  });
});
