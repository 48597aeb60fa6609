import type { Connection, DialectId } from '../../src/api/connection';
import { azure } from '../../src/api/dialects/azure';
import { bedrock } from '../../src/api/dialects/bedrock';
import { bedrockCustomization } from '../../src/api/dialects/bedrockCustomization';
import type { Dialect } from '../../src/api/dialects/dialect';
import { fireworks } from '../../src/api/dialects/fireworks';
import { huggingface } from '../../src/api/dialects/huggingface';
import { legacy } from '../../src/api/dialects/legacy';
import { llmariner } from '../../src/api/dialects/llmariner';
import { local } from '../../src/api/dialects/local';
import { localai } from '../../src/api/dialects/localai';
import { mistral } from '../../src/api/dialects/mistral';
import { modelStudio } from '../../src/api/dialects/modelStudio';
import { nebius } from '../../src/api/dialects/nebius';
import { openaiOrCompatible } from '../../src/api/dialects/openai';
import { together } from '../../src/api/dialects/together';
import { unsloth } from '../../src/api/dialects/unsloth';
import { vertex } from '../../src/api/dialects/vertex';

/** Every dialect at once, as tests want them; that they are those that the providers load is tested too. */
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
export function loadedDialect(connection: Connection): Dialect {
  const dialect = dialects[connection.dialect];
  return dialect.variantOf?.(connection) ?? dialect;
}
