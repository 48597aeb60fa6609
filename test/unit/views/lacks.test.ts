import assert from 'node:assert/strict';
import { lacksOf } from '../../../src/views/lacks';
import { dialects } from '../../support/dialects';

describe('lacksOf', () => {
  it('names what never comes from a provider, by its own sentences', () => {
    const { capabilities } = dialects.llmariner;
    assert.deepEqual(lacksOf(dialects.llmariner), {
      files: capabilities.fileContent,
      events: capabilities.events,
      checkpoints: capabilities.checkpoints,
      metrics: capabilities.metrics,
    });
    assert.deepEqual(lacksOf(dialects.openai), {
      ...{ files: null, events: null, checkpoints: null },
      metrics: null,
    });
  });

  it('lets curves come from whatever reports numbers', () => {
    const without = Object.values(dialects).filter((dialect) => lacksOf(dialect).metrics !== null);
    assert.deepEqual(without.map(({ id }) => id).sort(), ['bedrock-customization', 'llmariner', 'vertex']);
  });
});
