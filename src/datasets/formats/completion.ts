import { at, type Findings, inside } from '../findings';
import type { CheckFor, Format, Row } from './format';
import { checkMessages } from './messages';

/**
 * A text and how it goes on. Source: OpenAI's specification, `FineTuneCompletionRequestInput`. For trainers both may be
 * lists of messages, and there are prompts alone, to which the model is to find answers that are rewarded. Source: TRL's
 * guide to dataset formats, “Prompt-completion” and “Prompt-only” (huggingface.co/docs/trl/dataset_formats).
 */
export const completion: Format = {
  id: 'completion',
  keys: ['prompt', 'completion'],
  methods: ['supervised', 'reinforcement'],
  check(row, found, wanted) {
    const isAlone = wanted.method === 'reinforcement' && row['completion'] === undefined;
    for (const name of isAlone ? ['prompt'] : ['prompt', 'completion']) checkSide(row, name, found, wanted);
  },
};

/** Where the prompt is messages, the completion is too. */
function checkSide(row: Row, name: string, found: Findings, wanted: CheckFor): void {
  if (Array.isArray(row['prompt']) && wanted.only !== 'openai')
    checkMessages(at(row, null, name), found, { offered: null, wanted });
  else found.text(row, null, name);
}

/** A text alone. Source: Together's guide to data preparation, “Generic text”. */
export const text: Format = {
  id: 'text',
  keys: ['text'],
  methods: ['supervised'],
  check(row, found) {
    if (found.text(row, null, 'text')?.trim() === '') found.items({ value: [], path: inside(null, 'text') });
  },
};
