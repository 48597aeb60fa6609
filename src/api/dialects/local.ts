import { type Dialect } from './dialect';
import { openai } from './openai';

/** The engine that comes with the extension: OpenAI's wire, a tiny model. */
export const local: Dialect = {
  ...openai,
  id: 'local',
  title: 'Local engine',
  defaultBaseUrl: null,
  capabilities: {
    ...openai.capabilities,
    deleteJob: 'The local engine keeps every job.',
    price: 'Local training is free.',
  },
  methods: ['supervised', 'dpo'],
};
