import type { Connection, DialectId } from '../connection';
import { azure } from './azure';
import { bedrock } from './bedrock';
import { bedrockCustomization } from './bedrockCustomization';
import type { Dialect } from './dialect';
import { fireworks } from './fireworks';
import { huggingface } from './huggingface';
import { legacy } from './legacy';
import { llmariner } from './llmariner';
import { local } from './local';
import { localai } from './localai';
import { mistral } from './mistral';
import { modelStudio } from './modelStudio';
import { nebius } from './nebius';
import { openaiOrCompatible } from './openai';
import { together } from './together';
import { unsloth } from './unsloth';
import { vertex } from './vertex';

/** Every dialect there is. A new provider is a file beside this one and a line here. */
export const dialects: Readonly<Record<DialectId, Dialect>> = {
  openai: openaiOrCompatible,
  azure,
  together,
  mistral,
  fireworks,
  nebius,
  bedrock,
  'bedrock-customization': bedrockCustomization,
  huggingface,
  vertex,
  llmariner,
  localai,
  unsloth,
  dashscope: modelStudio,
  legacy,
  local,
};

/** What a connection speaks. */
export function dialectOf(connection: Connection): Dialect {
  const dialect = dialects[connection.dialect];
  return dialect.variantOf?.(connection) ?? dialect;
}
