import type { DialectId } from '../connection';
import type { Dialect } from './dialect';
import { local } from './local';
import { openai } from './openai';

/** Every dialect there is. A new provider is a file beside this one and a line here. */
export const dialects: Readonly<Record<DialectId, Dialect>> = {
  openai,
  azure: openai,
  together: openai,
  mistral: openai,
  fireworks: openai,
  llmariner: openai,
  localai: openai,
  legacy: openai,
  local,
};
