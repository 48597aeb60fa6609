import type { DialectId } from '../../../src/api/connection';
import { azureProvider } from './azure';
import { bedrockProvider } from './bedrock';
import { bedrockCustomizationProvider } from './bedrockCustomization';
import { fireworksProvider } from './fireworks';
import { huggingfaceProvider } from './huggingface';
import { legacyProvider } from './legacy';
import { llmarinerProvider } from './llmariner';
import { localaiProvider } from './localai';
import { mistralProvider } from './mistral';
import { modelStudioProvider } from './modelStudio';
import { nebiusProvider } from './nebius';
import { openaiProvider, openaiState, withResultFile } from './openai';
import type { Provider } from './router';
import { togetherProvider } from './together';
import { unslothProvider } from './unsloth';
import { vertexProvider } from './vertex';

/** A server for every dialect. */
export const providers: Readonly<Record<DialectId, () => Provider>> = {
  openai: () => openaiProvider(withResultFile(openaiState())),
  azure: () => azureProvider(null),
  together: togetherProvider,
  mistral: mistralProvider,
  fireworks: fireworksProvider,
  nebius: nebiusProvider,
  bedrock: bedrockProvider,
  'bedrock-customization': bedrockCustomizationProvider,
  huggingface: huggingfaceProvider,
  vertex: vertexProvider,
  llmariner: llmarinerProvider,
  localai: localaiProvider,
  unsloth: () => unslothProvider(),
  dashscope: () => modelStudioProvider(),
  legacy: legacyProvider,
  local: () => openaiProvider(withResultFile(openaiState())),
};
