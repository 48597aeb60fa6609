import { inside } from '../findings';
import type { Format } from './format';

/** A text and how it goes on. Source: OpenAI's specification, `FineTuneCompletionRequestInput`. */
export const completion: Format = {
  id: 'completion',
  keys: ['prompt', 'completion'],
  methods: ['supervised'],
  check(row, found) {
    found.text(row, null, 'prompt');
    found.text(row, null, 'completion');
  },
};

/** A text alone. Source: Together's guide to data preparation, “Generic text”. */
export const text: Format = {
  id: 'text',
  keys: ['text'],
  methods: ['supervised'],
  check(row, found) {
    if (found.text(row, null, 'text')?.trim() === '') found.items({ value: [], path: inside(null, 'text') });
  },
};
